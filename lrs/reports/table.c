/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of reports. A new one is an SQL file beside this and a row here. */
#include "reports/reports.h"

static const struct report_field evaluation_columns[] = {
    {.name = "sites",
     .help = "organisations that have reported at least once",
     .kind = COLUMN_THINGS},
    {.name = "reports",
     .help = "site evaluation statements that are not voided",
     .kind = COLUMN_THINGS},
    {.name = "patients", .help = "patients in all those reports together", .kind = COLUMN_PEOPLE},
    {.name = "first_at", .help = "time of the earliest report, UTC", .kind = COLUMN_THINGS},
    {.name = "last_at", .help = "time of the latest report, UTC", .kind = COLUMN_THINGS},
    {0},
};

static const struct report_field no_parameters[] = {{0}};

static const struct report_field funnel_parameters[] = {
    {.name = "by",
     .help = "one row a course, a module or an organisation",
     .values = "total|module|organisation",
     .default_value = "total"},
    {.name = "course", .help = "the IRI of one course; all courses without it"},
    {0},
};

static const struct report_field funnel_columns[] = {
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

/* Keep alphabetised. */
const struct report report_table[] = {
    {.name = "evaluation",
     .title = "Sites evaluating and patients reported",
     .parameters = no_parameters,
     .columns = evaluation_columns,
     .sql_file = "evaluation.sql"},
    {.name = "funnel",
     .title = "Enrolled, started, completed",
     .parameters = funnel_parameters,
     .columns = funnel_columns,
     .sql_file = "funnel.sql"},
    {0},
};
