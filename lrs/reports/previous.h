/* SPDX-License-Identifier: Apache-2.0 */

/* A report beside the same of the span just before: each count has a sibling NAME_before.
 *
 * A span from the first day of a month to the last of one is followed back by as many months, so
 * that quarters and financial years stand beside quarters and financial years; any other by as many
 * days. Rows belong together that have the same labels, days and months among them being moved on
 * by the length of the span. */
#ifndef REPORTS_PREVIOUS_H
#define REPORTS_PREVIOUS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/london.h"
#include "reports/disclosure.h"
#include "reports/reports.h"

/* The parameter, which reports with `from` and `to` take beside their own. */
extern const struct report_field previous_parameter;

struct previous {
    bool is_asked;
    int64_t months; /* how far the span is moved back, or */
    int64_t days;
    char from[DAY_TEXT_SIZE]; /* the span before */
    char to[DAY_TEXT_SIZE];
};

/* Whether the report has `from`, `to` and something to compare. */
bool previous_is_offered(const struct report *report);

/* Reads the span from `from` and `to` of the parameters. INVALID: one of them is not given, or they
 * are in the wrong order. */
MUST_CHECK enum status previous_begin(const struct report_parameter *parameters, size_t count,
                                      struct previous *out, struct error *error);

/* The value of this parameter in the question for the span before. Borrowed from both. */
const char *previous_value(const struct previous *previous,
                           const struct report_parameter *parameter);

/* The day or month of the span before with which this one, a label, stands. Borrowed from both. */
const char *previous_label(const struct previous *previous, const char *label, struct arena *arena);

/* Whether the column has a sibling, and what that is called. Borrowed from `arena`. */
bool previous_is_told_of(const struct report_field *column);
const char *previous_name(const char *column, struct arena *arena);

/* The report's columns and behind them the siblings, ending as they do. Borrowed from `arena`. */
const struct report_field *previous_columns(const struct report_field *columns,
                                            struct arena *arena);

/* Rows of both spans, those of `now` first and in their order. What a row has not in one of them is
 * 0 where it is a count, else NULL. `columns` are previous_columns(). Borrowed from all. */
struct disclosure_table previous_join(const struct previous *previous,
                                      const struct disclosure_table *now,
                                      const struct disclosure_table *before,
                                      const struct report_field *columns, struct arena *arena);

#endif
