/* SPDX-License-Identifier: Apache-2.0 */

/* `data-quality`: what is odd about the statements of each source. Counts of statements tell
 * nothing of a human here: who sent them is a program. */
#include "base/london.h"
#include "base/uuid.h"
#include "reports/report_fields.h"
#include "store/known_terms.h"
#include "store/quality_example.h"

#include <string.h>

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
    {.name = "nearest",
     .help = "the known verb or type that is called nearly the same, and may have been meant; in "
             "the first 1,000 rows",
     .kind = COLUMN_NAME},
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
enum { AUTHORITY, PLATFORM, PROBLEM, DETAIL, NEAREST, LAST_ON = 9, EXAMPLE };

/* Each is held against all terms that there are. */
enum { NEAREST_MAX = 1000 };

/* KNOWN_KINDS: the row is about no unknown term. */
static enum known_kind kind_of(const struct disclosure_row *row)
{
    const char *problem = row->values[PROBLEM];
    if (problem == NULL || row->values[DETAIL] == NULL) {
        return KNOWN_KINDS;
    }
    if (strcmp(problem, "unknown-verb") == 0) {
        return KNOWN_VERB;
    }
    return strcmp(problem, "unknown-type") == 0 ? KNOWN_TYPE : KNOWN_KINDS;
}

static bool has_unknown(const struct disclosure_table *table)
{
    size_t i = 0;
    while (i < table->count && kind_of(&table->rows[i]) == KNOWN_KINDS) {
        i++;
    }
    return i < table->count;
}

/* Leaves out terms that a profile knows. */
static enum status tell_nearest(struct store *store, struct disclosure_table *table,
                                struct arena *arena, struct error *error)
{
    const struct known_terms *terms = NULL;
    enum status status = known_terms_read(store, arena, &terms, error);
    size_t kept = 0;
    for (size_t i = 0; i < table->count && status == STATUS_OK; i++) {
        struct disclosure_row *row = &table->rows[i];
        enum known_kind kind = kind_of(row);
        if (kind != KNOWN_KINDS && known_terms_has(terms, kind, row->values[DETAIL])) {
            continue;
        }
        if (kind != KNOWN_KINDS && kept < NEAREST_MAX) {
            row->values[NEAREST] = known_terms_nearest(terms, kind, row->values[DETAIL]);
        }
        table->rows[kept++] = *row;
    }
    table->count = status == STATUS_OK ? kept : table->count;
    return status;
}

static enum status find_example(struct store *store, struct disclosure_row *row,
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

enum status data_quality_complete(struct store *store, struct disclosure_table *table,
                                  struct arena *arena, struct error *error)
{
    enum status status = has_unknown(table) ? tell_nearest(store, table, arena, error) : STATUS_OK;
    for (size_t i = 0; i < table->count && i < REPORT_COMPLETED_MAX && status == STATUS_OK; i++) {
        status = find_example(store, &table->rows[i], arena, error);
    }
    return status;
}
