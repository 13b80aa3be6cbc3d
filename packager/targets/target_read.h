/* SPDX-License-Identifier: Apache-2.0 */

/* The parts that the reader of LMS profiles is made of. For this module only. */
#ifndef TARGETS_TARGET_READ_H
#define TARGETS_TARGET_READ_H

#include "base/error.h"
#include "targets/target.h"

#include <stddef.h>

struct key;
struct place;

enum {
    TARGET_LIST_MAX = 50,  /* settings, faults or domains */
    TARGET_LINE_MAX = 400, /* characters of a sentence */
};

/* Reads mark, source and note of the object `place`, which may have the keys `values` beside them.
 * The first of those is the value itself: it stands there just if the mark is not "unknown".
 * INVALID with "name:line: /pointer: ...". */
MUST_CHECK enum status target_read_fact(const struct place *place, const struct key *values,
                                        size_t count, struct target_fact *out, struct error *error);

/* Reads settings, faults, domains and then, as they are held against all sources, links. INVALID
 * likewise. */
MUST_CHECK enum status target_read_lists(const struct place *root, struct target *target,
                                         struct error *error);

#endif
