/* SPDX-License-Identifier: Apache-2.0 */

/* An answer to a question in the language of aggregate/grammar.h. */
#ifndef AGGREGATE_AGGREGATE_H
#define AGGREGATE_AGGREGATE_H

#include "reports/reports.h"

/* What it is called among reports. */
#define AGGREGATE_NAME "aggregate"

struct aggregate_request {
    const struct report_parameter *parameters;
    size_t parameter_count;
    enum report_format format;
    const struct disclosure_profile *disclosure;
    const char *organisation; /* only its learners, as store/narrowing.h tells; NULL: all */
    bool names_people;        /* the asker may see, and ask for, who a row is about */
};

/* The parameters, with help; ends with a row whose name is NULL. */
extern const struct report_field aggregate_parameters[];

/* Answers as report_run() does. INVALID: a parameter is not understood, or the question is without
 * bound; FORBIDDEN: it is about humans whom the asker may not know, or has rows of humans under a
 * profile that hides counts; TOO_LARGE: it would look at more than rows.h allows. */
MUST_CHECK enum status aggregate_run(struct store *store, const struct aggregate_request *request,
                                     report_sink sink, void *context, struct error *error);

#endif
