/* SPDX-License-Identifier: Apache-2.0 */

/* Filters and StatementRefs (Communication 2.1.3). One filter can be met by any statement that
 * another refers to. Several must be met by one and the same, which postings cannot tell once a
 * referring statement has inherited some: what it refers to is looked at then, link by link, by the
 * terms of their own (store/postings.h). */
#include "store/query_page.h"

#include "base/mem.h"
#include "store/chain.h"
#include "store/ids.h"
#include "store/postings.h"
#include "store/spans.h"

enum { SQL_LIMIT = 8192 };

/* " EXISTS ... AND EXISTS ..." for all terms, the first of which is parameter `first`; `sign` is
 * "-" for own ones. */
static void write_all(const struct statement_query *query, const char *seq, const char *sign,
                      size_t first, struct buffer *sql)
{
    for (size_t i = 0; i < query->term_count; i++) {
        buffer_print(sql,
                     "%s EXISTS (SELECT 1 FROM posting o WHERE o.term = %s$%zu AND o.seq = %s)",
                     i == 0 ? "" : " AND", sign, first + i, seq);
    }
}

_Static_assert(POSTING_MARK == 0, "the number stands in SQL");

void page_write_meets(const struct statement_query *query, size_t first, struct buffer *sql)
{
    buffer_add_string(sql, ", CASE WHEN NOT EXISTS (SELECT 1 FROM posting m WHERE m.term = 0 AND "
                           "m.seq = s.seq) THEN 1 WHEN");
    write_all(query, "s.seq", "-", first, sql);
    buffer_add_string(sql, " THEN 1 ELSE 0 END");
}

/* Whether the statement `seq`, an expression, has all terms of its own; parameters as from $2 on.
 */
static void write_alone(const struct statement_query *query, const char *seq, struct buffer *sql)
{
    buffer_add_character(sql, '(');
    write_all(query, seq, "-", 2, sql);
    buffer_print(
        sql, ") OR (NOT EXISTS (SELECT 1 FROM posting m WHERE m.term = 0 AND m.seq = %s) AND", seq);
    write_all(query, seq, "", 2, sql);
    buffer_add_character(sql, ')');
}

/* A chain that is a circle is gone round until it is long enough. */
static void write_links(const struct statement_query *query, struct buffer *sql)
{
    buffer_print(sql,
                 "WITH RECURSIVE link (seq, place) AS (SELECT CAST($1 AS BIGINT), 1 UNION ALL "
                 "SELECT s.seq, l.place + 1 FROM link l CROSS JOIN statement_reference r CROSS "
                 "JOIN statement s WHERE r.seq = l.seq AND s.id = r.target AND l.place < %d) "
                 "SELECT 1 FROM link l WHERE ",
                 CHAIN_MAX);
    write_alone(query, "l.seq", sql);
    buffer_add_string(sql, " LIMIT 1");
}

static void write_link(const struct statement_query *query, struct buffer *sql)
{
    buffer_add_string(sql, "SELECT 1 FROM statement s WHERE s.seq = $1 AND (");
    write_alone(query, "s.seq", sql);
    buffer_add_character(sql, ')');
}

/* The query that `write` writes, about the statement `seq`. */
static enum status ask(const struct plan *plan, int64_t seq,
                       void (*write)(const struct statement_query *query, struct buffer *sql),
                       bool *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_LIMIT);
    struct value values[1 + QUERY_TERMS_MAX] = {value_integer(seq)};
    size_t count = 1 + page_bind_terms(plan, values + 1);
    int64_t found = 0;
    write(plan->query, &sql);
    enum status status = buffer_check(&sql, "a query", error);
    if (status == STATUS_OK) {
        status = connection_integer(plan->reader, sql.data, values, count, &found, error);
    }
    *out = found != 0;
    return status;
}

