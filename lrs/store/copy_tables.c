/* SPDX-License-Identifier: Apache-2.0 */

/* What a copy consists of, and how each table is read.
 *
 * Rows keep all numbers (seq, terms, courses), so every table is copied and compared by itself, and
 * what refers to what need not be known here. */
#include "base/buffer.h"
#include "store/bodies.h"
#include "store/copy_parts.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* A walk may hold 500 rows at a time. What is larger than this is read by itself. */
#define LARGE "16384"
enum { SQL_LIMIT = 4096, HEAD_SIZE = 64 };

#define STATEMENT_COLUMNS \
    "seq, id, stored_us, timestamp, timestamp_us, authority, version, voids, voided, members"
#define DOCUMENT_COLUMNS \
    "kind, activity, agent, id, registration, updated_us, content_type, content"
#define PROGRESS_COLUMNS                                                                        \
    "learner, activity, statements, attempts, progress, best_score, enrolled_us, enrolled_id, " \
    "started_us, started_id, completed_us, completed_id, passed_us, passed_id, failed_us, "     \
    "failed_id, satisfied_us, satisfied_id, last_us, last_id"
#define FACT_COLUMNS                                                                \
    "learner, subject, kind, asked, context, times, best, ms, early_us, early_id, " \
    "early_value, early_text, late_us, late_id, late_value, late_text"
#define SORT_COLUMNS "id, measure, subject, context, asked, value, late_value, text, late_text"
#define HISTORY_COLUMNS                                                                       \
    "registration, profile, part, subregistration, outcome, pattern, broken_id, statements, " \
    "last_us, learner, platform"
#define ROSTER_COLUMNS                                                                           \
    "account, from_us, to_us, mbox, organisation, profession, registration, staff_group, band, " \
    "site"
#define SESSION_COLUMNS                                                                           \
    "id, registration, node, activity, publisher, mastery_score, launched_by, return_url, mode, " \
    "fetch_digest, secret_digest, state, said, has_preferences, expires_us, begun_us, last_us, "  \
    "terminated_us"

