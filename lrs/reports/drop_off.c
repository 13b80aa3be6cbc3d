/* SPDX-License-Identifier: Apache-2.0 */

/* `drop-off`: where learners stop. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

const struct report_field drop_off_parameters[] = {
    COURSE_PARAMETER,
    {.name = "module", .help = "the IRI of one module; all modules without it"},
    MONTHS_PARAMETERS("learners who were first seen in the module"),
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field drop_off_columns[] = {
    DIVISION_COLUMN,
    COURSE_COLUMNS,
    MODULE_COLUMNS,
    {.name = "page",
     .help = "the page's IRI; empty: no page was seen",
     .shares = true,
     .kind = COLUMN_DIVISION},
    {.name = "page_name", .help = "what statements call the page", .kind = COLUMN_NAME},
    MONTH_COLUMN,
    {.name = "started", .help = "learners seen in the module", .kind = COLUMN_PEOPLE},
    {.name = "completed",
     .help = "learners who completed it",
     .kind = COLUMN_PEOPLE,
     .of = "started"},
    {.name = "reached",
     .help = "learners who saw the page",
     .kind = COLUMN_PEOPLE,
     .of = "started"},
    {.name = "reached_percent",
     .help = "as a percentage of started",
     .kind = COLUMN_PERCENT,
     .of = "started",
     .part = "reached"},
    {.name = "stopped",
     .help = "learners who have not completed and came to this page last",
     .kind = COLUMN_PEOPLE,
     .of = "started"},
    {.name = "stopped_percent",
     .help = "as a percentage of started",
     .kind = COLUMN_PERCENT,
     .of = "started",
     .part = "stopped"},
    {0},
};
