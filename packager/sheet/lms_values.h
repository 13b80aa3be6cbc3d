/* SPDX-License-Identifier: Apache-2.0 */

/* The values of an LMS profile in words, whichever table they stand in: THE table of sections. For
 * this module only. */
#ifndef SHEET_LMS_VALUES_H
#define SHEET_LMS_VALUES_H

#include "targets/target.h"

#include <stddef.h>

struct arena;

/* One table of a profile. `index` is a place in it. */
struct lms_section {
    const char *title;
    const char *about;    /* a sentence */
    const char *heads[3]; /* of the value's name, of what is known, of what it means; the last may
                             be NULL, and then `meaning` is, too */
    const char *unknown;  /* what it means for a package if nothing is known */
    size_t count;
    const char *(*name)(size_t index);
    const struct target_fact *(*fact)(const struct target *lms, size_t index);

    /* Both are asked only if something is known; the text lives in `arena` or for ever. */
    const char *(*known)(const struct target *lms, size_t index, struct arena *arena);
    const char *(*meaning)(const struct target *lms, size_t index);
};

extern const struct lms_section LMS_SECTIONS[];
extern const size_t LMS_SECTION_COUNT;

/* What is known of a value, or "unknown". */
const char *lms_known(const struct lms_section *section, const struct target *lms, size_t index,
                      struct arena *arena);

/* Where a fact is from, with its note. */
const char *lms_source(const struct target_fact *fact, struct arena *arena);

#endif