const struct copied_table copied_tables[] = {
    {"authority", "id, json", 1, .way = COPY_ROWS},
    {"statement", STATEMENT_COLUMNS, 1, .way = COPY_STATEMENTS, .has_large = true},
    {"term", "id, kind, value, uses", 1, .way = COPY_ROWS},
    {"posting", "term, seq", 2, .way = COPY_ROWS},
    {"posting_span", "term, span, seqs", 2, .way = COPY_ROWS},
    {"statement_reference", "target, seq, voids", 2, .way = COPY_ROWS},
    /* number: SQLite's for the row; nothing refers to it */
    {"document", DOCUMENT_COLUMNS, 5, .way = COPY_ROWS, .has_large = true, .own = "number"},
    {"credential",
     "key, secret_hash, name, scopes, created_us, disclosure, organisation, strict_profiles", 1,
     .way = COPY_ROWS},
    {"pseudonym_key", "number, bytes, created_us", 1, .way = COPY_ROWS},
    {"progress", PROGRESS_COLUMNS, 2, .way = COPY_ROWS},
    {"learner_fact", FACT_COLUMNS, 5, .way = COPY_ROWS},
    {"segment", "id, organisation, profession, staff_group, band, source", 1, .way = COPY_ROWS},
    {"learner_segment", "learner, segment, rostered", 1, .way = COPY_ROWS},
    {"tally_sort", SORT_COLUMNS, 1, .way = COPY_ROWS},
    {"tally", "segment, sort, total, amount, square", 2, .way = COPY_ROWS},
    {"placement", "activity, course, kind, statements", 3, .way = COPY_ROWS},
    {"learner_organisation", "learner, organisation, said_us, said_id", 1, .way = COPY_ROWS},
    {"site_evaluation", "site, organisation, reports, patients, first_us, last_us", 1,
     .way = COPY_ROWS},
    {"activity_name", "activity, language, day, name, statements", 4, .way = COPY_ROWS},
    {"agent_name", "agent, name, statements", 2, .way = COPY_ROWS},
    {"definition", "term, json", 1, .way = COPY_ROWS},
    {"definition_change", "seq", 1, .way = COPY_ROWS},
    /* number, content: the order of arrival, and where the data is in this store */
    {"attachment", "sha2, length", 1, .way = COPY_ATTACHMENTS, .own = "number, content"},
    {"profile", "number, id, version, loaded_us, text", 1, .way = COPY_ROWS, .has_large = true},
    {"profile_template", "profile, template, id", 2, .way = COPY_ROWS},
    {"profile_pattern", "profile, pattern, id", 2, .way = COPY_ROWS},
    {"profile_breach", "seq, profile, template, rule, broken, value", 2, .way = COPY_ROWS},
    {"profile_history", HISTORY_COLUMNS, 3, .way = COPY_ROWS},
    {"profile_history_due", "registration", 1, .way = COPY_ROWS},
    {"cmi5_course", "number, id, structure, content_url, created_us", 1, .way = COPY_ROWS},
    {"cmi5_registration", "id, course, course_id, agent, actor, begun, created_us", 1,
     .way = COPY_ROWS},
    {"cmi5_standing", "registration, node, said, satisfied", 2, .way = COPY_ROWS},
    {"cmi5_session", SESSION_COLUMNS, 1, .way = COPY_ROWS},
    {"roster", ROSTER_COLUMNS, 2, .way = COPY_ROWS},
    {"person_account", "account, person, roster, why", 1, .way = COPY_ROWS},
    {"person_journal", "number, action, account, other, who, why, at_us, undone", 1,
     .way = COPY_ROWS},
    {"organisation", "code, name, from_us, to_us", 1, .way = COPY_ROWS},
    {"organisation_link", "code, relation, target, from_us, to_us", 4, .way = COPY_ROWS},
    {"organisation_place", "code, from_us, to_us, icb, region, successor", 2, .way = COPY_ROWS},
    {"erased_statement", "id, is_changed", 1, .way = COPY_ROWS},
    {"erasure", "number, salt, digest, erased_us, last_seq, statements", 1, .way = COPY_ROWS},
    {"organisation_source", "layout, dated_us, imported_us, organisations", 1, .way = COPY_ROWS},
    /* the data of attachments that are kept in the database: copied with `attachment` */
    {"attachment_chunk", "content, number, bytes", 2, .way = COPY_WITH_OTHERS},
    /* what this store's statements are packed with: each store trains its own */
    {"dictionary", "number, bytes", 1, .way = COPY_WITH_OTHERS},
    /* the last seq and stamp, where several processes write: found from the rows */
    {"sequencing", "number, seq, stamp_us, term, defined", 1, .way = COPY_OWN},
    /* what became of each process's last transaction */
    {"turn", "process, number, stamp_us, bound_us", 1, .way = COPY_OWN},
    /* where ids are, in a database that is spread over nodes: found from the rows */
    {"statement_id", "id, seq", 1, .way = COPY_OWN},
    /* what waits for its postings: nothing does when a store is copied */
    {"unposted", "first_seq", 1, .way = COPY_OWN},
    /* which migrations were run: both stores have this program's schema */
    {"schema_version", "version, name", 1, .way = COPY_OWN},
    {.name = NULL},
};

_Static_assert(sizeof copied_tables / sizeof copied_tables[0] - 1 <= COPY_TABLES_MAX,
               "a report has no room for all tables");

/* ---- SQL ---- */

/* The part of `columns` before its `count`th comma. */
static struct text first_columns(const char *columns, size_t count)
{
    size_t length = 0;
    for (; columns[length] != '\0'; length++) {
        if (columns[length] == ',' && --count == 0) {
            break;
        }
    }
    return (struct text){columns, length};
}

static const char *last_column(const struct copied_table *table)
{
    const char *comma = strrchr(table->columns, ',');
    return comma == NULL ? table->columns : comma + 2;
}

static void write_select(const struct copied_table *table, struct buffer *sql)
{
    const char *last = last_column(table);
    struct text keys = first_columns(table->columns, table->key_count);
    if (table->has_large) {
        buffer_print(sql, "SELECT %.*sCASE WHEN length(%s) <= " LARGE " THEN %s END",
                     (int)(last - table->columns), table->columns, last, last);
    } else {
        buffer_print(sql, "SELECT %s", table->columns);
    }
    buffer_print(sql, " FROM %s ORDER BY %.*s", table->name, TEXT_ARGUMENTS(keys));
}

static void write_select_large(const struct copied_table *table, struct buffer *sql)
{
    struct text keys = first_columns(table->columns, table->key_count);
    struct text key;
    buffer_print(sql, "SELECT %s FROM %s WHERE ", last_column(table), table->name);
    for (size_t i = 1; text_split(&keys, ',', &key); i++) {
        struct text column = text_trim(key);
        buffer_print(sql, "%s%.*s = $%zu", i == 1 ? "" : " AND ", TEXT_ARGUMENTS(column), i);
    }
}

