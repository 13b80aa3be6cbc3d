/* SPDX-License-Identifier: Apache-2.0 */

/* Humans who are chosen by a month, as that in which they enrolled or were first scored, so that
 * those of a small month cannot be told from the answers for spans around it.
 *
 * Whoever knows the counts of all spans that begin and end at some edges of months knows what lies
 * between two edges, and nothing more. So a row may only be asked for from one of its own edges to
 * another: from the first month on, there is an edge wherever each count since the last edge, and
 * what it leaves of the column that it is a part of, is none or not small. A span with another
 * begin or end has its counts hidden, and so has a row of one month that is not all that lies
 * between two edges. Rows that share counts (field.h) have the same edges, which none of them would
 * part. */
#ifndef REPORTS_COHORTS_H
#define REPORTS_COHORTS_H

#include "base/arena.h"
#include "base/error.h"
#include "reports/disclosure.h"
#include "reports/question.h"

/* What a report that is `by_cohort` has: this parameter beside those of the span, and one column
 * that `is_day`, the row's month. */
#define COHORT_PERIOD "period"

/* For each row of `table`, the answer to `question`, whether its counts have to be hidden; NULL:
 * none, as all months are counted together. In `arena`. TOO_LARGE. */
MUST_CHECK enum status cohorts_part(const struct question *question,
                                    const struct disclosure_profile *profile,
                                    const struct disclosure_table *table, struct arena *arena,
                                    const bool **out, struct error *error);

#endif
