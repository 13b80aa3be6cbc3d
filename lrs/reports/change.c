/* SPDX-License-Identifier: Apache-2.0 */

/* `change`: what differs after a course. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

const struct report_field change_parameters[] = {
    {.name = "by",
     .help = "one row a question, or a pair of answers before and after",
     .values = "question|pair",
     .default_value = "question"},
    COURSE_PARAMETER,
    MONTHS_PARAMETERS("learners who first answered after the course"),
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field change_columns[] = {
    DIVISION_COLUMN,
    COURSE_COLUMNS,
    {.name = "asked_in",
     .help = "IRI of the survey; empty for the scores of the course's quizzes",
     .kind = COLUMN_LABEL},
    {.name = "asked_in_name", .help = "what statements call it", .kind = COLUMN_NAME},
    {.name = "question", .help = "the question's IRI; empty for scores", .kind = COLUMN_LABEL},
    {.name = "question_name", .help = "what statements call the question", .kind = COLUMN_NAME},
    {.name = "before",
     .help = "the first answer before the course; empty unless by=pair, and for scores",
     .kind = COLUMN_DIVISION},
    {.name = "after",
     .help = "the first answer after it; empty unless by=pair",
     .kind = COLUMN_DIVISION},
    MONTH_COLUMN,
    {.name = "learners", .help = "learners who answered both", .kind = COLUMN_PEOPLE},
    {.name = "before_mean",
     .help = "mean before, where answers are numbers",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "after_mean", .help = "mean after", .kind = COLUMN_MEASURE, .of = "learners"},
    {.name = "change_mean",
     .help = "mean of the changes",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "change_deviation",
     .help = "standard deviation of the changes, of a sample",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "changed",
     .help = "learners who answered otherwise after",
     .kind = COLUMN_PEOPLE,
     .of = "learners"},
    {.name = "higher",
     .help = "those of them whose number is higher after",
     .kind = COLUMN_PEOPLE,
     .of = "changed"},
    {0},
};
