/* SPDX-License-Identifier: Apache-2.0 */

/* `scores`: first, last and best scores. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

const struct report_field scores_parameters[] = {
    COURSE_PARAMETER,
    MONTHS_PARAMETERS("learners who were first scored"),
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field scores_columns[] = {
    DIVISION_COLUMN,
    COURSE_COLUMNS,
    {.name = "activity",
     .help = "IRI of what was scored: assessment, module or course",
     .kind = COLUMN_LABEL},
    {.name = "activity_name", .help = "what statements call it", .kind = COLUMN_NAME},
    ASKED_COLUMN,
    MONTH_COLUMN,
    {.name = "learners", .help = "learners with a score", .kind = COLUMN_PEOPLE},
    {.name = "attempts", .help = "scores told", .kind = COLUMN_EVENTS, .of = "learners"},
    {.name = "first_mean",
     .help = "mean of first scores, -1 to 1",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "first_median",
     .help = "the score that half of them reach or stay below",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "last_mean",
     .help = "the same of last scores",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "last_median",
     .help = "the same of last scores",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "best_mean",
     .help = "the same of best scores",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "best_median",
     .help = "the same of best scores",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {0},
};
