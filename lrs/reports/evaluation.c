/* SPDX-License-Identifier: Apache-2.0 */

/* `evaluation`: sites that evaluate. */
#include "reports/report_fields.h"

const struct report_field evaluation_columns[] = {
    {.name = "sites",
     .help = "organisations that have reported at least once",
     .kind = COLUMN_THINGS},
    {.name = "reports",
     .help = "site evaluation statements that are not voided",
     .kind = COLUMN_THINGS},
    {.name = "patients", .help = "patients in all those reports together", .kind = COLUMN_PEOPLE},
    {.name = "first_at", .help = "time of the earliest report, UTC", .kind = COLUMN_TIME},
    {.name = "last_at", .help = "time of the latest report, UTC", .kind = COLUMN_TIME},
    {0},
};
