/* SPDX-License-Identifier: Apache-2.0 */

/* What is known of LMSs, each value with what it means for a package, how sure it is and where it
 * is from. */
#ifndef SHEET_LMS_PAGE_H
#define SHEET_LMS_PAGE_H

#include <stddef.h>

struct arena;
struct document;
struct target;

/* All of one LMS. Lives in `arena`, and borrows `lms`. */
const struct document *lms_page_make(const struct target *lms, struct arena *arena);

/* Each value of all of them beside each other; `count` is at least 1. Likewise. */
const struct document *lms_comparison_make(const struct target *const *all, size_t count,
                                           struct arena *arena);

#endif
