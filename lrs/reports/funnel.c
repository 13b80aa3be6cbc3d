/* SPDX-License-Identifier: Apache-2.0 */

/* `funnel`: enrolled, started, completed. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

#include <string.h>

const struct report_field funnel_parameters[] = {
    {.name = "by",
     .help = "one row a course, a module or an organisation",
     .values = "total|module|organisation",
     .default_value = "total"},
    COURSE_PARAMETER,
    {.name = "from",
     .help = "who enrolled in months that begin on this day or later",
     .is_day = true,
     .narrows = true},
    {.name = "to",
     .help = "who enrolled in months that begin on this day or earlier",
     .is_day = true,
     .narrows = true},
    {.name = "period",
     .help = "one row for all, or one for each month of enrolment",
     .values = "all|month",
     .default_value = "all"},
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
    {.name = "enrolled_month",
     .help = "YYYY-MM, of London; empty unless period=month",
     .is_day = true,
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

/* Of a module nobody counts when its learners enrolled on the course. */
enum status funnel_check(const struct report_parameter *parameters, struct error *error)
{
    enum { BY = 0, FROM = 2, TO = 3, PERIOD = 4 };
    const bool has_span = parameters[FROM].value != NULL || parameters[TO].value != NULL ||
                          strcmp(parameters[PERIOD].value, "month") == 0;
    if (has_span && strcmp(parameters[BY].value, "module") == 0) {
        return FAIL(error, STATUS_INVALID,
                    "by: modules are counted in all only; leave from=, to= and period= out, or "
                    "ask for by=total or by=organisation");
    }
    return STATUS_OK;
}
