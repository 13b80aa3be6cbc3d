/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of reports. A new one is an SQL file, a file of its parameters and columns, and a row
 * here. */
#include "reports/report_fields.h"
#include "reports/reports.h"

const struct report_field no_parameters[] = {{0}};

const struct report_field course_parameters[] = {COURSE_PARAMETER, {0}};

/* Keep alphabetised. */
const struct report report_table[] = {
    {.name = "activity",
     .title = "Activity over time",
     .parameters = activity_parameters,
     .columns = activity_columns,
     .sql_file = "activity.sql"},
    {.name = "change",
     .title = "Change from before a course to after it",
     .parameters = change_parameters,
     .columns = change_columns,
     .sql_file = "change.sql"},
    {.name = "completion-time",
     .title = "Time to completion",
     .parameters = completion_time_parameters,
     .columns = completion_time_columns,
     .sql_file = "completion-time.sql"},
    {.name = "data-quality",
     .title = "Odd statements by source",
     .parameters = data_quality_parameters,
     .columns = data_quality_columns,
     .sql_file = "data-quality.sql"},
    {.name = "drop-off",
     .title = "Where learners stop",
     .parameters = drop_off_parameters,
     .columns = drop_off_columns,
     .sql_file = "drop-off.sql"},
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
    {.name = "items",
     .title = "Questions and answers",
     .parameters = items_parameters,
     .columns = items_columns,
     .sql_file = "items.sql"},
    {.name = "progress",
     .title = "Learners and modules",
     .parameters = progress_parameters,
     .columns = progress_columns,
     .sql_file = "progress.sql"},
    {.name = "scores",
     .title = "First, last and best scores",
     .parameters = course_parameters,
     .columns = scores_columns,
     .sql_file = "scores.sql"},
    {.name = "sites",
     .title = "Evaluation by site",
     .parameters = sites_parameters,
     .columns = sites_columns,
     .sql_file = "sites.sql"},
    {0},
};
