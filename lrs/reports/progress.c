/* SPDX-License-Identifier: Apache-2.0 */

/* `progress`: learners and modules. */
#include "reports/report_fields.h"
#include "reports/segment_fields.h"

const struct report_field progress_parameters[] = {
    COURSE_PARAMETER,
    {.name = "module", .help = "the IRI of one module; all modules without it"},
    {.name = "learner", .help = "one learner, as in the column"},
    {.name = "from", .help = "last seen on this day (UTC) or later", .is_day = true},
    {.name = "to", .help = "last seen on this day (UTC) or earlier", .is_day = true},
    SEGMENT_FILTERS,
    {0},
};

const struct report_field progress_columns[] = {
    {.name = "learner",
     .help = "the account or address that names the learner",
     .kind = COLUMN_PERSON},
    {.name = "organisation",
     .help = "as the learner's statements say; empty if none does",
     .kind = COLUMN_OF_PERSON},
    COURSE_COLUMNS,
    MODULE_COLUMNS,
    {.name = "status", .help = "enrolled, started or completed", .kind = COLUMN_OF_PERSON},
    {.name = "progress", .help = "the highest percentage told", .kind = COLUMN_OF_PERSON},
    {.name = "best_score", .help = "the highest scaled score", .kind = COLUMN_OF_PERSON},
    {.name = "attempts", .help = "how often it was begun", .kind = COLUMN_OF_PERSON},
    {.name = "enrolled_at", .help = "when, UTC", .kind = COLUMN_OF_PERSON},
    {.name = "started_at", .help = "when, UTC", .kind = COLUMN_OF_PERSON},
    {.name = "completed_at", .help = "when, UTC", .kind = COLUMN_OF_PERSON},
    {.name = "last_at", .help = "when last seen, UTC", .kind = COLUMN_OF_PERSON},
    {.name = "enrolled_by", .help = "id of the statement that says so", .kind = COLUMN_STATEMENT},
    {.name = "started_by", .help = "id of the statement that says so", .kind = COLUMN_STATEMENT},
    {.name = "completed_by", .help = "id of the statement that says so", .kind = COLUMN_STATEMENT},
    {.name = "last_by", .help = "id of the statement that says so", .kind = COLUMN_STATEMENT},
    {0},
};
