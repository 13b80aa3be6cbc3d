/* SPDX-License-Identifier: Apache-2.0 */

/* Rows gathered by group, and what the measures make of them.
 *
 * Numbers are added up in the order of their size, so that the same rows give the same result to
 * the last digit, whatever order an engine has them in. */
#ifndef AGGREGATE_TALLY_H
#define AGGREGATE_TALLY_H

#include "aggregate/rows.h"
#include "reports/disclosure.h"
#include "reports/pseudonyms.h"

struct tally;

/* Borrowed from `arena`, as all that comes of it. `plan` is borrowed as long. */
struct tally *tally_create(const struct aggregate_plan *plan, struct arena *arena);

/* Groups by pseudonyms instead of identifiers of humans, if they are used: then not even the order
 * of rows tells anything. Before the first row; `pseudonyms` are borrowed as long. */
void tally_use_pseudonyms(struct tally *tally, const struct pseudonyms *pseudonyms);

/* A row_visitor whose context is a tally. TOO_LARGE: more than REPORT_HIDING_ROWS_MAX groups. */
MUST_CHECK enum status tally_add(void *context, const struct aggregate_row *row,
                                 struct error *error);

/* The columns of the answer: groups, the span of time, people, measures. */
const struct report_field *tally_columns(const struct tally *tally);

/* The answer, a row a group, in the order of their labels, the unknown first. Without groups and
 * span of time it is one row, even if nothing was added. */
struct disclosure_table tally_finish(struct tally *tally);

#endif
