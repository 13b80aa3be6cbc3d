/* SPDX-License-Identifier: Apache-2.0 */

/* `items`: questions and answers. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

#include <string.h>

const struct report_field items_parameters[] = {
    {.name = "by",
     .help = "one row a question, or an answer to one",
     .values = "question|answer",
     .default_value = "question"},
    COURSE_PARAMETER,
    MONTHS_PARAMETERS("learners who first answered the question"),
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field items_columns[] = {
    DIVISION_COLUMN,
    COURSE_COLUMNS,
    QUESTION_COLUMNS,
    ASKED_COLUMN,
    MONTH_COLUMN,
    {.name = "answer",
     .help = "as sent; empty unless by=answer, and where people type",
     .kind = COLUMN_DIVISION},
    {.name = "outcome",
     .help = "right, wrong or neutral; empty unless by=answer",
     .kind = COLUMN_DIVISION},
    {.name = "learners", .help = "learners whose first answer it is", .kind = COLUMN_PEOPLE},
    {.name = "answers",
     .help = "how often it was given in all",
     .kind = COLUMN_EVENTS,
     .of = "learners"},
    {.name = "learners_percent",
     .help = "learners as a percentage of those who answered",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "correct",
     .help = "learners whose first answer was right",
     .kind = COLUMN_PEOPLE,
     .of = "learners"},
    {.name = "wrong",
     .help = "learners whose first answer was wrong",
     .kind = COLUMN_PEOPLE,
     .of = "learners"},
    {.name = "facility_percent",
     .help = "right ones as a percentage of right and wrong ones",
     .kind = COLUMN_MEASURE,
     .of = "correct"},
    {.name = "discrimination",
     .help = "point-biserial correlation with the first score of the quiz, -1 to 1",
     .kind = COLUMN_MEASURE,
     .of = "correct"},
    {.name = "scored_learners",
     .help = "learners that the correlation is of",
     .kind = COLUMN_PEOPLE,
     .of = "learners"},
    {.name = "seconds_mean",
     .help = "mean time of first answers",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {.name = "seconds_median_from",
     .help = "half of them took as long as this, or longer",
     .kind = COLUMN_MEASURE,
     .of = "learners"},
    {0},
};

/* Of the answers that learners gave later than their first, nobody keeps whose they were. */
enum status items_check(const struct report_parameter *parameters, struct error *error)
{
    enum { BY = 0, FROM = 2, TO = 3, PERIOD = 4 };
    const bool has_span = parameters[FROM].value != NULL || parameters[TO].value != NULL ||
                          strcmp(parameters[PERIOD].value, "month") == 0;
    if (has_span && strcmp(parameters[BY].value, "answer") == 0) {
        return FAIL(error, STATUS_INVALID,
                    "by: answers are counted in all only; leave from=, to= and period= out, or "
                    "ask for by=question");
    }
    return STATUS_OK;
}
