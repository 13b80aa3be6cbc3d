/* SPDX-License-Identifier: Apache-2.0 */

/* Whom a report by segment counts: names that its SQL finds in a WITH clause before it.
 *
 *     everybody (segment)                  all learners that may be seen
 *     chosen (segment, division, place)    those of them that the parameters ask for, and the row
 *                                          that they are counted in; division is '' where it is not
 *                                          known, and everywhere without a breakdown; place is its
 *                                          number
 *     divisions (place, division, month)   their names; month is NULL but for period=month
 *     chosen_X (division, ...)             what the view report_X has of those, summed up: for each
 *                                          row of the view but for the segment one a division; of
 *                                          a span (chosen_facts.h) without `division`
 *
 * A chosen_X reads each segment's rows of the view's measures, adds them up by the numbers of their
 * sorts (store/tally_sorts.h), which is cheap, and only then looks what those stand for. SQL that
 * reads a view itself says FROM chosen CROSS JOIN view WHERE view.segment = chosen.segment: SQLite
 * joins in that order then; else it may well read the rows of all measures, once a view, and look
 * for their segments.
 *
 * No report reads the table of tallies itself, as nothing narrows it (store/narrowing.h): chosen_X
 * reads it by the segments of `chosen`, which come from a view that is narrowed.
 *
 * Without both, and for whoever sees all, that is the one segment of everybody, so that such a
 * report reads no more rows than if there were no segments. */
#ifndef REPORTS_CHOSEN_H
#define REPORTS_CHOSEN_H

#include "base/buffer.h"
#include "store/store.h"

/* Writes `sql`, which begins with WITH, with those that it names before it. INTERNAL: it does not.
 */
MUST_CHECK enum status chosen_write(const char *sql, const struct report_query *query,
                                    struct buffer *out, struct error *error);

/* The breakdown of which the filter `parameter` asks for one row; NULL: it is no such filter. */
const char *chosen_breakdown(const char *parameter);

#endif
