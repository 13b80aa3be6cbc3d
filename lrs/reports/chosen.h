/* SPDX-License-Identifier: Apache-2.0 */

/* Whom a report by segment counts: names that its SQL finds in a WITH clause before it.
 *
 *     everybody (segment)                  all learners that may be seen
 *     chosen (segment, division, place)    those of them that the parameters ask for, and the row
 *                                          that they are counted in; division is '' where it is not
 *                                          known, and everywhere without a breakdown; place is its
 *                                          number
 *     divisions (place, division, month)   their names; month is NULL but for period=month
 *     chosen_X (division, place, ...)      what the view report_X has of those, summed up: for each
 *                                          row of the view but for the segment one a division; of
 *                                          a span (chosen_facts.h) without `division`
 *     sorts_X (sort, ...)                  what such a row stands for, but for the segment; sort is
 *                                          its number (store/tally_sorts.h)
 *     summed_X (place, line, ...)          sums of those by lines, which the SQL makes of sorts
 *                                          before: lines_X (sort, line). Lines are small numbers;
 *                                          sorts that are in none are left out. It is a subquery,
 *                                          so an alias (AS) stands behind it
 *
 * Where there are many segments and sorts, a report takes as long as it does something with each of
 * their rows. So chosen_X adds them up by the numbers of sorts, which is cheap, and looks only then
 * what those stand for. summed_X is cheaper by far where many sorts are one line: whatever is
 * worked out of days and texts is so once a sort, and nothing else is there for each row of each
 * segment. Then join `divisions` last.
 *
 * SQL that reads a view itself says FROM chosen CROSS JOIN view WHERE view.segment =
 * chosen.segment: SQLite joins in that order then; else it may well read the rows of all measures,
 * once a view, and look for their segments.
 *
 * No report reads the table of tallies itself, as nothing narrows it (store/narrowing.h): these
 * read it by the segments of `chosen`, which come from a view that is narrowed.
 *
 * Without both, and for whoever sees all, that is the one segment of everybody, so that such a
 * report reads no more rows than if there were no segments. */
#ifndef REPORTS_CHOSEN_H
#define REPORTS_CHOSEN_H

#include "base/buffer.h"
#include "store/store.h"

/* Writes `sql`, which begins with WITH, with those that it names before it, as the store's engine
 * adds up best. INTERNAL: it does not. */
MUST_CHECK enum status chosen_write(const struct store *store, const char *sql,
                                    const struct report_query *query, struct buffer *out,
                                    struct error *error);

/* The breakdown of which the filter `parameter` asks for one row; NULL: it is no such filter. */
const char *chosen_breakdown(const char *parameter);

#endif
