/* SPDX-License-Identifier: Apache-2.0 */

/* The sums that reports by segment name: chosen_X, sorts_X and summed_X of reports/chosen.h, from
 * tallies or, of a span of months, from facts. */
#ifndef REPORTS_CHOSEN_SUMS_H
#define REPORTS_CHOSEN_SUMS_H

#include "reports/chosen_facts.h"

/* How rows are added up. */
struct chosen_summing {
    const char *engine; /* store_sums() */
    bool is_one;        /* the rows of one segment: there is nothing to be added up */
    enum chosen_months months;
};

/* Writes the clauses `divisions` and what else of them `sql` names, behind the clause `chosen`. */
void chosen_write_sums(const char *sql, const struct report_query *query,
                       const struct chosen_summing *summing, struct buffer *out);

/* Writes `sql` with each summed_X made where it stands, as lines are only known there. */
void chosen_write_report(const char *sql, const struct chosen_summing *summing, struct buffer *out);

#endif
