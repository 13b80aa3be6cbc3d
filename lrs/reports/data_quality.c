/* SPDX-License-Identifier: Apache-2.0 */

/* `data-quality`: what is odd about the statements of each source. Counts of statements tell
 * nothing of a human here: who sent them is a program. */
#include "base/london.h"
#include "base/uuid.h"
#include "reports/report_fields.h"
#include "store/quality_example.h"

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
    {.name = "example",
     .help = "id of such a statement of the last day, if it is among the last few hundred of it",
     .kind = COLUMN_STATEMENT},
    {0},
};

/* Places in a row. */
enum { AUTHORITY, PLATFORM, PROBLEM, DETAIL, LAST_ON = 8, EXAMPLE };

enum status data_quality_complete(struct store *store, struct disclosure_row *row,
                                  struct arena *arena, struct error *error)
{
    struct quality_row wanted = {.authority = row->values[AUTHORITY],
                                 .platform = row->values[PLATFORM],
                                 .problem = row->values[PROBLEM],
                                 .detail = row->values[DETAIL]};
    struct uuid id;
    bool is_found = false;
    if (wanted.problem == NULL || row->values[LAST_ON] == NULL ||
        !day_parse(text_of(row->values[LAST_ON]), &wanted.stored_day)) {
        return STATUS_OK;
    }
    enum status status = store_find_odd_statement(store, &wanted, &id, &is_found, error);
    if (status == STATUS_OK && is_found) {
        char *text = ARENA_ARRAY(arena, char, UUID_TEXT_SIZE);
        uuid_format(&id, text);
        row->values[EXAMPLE] = text;
    }
    return status;
}
