/* SPDX-License-Identifier: Apache-2.0 */

/* Reading statements: one by id, and pages by terms.
 *
 * A page is driven from the rarest of the terms asked for, through its postings in order of seq;
 * the other terms are looked up a posting at a time. Without terms it runs over the statements' own
 * key. The cursor of a page is the last seq seen, so no page is ever counted off.
 *
 * One term is a filter that a target can meet for all that refer to it. Several must be met by one
 * and the same statement, which postings cannot tell once a referring statement has inherited some:
 * its chain is read then, so such a query has no LIMIT and stops when the page is full. */
#include "base/buffer.h"
#include "store/bodies.h"
#include "store/chain.h"
#include "store/internal.h"

#include <assert.h>

#define STATEMENT_COLUMNS \
    "s.seq, s.id, s.stored_us, s.members, s.timestamp, a.json, s.version, s.voided"

enum {
    SQL_LIMIT = 8192,
    QUERY_TERMS_MAX = 16,
    COLUMN_ID = 1,
    COLUMN_MEMBERS = 3,
    COLUMN_REFERS = 8
};

static enum status read_row(struct cursor *cursor, struct stored_statement *out,
                            struct error *error)
{
    *out = (struct stored_statement){
        .seq = cursor_integer(cursor, 0),
        .id = cursor_uuid(cursor, COLUMN_ID),
        .stored_us = cursor_integer(cursor, 2),
        .timestamp = cursor_text(cursor, 4),
        .authority = cursor_text(cursor, 5),
        .version = cursor_text(cursor, 6),
        .voided = cursor_integer(cursor, 7) != 0,
        .reader = cursor->connection,
    };
    return bodies_read(cursor, COLUMN_MEMBERS, &out->members, error);
}

static enum status get(struct connection *reader, const struct uuid *id, bool voided,
                       statement_visitor visit, void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(reader,
                     "SELECT " STATEMENT_COLUMNS " FROM statement s JOIN authority a "
                     "ON a.id = s.authority WHERE s.id = $1 AND s.voided = $2",
                     VALUES(value_uuid(id), value_integer(voided)), &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!row) {
        char text[UUID_TEXT_SIZE];
        uuid_format(id, text);
        return FAIL(error, STATUS_NOT_FOUND, "no %sstatement '%s' is stored",
                    voided ? "voided " : "", text);
    }
    struct stored_statement statement;
    status = read_row(cursor, &statement, error);
    return status == STATUS_OK ? visit(context, &statement, error) : status;
}

enum status store_get_statement(struct store *store, const struct uuid *id, bool voided,
                                statement_visitor visit, void *context, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = get(reader, id, voided, visit, context, error);
    store_return_reader(store, reader);
    return status;
}

/* A query on its way to SQL. */
struct plan {
    struct connection *reader;
    const struct statement_query *query;
    int64_t terms[QUERY_TERMS_MAX]; /* the rarest first */
    bool is_empty;                  /* one of the terms was never stored */
    int64_t lowest;                 /* seq, exclusive */
    int64_t highest;                /* seq, inclusive */
};

static enum status find_term(struct connection *reader, const struct term *term, int64_t *out_id,
                             int64_t *out_uses, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        reader, "SELECT id, uses FROM term WHERE kind = $1 AND value = $2",
        VALUES(value_integer((int64_t)term->kind), value_text(term->value)), &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    *out_id = row ? cursor_integer(cursor, 0) : 0;
    *out_uses = row ? cursor_integer(cursor, 1) : 0;
    return status;
}

static enum status plan_terms(struct plan *plan, struct error *error)
{
    int64_t fewest = INT64_MAX;
    for (size_t i = 0; i < plan->query->term_count; i++) {
        int64_t uses = 0;
        enum status status =
            find_term(plan->reader, &plan->query->terms[i], &plan->terms[i], &uses, error);
        if (status != STATUS_OK) {
            return status;
        }
        plan->is_empty = plan->is_empty || plan->terms[i] == 0;
        if (uses < fewest) {
            int64_t first = plan->terms[0];
            plan->terms[0] = plan->terms[i];
            plan->terms[i] = first;
            fewest = uses;
        }
    }
    return STATUS_OK;
}

/* Whether the last statement up to the middle of a span was stored by the time $1. */
#define IS_BY_MIDDLE                                                                     \
    "coalesce((SELECT s.stored_us FROM statement s WHERE s.seq <= (low + high + 1) / 2 " \
    "ORDER BY s.seq DESC LIMIT 1), 0) <= $1"

/* `stored` grows with seq, so a span of time is a span of seq, and the last seq of a time is found
 * by halving: an index over `stored` would be one more to write. */
static enum status last_seq_until(struct connection *reader, int64_t time_us, int64_t *out,
                                  struct error *error)
{
    *out = 0;
    return connection_integer(
        reader,
        "WITH RECURSIVE span (low, high) AS ("
        "SELECT CAST(0 AS BIGINT), coalesce(max(seq), 0) FROM statement UNION ALL "
        "SELECT CASE WHEN " IS_BY_MIDDLE " THEN (low + high + 1) / 2 ELSE low END, "
        "CASE WHEN " IS_BY_MIDDLE " THEN high ELSE (low + high + 1) / 2 - 1 END "
        "FROM span WHERE low < high) SELECT low FROM span WHERE low = high",
        VALUES(value_integer(time_us)), out, error);
}

