/* SPDX-License-Identifier: Apache-2.0 */

/* Rows that add up: what one hidden count needs beside it so that a total does not tell it. */
#ifndef REPORTS_DISCLOSURE_LINES_H
#define REPORTS_DISCLOSURE_LINES_H

#include "reports/disclosure.h"

/* Hides more counts of the column `place` until none that is hidden can be told along any division:
 * the smallest of a line first, zeros last. `whole` is the column of those who are counted in it,
 * or `place` itself if there is none. */
void lines_protect(struct disclosure_table *table, size_t place, size_t whole, int64_t bound,
                   struct arena *arena);

/* For each row of `table` the row of `other` with the same labels, NULL if there is none. */
const struct disclosure_row **lines_match(const struct disclosure_table *table,
                                          const struct disclosure_table *other,
                                          struct arena *arena);

#endif
