/* SPDX-License-Identifier: Apache-2.0 */

/* `activity`: what was done when. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

const struct report_field activity_parameters[] = {
    COURSE_PARAMETER,
    {.name = "period",
     .help = "one row a day, month or financial year (April to March) of London",
     .values = "day|month|financial-year",
     .default_value = "month"},
    {.name = "from", .help = "periods that begin on this day or later", .is_day = true},
    {.name = "to", .help = "periods that begin on this day or earlier", .is_day = true},
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field activity_columns[] = {
    DIVISION_COLUMN,
    COURSE_COLUMNS,
    {.name = "begins_on",
     .help = "the first day of the period",
     .is_day = true,
     .kind = COLUMN_DIVISION},
    {.name = "learners",
     .help = "learners who did something in it, each once",
     .kind = COLUMN_PEOPLE},
    {.name = "statements",
     .help = "what they did, in statements",
     .kind = COLUMN_EVENTS,
     .of = "learners"},
    {.name = "enrolled",
     .help = "learners whose first evidence for the course is of it",
     .kind = COLUMN_PEOPLE},
    {.name = "started", .help = "learners first seen in the course in it", .kind = COLUMN_PEOPLE},
    {.name = "completed",
     .help = "learners who first completed, passed or satisfied it in it",
     .kind = COLUMN_PEOPLE},
    {0},
};
