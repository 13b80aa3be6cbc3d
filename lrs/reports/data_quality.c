/* SPDX-License-Identifier: Apache-2.0 */

/* `data-quality`: what is odd about the statements of each source. Counts of statements tell
 * nothing of a human here: who sent them is a program. */
#include "reports/report_fields.h"

const struct report_field data_quality_parameters[] = {
    {.name = "problem",
     .help = "one of them; without it all but not-in-roster, and all statements of each source",
     .values = "unknown-verb|unknown-type|no-course|clock-ahead|clock-behind|voided|not-in-roster"},
    {.name = "from", .help = "statements stored on this day or later", .is_day = true},
    {.name = "to", .help = "statements stored on this day or earlier", .is_day = true},
    {0},
};

const struct report_field data_quality_columns[] = {
    {.name = "authority",
     .help = "the credential that the statements came by",
     .kind = COLUMN_LABEL},
    {.name = "platform",
     .help = "what they say they were made on; empty if they do not",
     .kind = COLUMN_LABEL},
    {.name = "problem",
     .help = "what is odd about them; empty: all statements of the source",
     .kind = COLUMN_LABEL},
    {.name = "detail",
     .help = "the unknown verb, the unknown type (empty: none), the home page of unknown accounts",
     .kind = COLUMN_LABEL},
    {.name = "statements", .help = "how many", .kind = COLUMN_THINGS},
    {.name = "of_statements",
     .help = "all statements of the source that are not voided",
     .kind = COLUMN_THINGS},
    {.name = "learners",
     .help = "accounts and addresses that no row of the roster names; only of not-in-roster",
     .kind = COLUMN_PEOPLE},
    {.name = "first_on", .help = "the first day on which one was stored", .kind = COLUMN_TIME},
    {.name = "last_on", .help = "the last day", .kind = COLUMN_TIME},
    {0},
};