/* The statement that `seq` refers to; 0: it refers to none that is stored. */
static enum status next_link(struct connection *reader, int64_t seq, int64_t *out,
                             struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    *out = 0;
    enum status status =
        cursor_begin(reader, "SELECT target FROM statement_reference WHERE seq = $1",
                     VALUES(value_integer(seq)), &cursor, error);
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status != STATUS_OK || !row) {
        return status;
    }
    struct uuid target = cursor_uuid(cursor, 0);
    return ids_find(reader, &target, out, error);
}

/* Link by link where the tables are spread: a recursive query would go from node to node. */
static enum status meets_link_by_link(const struct plan *plan, int64_t seq, bool *out,
                                      struct error *error)
{
    enum status status = STATUS_OK;
    *out = false;
    for (int place = 0; place < CHAIN_MAX && seq != 0 && status == STATUS_OK && !*out; place++) {
        status = ask(plan, seq, write_link, out, error);
        if (status == STATUS_OK && !*out) {
            status = next_link(plan->reader, seq, &seq, error);
        }
    }
    return status;
}

static enum status meets_by_link(const struct plan *plan, int64_t seq, bool *out,
                                 struct error *error)
{
    return plan->reader->is_spread ? meets_link_by_link(plan, seq, out, error)
                                   : ask(plan, seq, write_links, out, error);
}

/* ---- whether any statement meets the query by itself ---- */

/* Sets of as many spans as are looked at together. */
struct looking {
    const struct plan *plan;
    int64_t last_span;
    struct span_set met[SPAN_RANGE_MAX];
    struct span_set scratch[SPAN_RANGE_MAX];
};

/* By the terms that are noted as their own; or by postings, of those that have no others. */
static enum status look_at(struct looking *looking, int64_t first, bool *out_any,
                           struct error *error)
{
    static const int64_t mark = POSTING_MARK;
    const struct plan *plan = looking->plan;
    int64_t left = looking->last_span - first + 1;
    int64_t own[QUERY_TERMS_MAX];
    const struct span_range range = {first, (size_t)(left < SPAN_RANGE_MAX ? left : SPAN_RANGE_MAX),
                                     looking->met, looking->scratch};
    const struct span_terms noted = {.terms = own, .count = plan->query->term_count};
    const struct span_terms plain = {
        .terms = plan->terms, .count = plan->query->term_count, .except = &mark};
    for (size_t i = 0; i < plan->query->term_count; i++) {
        own[i] = posting_own(plan->terms[i]);
    }
    enum status status = spans_meet(plan->reader, &noted, &range, out_any, error);
    return status == STATUS_OK && !*out_any
               ? spans_meet(plan->reader, &plain, &range, out_any, error)
               : status;
}

/* From the seq of a candidate on down, where what it refers to most often is, then up. */
static enum status is_met_anywhere(const struct plan *plan, int64_t seq, bool *out,
                                   struct error *error)
{
    AUTO(free) struct looking *looking = MEM_NEW(struct looking);
    int64_t last_seq = 0;
    int64_t start = span_of(seq) / SPAN_RANGE_MAX * SPAN_RANGE_MAX;
    enum status status = connection_integer(plan->reader, "SELECT max(seq) FROM statement",
                                            NO_VALUES, &last_seq, error);
    *out = false;
    looking->plan = plan;
    looking->last_span = span_of(last_seq);
    for (int64_t span = start; span >= 0 && status == STATUS_OK && !*out; span -= SPAN_RANGE_MAX) {
        status = look_at(looking, span, out, error);
    }
    for (int64_t span = start + SPAN_RANGE_MAX;
         span <= looking->last_span && status == STATUS_OK && !*out; span += SPAN_RANGE_MAX) {
        status = look_at(looking, span, out, error);
    }
    return status;
}

enum status page_check_links(struct page *page, int64_t seq, bool *out, struct error *error)
{
    *out = false;
    if (++page->doubts == PAGE_DOUBTS) {
        bool met = false;
        enum status status = is_met_anywhere(page->plan, seq, &met, error);
        page->is_done = status == STATUS_OK && !met;
        if (status != STATUS_OK || page->is_done) {
            return status;
        }
    }
    return meets_by_link(page->plan, seq, out, error);
}