bool copied_table_is_compared(const struct copied_table *table)
{
    return table->way != COPY_WITH_OTHERS && table->way != COPY_OWN;
}

enum status copied_rows_count(struct connection *connection, int64_t *out, struct error *error)
{
    enum status status = STATUS_OK;
    *out = 0;
    for (const struct copied_table *table = copied_tables;
         table->name != NULL && status == STATUS_OK; table++) {
        char sql[HEAD_SIZE];
        int64_t count = 0;
        if (copied_table_is_compared(table)) {
            (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table->name);
            status = connection_integer(connection, sql, NO_VALUES, &count, error);
        }
        *out += count;
    }
    return status;
}

/* ---- reading ---- */

/* The last column of the row at hand, through a query of its own. */
static enum status read_large(struct copied_rows *rows, struct error *error)
{
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_LIMIT);
    write_select_large(rows->table, &sql);
    bool row = false;
    enum status status = buffer_check(&sql, "a query", error);
    if (status == STATUS_OK) {
        status = cursor_begin(rows->rows.cursor->connection, sql.data, rows->rows.values,
                              rows->table->key_count, &rows->large, error);
    }
    status = status == STATUS_OK ? cursor_step(rows->large, &row, error) : status;
    if (status == STATUS_OK && !row) {
        return FAIL(error, STATUS_CONFLICT,
                    "a row of table '%s' is found in one way and not in another: the store is "
                    "damaged, see 'ibest-lrs verify'",
                    rows->table->name);
    }
    return status;
}

static enum status take_last(struct copied_rows *rows, struct error *error)
{
    struct cursor *cursor = rows->rows.cursor;
    size_t column = rows->rows.count - 1;
    struct value *value = &rows->rows.values[column];
    if (value->kind == VALUE_NULL) {
        enum status status = read_large(rows, error);
        if (status != STATUS_OK) {
            return status;
        }
        cursor = rows->large;
        column = 0;
        *value = cursor_column(cursor, 0);
    }
    if (rows->table->way != COPY_STATEMENTS) {
        return STATUS_OK;
    }
    struct text members;
    enum status status = bodies_read(cursor, column, &members, error);
    *value = value_text(members);
    return status;
}

/* Each value with its kind and its end, so that no two rows are written alike. */
static void digest_value(struct digest_stream *digest, const struct value *value)
{
    char head[HEAD_SIZE];
    int length = 0;
    switch (value->kind) {
    case VALUE_NULL:
        length = snprintf(head, sizeof head, "n;");
        break;
    case VALUE_INTEGER:
        length = snprintf(head, sizeof head, "i%" PRId64 ";", value->integer);
        break;
    case VALUE_REAL: /* -0 is 0, as SQLite keeps it */
        length = snprintf(head, sizeof head, "r%.17g;", value->real + 0.0);
        break;
    case VALUE_TEXT:
    case VALUE_BLOB:
        length = snprintf(head, sizeof head, "%c%zu;", value->kind == VALUE_TEXT ? 't' : 'b',
                          value->bytes.length);
        break;
    }
    digest_add(digest, (struct text){head, (size_t)length});
    if (value->kind == VALUE_TEXT || value->kind == VALUE_BLOB) {
        digest_add(digest, value->bytes);
    }
}

static enum status take(struct rows *base, struct error *error)
{
    struct copied_rows *rows = (struct copied_rows *)base;
    cursor_end(rows->large);
    rows->large = NULL;
    enum status status = rows->table->has_large ? take_last(rows, error) : STATUS_OK;
    for (size_t i = 0; i < base->count && status == STATUS_OK; i++) {
        digest_value(rows->digest, &base->values[i]);
    }
    rows->count += status == STATUS_OK;
    return status;
}

enum status copied_rows_begin(struct copied_rows *rows, struct connection *connection,
                              const struct copied_table *table, struct error *error)
{
    *rows = (struct copied_rows){.rows = {.take = take}, .table = table, .digest = digest_begin()};
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_LIMIT);
    write_select(table, &sql);
    enum status status = buffer_check(&sql, "a query", error);
    return status == STATUS_OK ? rows_begin(&rows->rows, connection, sql.data, error) : status;
}

void copied_rows_tell(struct copied_rows *rows, struct copy_side *out)
{
    struct digest digest = digest_end(rows->digest);
    rows->digest = NULL;
    out->rows = rows->count;
    digest_to_hex(&digest, out->sha256);
}

void copied_rows_end(struct copied_rows *rows)
{
    if (rows->digest != NULL) {
        (void)digest_end(rows->digest);
    }
    cursor_end(rows->large);
    rows_end(&rows->rows);
}