static enum status plan_span(struct plan *plan, struct error *error)
{
    const struct statement_query *query = plan->query;
    enum status status = STATUS_OK;
    plan->lowest = 0;
    plan->highest = INT64_MAX;
    if (query->since_us != INT64_MIN) {
        status = last_seq_until(plan->reader, query->since_us, &plan->lowest, error);
    }
    if (status == STATUS_OK && query->until_us != INT64_MAX) {
        status = last_seq_until(plan->reader, query->until_us, &plan->highest, error);
    }
    if (query->after_seq != 0 && query->ascending && query->after_seq > plan->lowest) {
        plan->lowest = query->after_seq;
    }
    if (query->after_seq != 0 && !query->ascending && query->after_seq <= plan->highest) {
        plan->highest = query->after_seq - 1;
    }
    return status;
}

/* Whether the postings alone cannot tell a match. */
static bool must_verify(const struct statement_query *query)
{
    return query->term_count > 1;
}

/* Parameters in the order of the text: bounds, terms, page size. CROSS JOIN keeps SQLite's planner
 * from driving from anything but the first posting. */
static void write_sql(const struct statement_query *query, struct buffer *sql)
{
    const char *key = query->term_count > 0 ? "p.seq" : "s.seq";
    buffer_print(sql, "SELECT %s%s FROM %s CROSS JOIN authority a WHERE a.id = s.authority ",
                 STATEMENT_COLUMNS,
                 must_verify(query)
                     ? ", EXISTS (SELECT 1 FROM statement_reference r WHERE r.seq = p.seq)"
                     : "",
                 query->term_count > 0 ? "posting p CROSS JOIN statement s" : "statement s");
    buffer_print(sql, "AND s.voided = 0 AND %s > $1 AND %s <= $2 ", key, key);
    for (size_t i = 0; i < query->term_count; i++) {
        buffer_print(sql,
                     i == 0 ? "AND s.seq = p.seq AND p.term = $%zu "
                            : "AND EXISTS (SELECT 1 FROM posting o WHERE o.term = $%zu AND "
                              "o.seq = p.seq) ",
                     i + 3);
    }
    buffer_print(sql, "ORDER BY %s %s ", key, query->ascending ? "ASC" : "DESC");
    if (!must_verify(query)) {
        buffer_print(sql, "LIMIT $%zu", query->term_count + 3);
    }
}

/* Whether the row that the cursor stands on is asked for. */
static enum status row_meets(const struct plan *plan, struct cursor *cursor, bool *out,
                             struct error *error)
{
    if (!must_verify(plan->query) || cursor_integer(cursor, COLUMN_REFERS) == 0) {
        *out = true;
        return STATUS_OK;
    }
    struct uuid id = cursor_uuid(cursor, COLUMN_ID);
    return chain_meets(plan->reader, &id, plan->query->terms, plan->query->term_count, out, error);
}

/* Steps to the next row that is asked for. */
static enum status next_match(const struct plan *plan, struct cursor *cursor, bool *out_row,
                              struct error *error)
{
    bool meets = false;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !meets) {
        status = cursor_step(cursor, out_row, error);
        if (status != STATUS_OK || !*out_row) {
            break;
        }
        status = row_meets(plan, cursor, &meets, error);
    }
    return status;
}

/* One row more than the page is asked for: it tells whether anything follows. */
static enum status visit_page(struct cursor *cursor, const struct plan *plan,
                              statement_visitor visit, void *context, int64_t *out_more,
                              struct error *error)
{
    int64_t last = 0;
    for (size_t visited = 0;; visited++) {
        bool row = false;
        enum status status = next_match(plan, cursor, &row, error);
        if (status != STATUS_OK) {
            return status;
        }
        if (!row || visited == plan->query->limit) {
            *out_more = row ? last : 0;
            return STATUS_OK;
        }
        struct stored_statement statement;
        status = read_row(cursor, &statement, error);
        last = statement.seq;
        if (status == STATUS_OK) {
            status = visit(context, &statement, error);
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
}

static enum status run_plan(const struct plan *plan, statement_visitor visit, void *context,
                            int64_t *out_more, struct error *error)
{
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_LIMIT);
    size_t term_count = plan->query->term_count;
    struct value values[3 + QUERY_TERMS_MAX] = {value_integer(plan->lowest),
                                                value_integer(plan->highest)};
    for (size_t i = 0; i < term_count; i++) {
        values[2 + i] = value_integer(plan->terms[i]);
    }
    values[2 + term_count] = value_integer((int64_t)plan->query->limit + 1);
    size_t value_count = term_count + (must_verify(plan->query) ? 2 : 3);
    write_sql(plan->query, &sql);
    enum status status = buffer_check(&sql, "a query", error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(cursor_end) struct cursor *cursor = NULL;
    status = must_verify(plan->query)
                 ? cursor_begin_walk(plan->reader, sql.data, values, value_count, &cursor, error)
                 : cursor_begin(plan->reader, sql.data, values, value_count, &cursor, error);
    return status == STATUS_OK ? visit_page(cursor, plan, visit, context, out_more, error) : status;
}

enum status store_query_statements(struct store *store, const struct statement_query *query,
                                   statement_visitor visit, void *context, int64_t *out_more,
                                   struct error *error)
{
    assert(query->limit >= 1 && query->limit <= STORE_PAGE_MAX);
    assert(query->term_count <= QUERY_TERMS_MAX);
    struct plan plan = {.reader = store_borrow_reader(store), .query = query};
    enum status status = plan_terms(&plan, error);
    if (status == STATUS_OK) {
        status = plan_span(&plan, error);
    }
    if (status == STATUS_OK && plan.is_empty) {
        *out_more = 0;
    } else if (status == STATUS_OK) {
        status = run_plan(&plan, visit, context, out_more, error);
    }
    store_return_reader(store, plan.reader);
    return status;
}
