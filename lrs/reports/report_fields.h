/* SPDX-License-Identifier: Apache-2.0 */

/* Parameters and columns, each report's in a file of its own beside its SQL, and those that many
 * reports have. */
#ifndef REPORTS_REPORT_FIELDS_H
#define REPORTS_REPORT_FIELDS_H

#include "reports/field.h"
#include "reports/reports.h"

extern const struct report_field activity_parameters[];
extern const struct report_field activity_columns[];
extern const struct report_field change_parameters[];
extern const struct report_field change_columns[];
extern const struct report_field completion_time_parameters[];
extern const struct report_field completion_time_columns[];
extern const struct report_field conformance_parameters[];
extern const struct report_field conformance_columns[];
extern const struct report_field data_quality_parameters[];
extern const struct report_field data_quality_columns[];
enum status data_quality_complete(struct store *store, struct disclosure_table *table,
                                  struct arena *arena, struct error *error);
extern const struct report_field drop_off_parameters[];
extern const struct report_field drop_off_columns[];
extern const struct report_field evaluation_columns[];
extern const struct report_field expiry_parameters[];
extern const struct report_field expiry_columns[];
extern const struct report_field follow_up_parameters[];
extern const struct report_field follow_up_columns[];
extern const struct report_field funnel_parameters[];
extern const struct report_field funnel_columns[];
enum status funnel_check(const struct report_parameter *parameters, struct error *error);
extern const struct report_field items_parameters[];
extern const struct report_field items_columns[];
enum status items_check(const struct report_parameter *parameters, struct error *error);
extern const struct report_field overdue_parameters[];
extern const struct report_field overdue_columns[];
extern const struct report_field patterns_parameters[];
extern const struct report_field patterns_columns[];
extern const struct report_field progress_parameters[];
extern const struct report_field progress_columns[];
extern const struct report_field scores_parameters[];
extern const struct report_field scores_columns[];
extern const struct report_field sites_parameters[];
extern const struct report_field sites_columns[];

/* Of reports that take nothing. */
extern const struct report_field no_parameters[];

#define COURSE_PARAMETER                                                          \
    {                                                                             \
        .name = "course", .help = "the IRI of one course; all courses without it" \
    }
#define COURSE_COLUMNS                                                                \
    {.name = "course", .help = "the course's IRI", .kind = COLUMN_LABEL},             \
    {                                                                                 \
        .name = "course_name", .help = "what statements call it", .kind = COLUMN_NAME \
    }
#define MODULE_COLUMNS                                                                \
    {.name = "module", .help = "the module's IRI", .kind = COLUMN_LABEL},             \
    {                                                                                 \
        .name = "module_name", .help = "what statements call it", .kind = COLUMN_NAME \
    }
#define ASKED_COLUMN                                                                      \
    {                                                                                     \
        .name = "asked", .help = "before or after the course; empty if it is asked once", \
        .kind = COLUMN_LABEL                                                              \
    }
#define QUESTION_COLUMNS                                                                          \
    {.name = "asked_in", .help = "IRI of the quiz, survey or scenario", .kind = COLUMN_LABEL},    \
        {.name = "asked_in_name", .help = "what statements call it", .kind = COLUMN_NAME},        \
        {.name = "question", .help = "the question's IRI", .kind = COLUMN_LABEL},                 \
    {                                                                                             \
        .name = "question_name", .help = "what statements call the question", .kind = COLUMN_NAME \
    }

/* Spans of months, of reports whose counts are found in facts (chosen_facts.h); `what` is what
 * happens first in them. They are `by_cohort`. */
#define MONTHS_PARAMETERS(what)                                                                  \
    {.name = "from",                                                                             \
     .help = what " in months that begin on this day or later",                                  \
     .is_day = true,                                                                             \
     .narrows = true},                                                                           \
        {.name = "to",                                                                           \
         .help = what " in months that begin on this day or earlier",                            \
         .is_day = true,                                                                         \
         .narrows = true},                                                                       \
    {                                                                                            \
        .name = "period", .help = "rows for all, or those of each month", .values = "all|month", \
        .default_value = "all"                                                                   \
    }
#define MONTH_COLUMN                                                                              \
    {                                                                                             \
        .name = "month", .help = "YYYY-MM, of London; empty unless period=month", .is_day = true, \
        .kind = COLUMN_DIVISION                                                                   \
    }

#endif
