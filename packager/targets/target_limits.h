/* SPDX-License-Identifier: Apache-2.0 */

/* Holds a package that is made, but not written yet, against the limits of an LMS. */
#ifndef TARGETS_TARGET_LIMITS_H
#define TARGETS_TARGET_LIMITS_H

#include "base/error.h"

#include <stddef.h>

struct arena;
struct target;
struct zip_entry;

/* What is known of a package. All borrowed. */
struct target_package {
    const char *file_name; /* of the zip */
    const struct zip_entry *entries;
    size_t entry_count;
};

/* The first limit that the package breaks, with the file, its size, the limit and what to do.
 * TOO_LARGE for bytes and for the number of files, INVALID for lengths and characters of names and
 * texts, UNAVAILABLE if a file cannot be looked at. The zip's size is taken as that of its files
 * before they are deflated, which it never exceeds by more than a few bytes a file. What is unknown
 * limits nothing. */
MUST_CHECK enum status target_check_package(const struct target *target,
                                            const struct target_package *package,
                                            struct arena *arena, struct error *error);

/* The package's files with their sizes and shares, the largest first, as lines of text; the many
 * small ones behind are one line. In `arena`. UNAVAILABLE if a file cannot be looked at. */
MUST_CHECK enum status target_budget(const struct target_package *package, struct arena *arena,
                                     const char **out, struct error *error);

#endif
