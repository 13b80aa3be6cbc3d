/* SPDX-License-Identifier: Apache-2.0 */

/* `follow-up`: who has told what became of a course, 4 and 12 months after completing it. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

const struct report_field follow_up_parameters[] = {
    COURSE_PARAMETER,
    {.name = "on",
     .help = "what is due on this day; today without it",
     .is_day = true,
     .default_value = REPORT_TODAY},
    {.name = "from",
     .help = "learners who completed on this day or later",
     .is_day = true,
     .narrows = true},
    {.name = "to",
     .help = "learners who completed on this day or earlier",
     .is_day = true,
     .narrows = true},
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field follow_up_columns[] = {
    DIVISION_COLUMN,
    COURSE_COLUMNS,
    {.name = "months", .help = "after completion: 4 or 12", .kind = COLUMN_LABEL},
    {.name = "completed", .help = "learners who have completed", .kind = COLUMN_PEOPLE},
    {.name = "due",
     .help = "those of them for whom that many months are over, or who have responded",
     .kind = COLUMN_PEOPLE,
     .of = "completed"},
    {.name = "answered", .help = "those who have responded", .kind = COLUMN_PEOPLE, .of = "due"},
    {.name = "overdue", .help = "those who have not", .kind = COLUMN_PEOPLE, .of = "due"},
    {.name = "answered_percent",
     .help = "answered as a percentage of due",
     .kind = COLUMN_PERCENT,
     .of = "due",
     .part = "answered"},
    {.name = "implementing",
     .help = "those of the answered who first said that they have put it into practice",
     .kind = COLUMN_PEOPLE,
     .of = "answered"},
    {.name = "implementing_percent",
     .help = "as a percentage of answered",
     .kind = COLUMN_PERCENT,
     .of = "answered",
     .part = "implementing"},
    {0},
};
