/* SPDX-License-Identifier: Apache-2.0 */

/* Numbers of what is counted (table `tally_sort`), remembered in memory: nearly every statement
 * counts what earlier ones have. A sort is all of a tally's key but the segment. Its number is
 * TALLY_SORTS_EACH times the measure and some more, so that the rows of a measure, or of a few that
 * follow one another, are a span of numbers. Like a term's, a number is given once and stays, also
 * when nothing is counted under it any more; only an erasure removes it. */
#ifndef STORE_TALLY_SORTS_H
#define STORE_TALLY_SORTS_H

#include "store/tallies.h"

/* The SQL of published views says so, too. */
#define TALLY_SORTS_EACH INT64_C(1000000000)

struct tally_sorts;
void tally_sorts_destroy(struct tally_sorts *sorts); /* NULL allowed */

/* The number of each of `count` tallies, no two of one sort; new sorts are given one. In a
 * transaction that writes. TOO_LARGE: a measure has as many sorts as it can. */
MUST_CHECK enum status tally_sorts_find(struct connection *connection,
                                        const struct tally *const *tallies, size_t count,
                                        int64_t *out, struct error *error);

/* Forgets what the connection remembers, as a rollback may have taken numbers back. */
void tally_sorts_forget(struct connection *connection);

/* Removes the sorts that no row of `tally` is left of: some have learners' answers in them. While
 * no other process writes. */
MUST_CHECK enum status tally_sorts_drop_unused(struct connection *connection, struct error *error);

#endif
