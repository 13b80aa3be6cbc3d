/* SPDX-License-Identifier: Apache-2.0 */

/* The last statements of a day, read one by one until one is odd as the row says. */
#include "store/quality_example.h"

#include "base/json.h"
#include "base/london.h"
#include "base/timestamp.h"
#include "store/quality.h"
#include "store/said.h"

#include <string.h>

enum { AT_ONCE = 100 };

struct searching {
    const struct quality_row *row;
    struct uuid id;
    bool is_found;
};

static bool is_same(struct text text, const char *shown)
{
    return shown == NULL ? text.length == 0 : text.data != NULL && text_is(text, shown);
}

/* As the view tells it. */
static struct text name_of_authority(const json_t *authority)
{
    struct text account = said_text(json_object_get(authority, "account"), "name");
    struct text name = said_text(authority, "name");
    if (account.data != NULL) {
        return account;
    }
    return name.data != NULL ? name : said_text(authority, "mbox");
}

static bool has_problem(const struct quality_row *row, const struct quality *quality,
                        enum quality_problem clock)
{
    if (strcmp(row->problem, "unknown-verb") == 0) {
        return quality->odd_verb.data != NULL && is_same(quality->odd_verb, row->detail);
    }
    if (strcmp(row->problem, "unknown-type") == 0) {
        return quality->odd_type.data != NULL && is_same(quality->odd_type, row->detail);
    }
    if (strcmp(row->problem, "no-course") == 0) {
        return quality->lacks_course;
    }
    return (strcmp(row->problem, "clock-ahead") == 0 && clock == QUALITY_CLOCK_AHEAD) ||
           (strcmp(row->problem, "clock-behind") == 0 && clock == QUALITY_CLOCK_BEHIND);
}

static enum status look_at(void *context, const struct stored_statement *stored,
                           struct error *error)
{
    struct searching *searching = context;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement statement = {0};
    struct quality quality;
    int64_t timestamp_us = stored->stored_us;
    if (searching->is_found) {
        return STATUS_OK;
    }
    enum status status =
        statement_read_stored(stored->members, stored->authority, arena, &statement, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(json_release)
    json_t *authority = json_loadb(stored->authority.data, stored->authority.length, 0, NULL);
    if (stored->timestamp.data != NULL) {
        (void)timestamp_parse(stored->timestamp, &timestamp_us);
    }
    quality_read(statement.json, arena, &quality);
    searching->is_found =
        is_same(name_of_authority(authority), searching->row->authority) &&
        is_same(quality.platform, searching->row->platform) &&
        has_problem(searching->row, &quality,
                    quality_clock(stored->stored_us, timestamp_us, quality.is_imported));
    searching->id = stored->id;
    return STATUS_OK;
}

enum status store_find_odd_statement(struct store *store, const struct quality_row *row,
                                     struct uuid *out, bool *out_found, struct error *error)
{
    struct searching searching = {.row = row};
    bool has_verb = strcmp(row->problem, "unknown-verb") == 0;
    const struct term verb = {TERM_VERB, text_of(has_verb ? row->detail : "")};
    struct statement_query query = {.terms = &verb,
                                    .term_count = has_verb ? 1 : 0,
                                    .since_us = london_midnight_us(row->stored_day) - 1,
                                    .until_us = london_midnight_us(row->stored_day + 1) - 1,
                                    .limit = AT_ONCE};
    enum status status = STATUS_OK;
    bool has_more = true;
    for (size_t i = 0; i < QUALITY_EXAMINED_MAX && has_more && status == STATUS_OK; i += AT_ONCE) {
        status =
            store_query_statements(store, &query, look_at, &searching, &query.after_seq, error);
        has_more = query.after_seq != 0 && !searching.is_found;
    }
    *out = searching.id;
    *out_found = searching.is_found;
    return status;
}
