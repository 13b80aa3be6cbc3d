/* SPDX-License-Identifier: Apache-2.0 */

/* The counts of a span of months, from the facts of each learner, as tallies of scores, answers,
 * changes and pages are of all time (store/README.md, "What reports read"). What a learner has done
 * with one thing stands in the month of London in which he first did it:
 *
 *     scores     the first score of the activity
 *     answers    the first answer to the question
 *     changes    the first answer after the course, which makes the pair whole
 *     pages      when he was first seen in the module
 *
 * so that each stands in one month, and all months add up to what tallies count. All facts of whom
 * is asked for are read for it: seconds, not milliseconds, for a hundred thousand learners. */
#ifndef REPORTS_CHOSEN_FACTS_H
#define REPORTS_CHOSEN_FACTS_H

#include "base/buffer.h"
#include "store/store.h"

enum chosen_months {
    CHOSEN_ALL_TIME,
    CHOSEN_SPAN,     /* of all its months together */
    CHOSEN_BY_MONTH, /* of each by itself: the place is then 1 000 000 times that of the division,
                        and the month YYYYMM */
};

/* By the parameters `from`, `to` and `period`. */
enum chosen_months chosen_months_asked(const struct report_query *query);

/* Whether what is called chosen_NAME is found in facts, too. */
bool chosen_has_facts(const char *name);

/* Writes the clause `spanned`: the facts that first were in the span, with their place. `is_one`:
 * of all learners, who are in the one place of `chosen`. */
void chosen_write_facts(const struct report_query *query, bool is_one, struct buffer *out);

/* Writes the clause told_NAME: rows of (place, measure, subject, context, asked, value, late_value,
 * text, late_text, total, amount, square), what tallies have of the facts in `spanned`. */
void chosen_write_told(const char *name, struct buffer *out);

#endif
