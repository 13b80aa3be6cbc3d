/* SPDX-License-Identifier: Apache-2.0 */

/* `conformance`: whether statements keep to the profiles that they claim. Counts of statements tell
 * nothing of a human here: who built them is a program. */
#include "reports/report_fields.h"

const struct report_field conformance_parameters[] = {
    {.name = "by",
     .help = "one row a profile; or one each of its templates, sources or package versions",
     .values = "profile|template|source|package",
     .default_value = "profile"},
    {.name = "period",
     .help = "in all, or one row a month of London",
     .values = "all|month",
     .default_value = "all"},
    {.name = "profile", .help = "the IRI of one profile; all that are loaded without it"},
    {.name = "from", .help = "statements stored on this day or later", .is_day = true},
    {.name = "to", .help = "statements stored on this day or earlier", .is_day = true},
    {0},
};

const struct report_field conformance_columns[] = {
    {.name = "begins_on",
     .help = "the first day of the month in which they were stored; empty with period=all",
     .is_day = true,
     .kind = COLUMN_LABEL},
    {.name = "profile", .help = "the profile's IRI", .kind = COLUMN_LABEL},
    {.name = "version",
     .help = "the version that is loaded; empty if it says none",
     .kind = COLUMN_LABEL},
    {.name = "template", .help = "its IRI; empty unless by=template", .kind = COLUMN_LABEL},
    {.name = "authority",
     .help = "the credential that the statements came by; empty unless by=source",
     .kind = COLUMN_LABEL},
    {.name = "platform",
     .help = "what they say they were made on, the same; empty if they do not",
     .kind = COLUMN_LABEL},
    {.name = "package",
     .help = "the version of the package, context.revision; empty unless by=package, and if they "
             "do not say it",
     .kind = COLUMN_LABEL},
    {.name = "statements",
     .help = "that claim the profile and are not voided; of by=template: that match it",
     .kind = COLUMN_THINGS},
    {.name = "kept", .help = "those that keep to it", .kind = COLUMN_THINGS},
    {.name = "broken", .help = "those that break a rule of a template", .kind = COLUMN_THINGS},
    {.name = "unmatched",
     .help = "those that match no template; none with by=template",
     .kind = COLUMN_THINGS},
    {.name = "wrong_extension",
     .help = "those that follow their templates and have an extension that is not as the profile "
             "says; none with by=template",
     .kind = COLUMN_THINGS},
    {.name = "kept_percent", .help = "kept in percent of statements", .kind = COLUMN_SHARE},
    {.name = "first_on", .help = "the first day on which one was stored", .kind = COLUMN_TIME},
    {.name = "last_on", .help = "the last day", .kind = COLUMN_TIME},
    {0},
};
