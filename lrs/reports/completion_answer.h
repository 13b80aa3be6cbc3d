/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `completion-time`, worked out here: each learner has a time of his own, so there are
 * nearly as many lines as learners, and a query that follows all of them with window functions
 * takes ten times as long as reading them. */
#ifndef REPORTS_COMPLETION_ANSWER_H
#define REPORTS_COMPLETION_ANSWER_H

#include "reports/question.h"

/* The report's `answer`. */
MUST_CHECK enum status completion_answer(const struct question *question, report_visitor visit,
                                         void *context, struct error *error);

#endif
