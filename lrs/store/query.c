/* SPDX-License-Identifier: Apache-2.0 */

/* Reading statements: one by id, and pages by terms.
 *
 * A page is driven from the rarest of the terms asked for, through its postings in order of seq;
 * the other terms are looked up a posting at a time, or span by span where all are frequent.
 * Without terms it runs over the statements' own key. The cursor of a page is the last seq seen, so
 * no page is ever counted off. */
#include "base/buffer.h"
#include "store/ids.h"
#include "store/query_page.h"
#include "store/spans.h"
#include "store/unposted.h"

#include <assert.h>

enum { SQL_LIMIT = 8192 };

#define KEPT_STATEMENT \
    "SELECT " PAGE_COLUMNS " FROM statement s JOIN authority a ON a.id = s.authority WHERE "

/* One query, or two where ids have a table of their own. */
static enum status begin_get(struct connection *reader, const struct uuid *id, bool voided,
                             struct cursor **out, struct error *error)
{
    if (!reader->is_spread) {
        return cursor_begin(reader, KEPT_STATEMENT "s.id = $1 AND s.voided = $2",
                            VALUES(value_uuid(id), value_integer(voided)), out, error);
    }
    int64_t seq = 0;
    enum status status = ids_find(reader, id, &seq, error);
    return status == STATUS_OK
               ? cursor_begin(reader, KEPT_STATEMENT "s.seq = $1 AND s.voided = $2",
                              VALUES(value_integer(seq), value_integer(voided)), out, error)
               : status;
}

static enum status get(struct connection *reader, const struct uuid *id, bool voided,
                       statement_visitor visit, void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = begin_get(reader, id, voided, &cursor, error);
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
    status = page_read_row(cursor, &statement, error);
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
    plan->fewest_uses = INT64_MAX;
    for (size_t i = 0; i < plan->query->term_count; i++) {
        int64_t uses = 0;
        enum status status =
            find_term(plan->reader, &plan->query->terms[i], &plan->terms[i], &uses, error);
        if (status != STATUS_OK) {
            return status;
        }
        plan->is_empty = plan->is_empty || plan->terms[i] == 0;
        if (uses < plan->fewest_uses) {
            int64_t first = plan->terms[0];
            plan->terms[0] = plan->terms[i];
            plan->terms[i] = first;
            plan->fewest_uses = uses;
        }
    }
    return STATUS_OK;
}

/* Whether the last statement up to the middle of a span was stored by the time $1. */
#define IS_BY_MIDDLE                                                                     \
    "coalesce((SELECT s.stored_us FROM statement s WHERE s.seq <= (low + high + 1) / 2 " \
    "ORDER BY s.seq DESC LIMIT 1), 0) <= $1"

#define LAST_BY_HALVING                                                          \
    "WITH RECURSIVE span (low, high) AS ("                                       \
    "SELECT CAST(0 AS BIGINT), coalesce(max(seq), 0) FROM statement UNION ALL "  \
    "SELECT CASE WHEN " IS_BY_MIDDLE " THEN (low + high + 1) / 2 ELSE low END, " \
    "CASE WHEN " IS_BY_MIDDLE " THEN high ELSE (low + high + 1) / 2 - 1 END "    \
    "FROM span WHERE low < high) SELECT low FROM span WHERE low = high"
#define LAST_BY_INDEX \
    "SELECT seq FROM statement WHERE stored_us <= $1 ORDER BY stored_us DESC LIMIT 1"

/* `stored` grows with seq, so a span of time is a span of seq, and the last seq of a time is found
 * by halving: an index over `stored` would be one more to write. Tables that are spread over nodes
 * have one, as halving would go from node to node. */
