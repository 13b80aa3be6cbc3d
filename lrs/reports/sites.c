/* SPDX-License-Identifier: Apache-2.0 */

/* `sites`: who evaluates, and how many patients they have reported. */
#include "reports/report_fields.h"

const struct report_field sites_parameters[] = {
    {.name = "by",
     .help = "one row an organisation, an ICB, a region, or for all together",
     .values = "organisation|icb|region|total",
     .default_value = "organisation"},
    {.name = "period",
     .help = "in all, or one row a financial year (April to March) or month of London",
     .values = "all|financial-year|month",
     .default_value = "all"},
    COURSE_PARAMETER,
    {.name = "organisation", .help = "the ODS code of one organisation", .narrows = true},
    {.name = "icb", .help = "the ODS code of one ICB", .narrows = true},
    {.name = "region", .help = "the ODS code of one NHS England region", .narrows = true},
    {.name = "from", .help = "reports of this day or later", .is_day = true, .narrows = true},
    {.name = "to", .help = "reports of this day or earlier", .is_day = true, .narrows = true},
    {0},
};

const struct report_field sites_columns[] = {
    COURSE_COLUMNS,
    {.name = "begins_on",
     .help = "the first day of the period; empty with period=all",
     .is_day = true,
     .kind = COLUMN_DIVISION},
    {.name = "region",
     .help = "NHS England region of the last report; empty if ODS data does not tell it, and for "
             "by=total",
     .kind = COLUMN_DIVISION},
    {.name = "region_name", .help = "what ODS calls it", .kind = COLUMN_NAME},
    {.name = "icb",
     .help = "integrated care board, the same; empty for by=region too",
     .kind = COLUMN_DIVISION,
     .of = "region"},
    {.name = "icb_name", .help = "what ODS calls it", .kind = COLUMN_NAME},
    {.name = "organisation",
     .help = "ODS code of the site; empty unless by=organisation",
     .kind = COLUMN_DIVISION,
     .of = "icb"},
    {.name = "organisation_name",
     .help = "what ODS calls it; empty if it does not know it",
     .kind = COLUMN_NAME},
    {.name = "sites", .help = "organisations that have reported", .kind = COLUMN_THINGS},
    {.name = "reports",
     .help = "site evaluation statements that are not voided",
     .kind = COLUMN_THINGS},
    {.name = "patients", .help = "patients in those reports together", .kind = COLUMN_PEOPLE},
    {.name = "first_on", .help = "day of the earliest report, of London", .kind = COLUMN_TIME},
    {.name = "last_on", .help = "day of the latest report", .kind = COLUMN_TIME},
    {0},
};
