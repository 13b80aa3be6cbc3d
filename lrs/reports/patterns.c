/* SPDX-License-Identifier: Apache-2.0 */

/* `patterns`: whether what learners do follows the patterns of profiles, by registration. */
#include "reports/report_fields.h"

const struct report_field patterns_parameters[] = {
    {.name = "by",
     .help = "one row a pattern and outcome; or one each of its sources",
     .values = "pattern|source",
     .default_value = "pattern"},
    {.name = "profile", .help = "the IRI of one profile; all that are loaded without it"},
    {0},
};

const struct report_field patterns_columns[] = {
    {.name = "profile", .help = "the profile's IRI", .kind = COLUMN_LABEL},
    {.name = "version",
     .help = "the version that is loaded; empty if it says none",
     .kind = COLUMN_LABEL},
    {.name = "pattern",
     .help = "the primary pattern that is followed, or that they follow furthest; empty if that is "
             "not known",
     .kind = COLUMN_LABEL},
    {.name = "platform",
     .help = "what the last statement says it was made on; empty unless by=source, and if it does "
             "not say it",
     .kind = COLUMN_LABEL},
    {.name = "outcome",
     .help = "success; partial: more has to come; failure: a statement follows no pattern; "
             "undecided: too long to tell",
     .kind = COLUMN_LABEL},
    {.name = "learners", .help = "learners with such a registration", .kind = COLUMN_PEOPLE},
    {.name = "histories",
     .help = "their registrations and subregistrations of that outcome",
     .kind = COLUMN_EVENTS,
     .of = "learners"},
    {.name = "due",
     .help = "registrations of any profile that have changed since and are to be looked at again",
     .kind = COLUMN_THINGS},
    {0},
};
