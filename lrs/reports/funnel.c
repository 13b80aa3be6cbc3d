/* SPDX-License-Identifier: Apache-2.0 */

/* `funnel`: enrolled, started, completed. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

const struct report_field funnel_parameters[] = {
    {.name = "by",
     .help = "one row a course, a module or an organisation",
     .values = "total|module|organisation",
     .default_value = "total"},
    {.name = "course", .help = "the IRI of one course; all courses without it"},
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field funnel_columns[] = {
    DIVISION_COLUMN,
    {.name = "course", .help = "the course's IRI", .kind = COLUMN_LABEL},
    {.name = "course_name",
     .help = "what statements call the course; empty if none does",
     .kind = COLUMN_NAME},
    {.name = "module", .help = "the module's IRI; empty unless by=module", .kind = COLUMN_LABEL},
    {.name = "module_name",
     .help = "what statements call the module; empty if none does",
     .kind = COLUMN_NAME},
    {.name = "organisation",
     .help = "the learners' organisation; empty unless by=organisation, and where it is not known",
     .kind = COLUMN_DIVISION},
    {.name = "enrolled",
     .help = "learners registered on the course, or with any later evidence",
     .kind = COLUMN_PEOPLE},
    {.name = "started",
     .help = "those of them who were seen in the course or module",
     .kind = COLUMN_PEOPLE,
     .of = "enrolled"},
    {.name = "completed",
     .help = "those who completed, passed or satisfied it",
     .kind = COLUMN_PEOPLE,
     .of = "started"},
    {.name = "started_percent",
     .help = "started as a percentage of enrolled",
     .kind = COLUMN_PERCENT,
     .of = "enrolled",
     .part = "started"},
    {.name = "completed_percent",
     .help = "completed as a percentage of enrolled",
     .kind = COLUMN_PERCENT,
     .of = "enrolled",
     .part = "completed"},
    {0},
};