static enum status last_seq_until(struct connection *reader, int64_t time_us, int64_t *out,
                                  struct error *error)
{
    *out = 0;
    return connection_integer(reader, reader->is_spread ? LAST_BY_INDEX : LAST_BY_HALVING,
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
    if (status == STATUS_OK && plan->highest == INT64_MAX) {
        plan->highest = 0;
        status = connection_integer(plan->reader, "SELECT max(seq) FROM statement", NO_VALUES,
                                    &plan->highest, error);
    }
    return status;
}

/* Parameters in the order of the text: terms, bounds, page size. CROSS JOIN keeps SQLite's planner
 * from driving from anything but the first posting. */
static void write_sql(const struct plan *plan, struct buffer *sql)
{
    const struct statement_query *query = plan->query;
    size_t terms = query->term_count;
    const char *key = terms > 0 ? "p.seq" : "s.seq";
    buffer_add_string(sql, "SELECT " PAGE_COLUMNS);
    if (page_must_verify(plan)) {
        page_write_meets(query, 1, sql);
    }
    buffer_print(sql, " FROM %s CROSS JOIN authority a WHERE a.id = s.authority AND s.voided = 0 ",
                 terms > 0 ? "posting p CROSS JOIN statement s" : "statement s");
    for (size_t i = 0; i < terms; i++) {
        buffer_print(sql,
                     i == 0 ? "AND s.seq = p.seq AND p.term = $%zu "
                            : "AND EXISTS (SELECT 1 FROM posting o WHERE o.term = $%zu AND "
                              "o.seq = p.seq) ",
                     i + 1);
    }
    buffer_print(sql, "AND %s > $%zu AND %s <= $%zu ORDER BY %s %s ", key, terms + 1, key,
                 terms + 2, key, query->ascending ? "ASC" : "DESC");
    if (!page_must_verify(plan)) {
        buffer_print(sql, "LIMIT $%zu", terms + 3);
    }
}

/* Fills the page from the seqs behind `low` up to `high`, a posting at a time. A query that has to
 * verify has no LIMIT and stops when the page is full. */
static enum status walk(struct page *page, int64_t low, int64_t high, struct error *error)
{
    const struct plan *plan = page->plan;
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_LIMIT);
    struct value values[QUERY_TERMS_MAX + 3];
    size_t count = page_bind_terms(plan, values);
    values[count++] = value_integer(low);
    values[count++] = value_integer(high);
    if (!page_must_verify(plan)) {
        values[count++] = value_integer((int64_t)plan->query->limit + 1);
    }
    write_sql(plan, &sql);
    enum status status = buffer_check(&sql, "a query", error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(cursor_end) struct cursor *cursor = NULL;
    status = page_must_verify(plan)
                 ? cursor_begin_walk(plan->reader, sql.data, values, count, &cursor, error)
                 : cursor_begin(plan->reader, sql.data, values, count, &cursor, error);
    return status == STATUS_OK ? page_take(page, cursor, error) : status;
}

/* The nearest seqs most often fill the page, and are all that is walked through; the rest are whole
 * spans. */
static enum status walk_then_leap(struct page *page, struct error *error)
{
    const struct plan *plan = page->plan;
    int64_t low = plan->lowest;
    int64_t high = plan->highest;
    int64_t near = SPAN_SIZE / 2 + (int64_t)plan->query->limit;
    if (plan->query->ascending) {
        int64_t split = span_begin(span_of(low + near) + 1) - 1;
        int64_t end = split < high ? split : high;
        enum status status = walk(page, low, end, error);
        return status == STATUS_OK && !page->is_done ? page_leap(page, end, high, error) : status;
    }
    int64_t split = span_begin(span_of(high > near ? high - near : 0)) - 1;
    int64_t end = split > low ? split : low;
    enum status status = walk(page, end, high, error);
    return status == STATUS_OK && !page->is_done ? page_leap(page, low, end, error) : status;
}

/* Whether a walk might come by very many candidates that are not asked for: pairs of frequent terms
 * that are not together, or voided statements, which have no postings. */
static bool may_walk_far(const struct plan *plan)
{
    return plan->query->term_count == 0 ||
           (page_must_verify(plan) && plan->fewest_uses >= SPAN_FREQUENT);
}

static enum status fill(struct page *page, struct error *error)
{
    const struct plan *plan = page->plan;
    return may_walk_far(plan) ? walk_then_leap(page, error)
                              : walk(page, plan->lowest, plan->highest, error);
}

enum status store_query_statements(struct store *store, const struct statement_query *query,
                                   statement_visitor visit, void *context, int64_t *out_more,
                                   struct error *error)
{
    assert(query->limit >= 1 && query->limit <= STORE_PAGE_MAX);
    assert(query->term_count <= QUERY_TERMS_MAX);
    enum status status = query->term_count > 0
                             ? unposted_await(store, query->terms, query->term_count, error)
                             : STATUS_OK;
    if (status != STATUS_OK) {
        return status;
    }
    struct plan plan = {.reader = store_borrow_reader(store), .query = query};
    struct page page = {.plan = &plan, .visit = visit, .context = context};
    status = plan_terms(&plan, error);
    if (status == STATUS_OK) {
        status = plan_span(&plan, error);
    }
    if (status == STATUS_OK && !plan.is_empty) {
        status = fill(&page, error);
    }
    store_return_reader(store, plan.reader);
    if (status == STATUS_OK) {
        *out_more = page.has_more ? page.last_seq : 0;
    }
    return status;
}
