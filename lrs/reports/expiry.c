/* SPDX-License-Identifier: Apache-2.0 */

/* `expiry` and `overdue`: when completions run out, and whose has. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

#define VALIDITY_PARAMETER                                                        \
    {                                                                             \
        .name = "months",                                                         \
        .help = "how long a completion counts; no statement says so of a course", \
        .values = "6|12|18|24|36|48|60", .default_value = "12"                    \
    }
#define ON_PARAMETER                                                                            \
    {                                                                                           \
        .name = "on", .help = "what has run out on this day; today without it", .is_day = true, \
        .default_value = REPORT_TODAY                                                           \
    }

const struct report_field expiry_parameters[] = {
    VALIDITY_PARAMETER,
    COURSE_PARAMETER,
    ON_PARAMETER,
    {.name = "from", .help = "what runs out on this day or later", .is_day = true, .narrows = true},
    {.name = "to", .help = "what runs out on this day or earlier", .is_day = true, .narrows = true},
    SEGMENT_PARAMETERS,
    {0},
};

const struct report_field expiry_columns[] = {
    DIVISION_COLUMN,
    COURSE_COLUMNS,
    {.name = "expires_month",
     .help = "YYYY-MM, that many months after the last completion",
     .is_day = true,
     .kind = COLUMN_DIVISION},
    {.name = "learners",
     .help = "learners whose last completion runs out in it",
     .kind = COLUMN_PEOPLE},
    {.name = "overdue",
     .help = "those of them for whom it has run out",
     .kind = COLUMN_PEOPLE,
     .of = "learners"},
    {0},
};

const struct report_field overdue_parameters[] = {
    VALIDITY_PARAMETER, COURSE_PARAMETER, ON_PARAMETER, SEGMENT_FILTERS, {0},
};

const struct report_field overdue_columns[] = {
    {.name = "learner",
     .help = "the account or address that names the learner",
     .kind = COLUMN_PERSON},
    {.name = "organisation",
     .help = "as the learner's statements say; empty if none does",
     .kind = COLUMN_OF_PERSON},
    COURSE_COLUMNS,
    {.name = "expired_on",
     .help = "the day from which the last completion counts no longer",
     .kind = COLUMN_OF_PERSON},
    {.name = "completed_on",
     .help = "the day of that completion, of London",
     .kind = COLUMN_OF_PERSON},
    {.name = "completed_by", .help = "id of the statement that says so", .kind = COLUMN_STATEMENT},
    {0},
};
