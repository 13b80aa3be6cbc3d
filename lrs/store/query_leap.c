/* SPDX-License-Identifier: Apache-2.0 */

/* Going on span by span: the sets of frequent terms are met with each other, and only what is in
 * all of them is looked at; without terms that is what is not voided. The first look is at one span
 * and each next one at twice as many, since a page that is nearly full needs few of them; spans
 * without the rarest term are passed over. */
#include "store/query_page.h"

#include "base/buffer.h"
#include "base/mem.h"
#include "store/postings.h"
#include "store/spans.h"

enum { AT_ONCE = 32, SQL_LIMIT = 8192 };

struct leap {
    struct page *page;
    int64_t low;  /* exclusive: what is left to be looked at */
    int64_t high; /* inclusive */
    struct span_set met[SPAN_RANGE_MAX];
    struct span_set next[SPAN_RANGE_MAX];
    int64_t found[AT_ONCE];
    size_t found_count;
};

static bool is_descending(const struct leap *leap)
{
    return !leap->page->plan->query->ascending;
}

/* Unused places repeat a seq, so that one text serves any number. */
static void write_sql(const struct leap *leap, struct buffer *sql)
{
    const struct statement_query *query = leap->page->plan->query;
    size_t first = page_must_verify(leap->page->plan) ? query->term_count + 1 : 1;
    buffer_add_string(sql, "SELECT " PAGE_COLUMNS);
    if (page_must_verify(leap->page->plan)) {
        page_write_meets(query, 1, sql);
    }
    buffer_add_string(sql, " FROM statement s JOIN authority a ON a.id = s.authority "
                           "WHERE s.seq IN (");
    for (size_t i = 0; i < AT_ONCE; i++) {
        buffer_print(sql, "%s$%zu", i == 0 ? "" : ", ", first + i);
    }
    buffer_print(sql, ") ORDER BY s.seq %s", is_descending(leap) ? "DESC" : "ASC");
}

/* The terms, if the text has them, then the seqs. */
static size_t bind_found(const struct leap *leap, struct value *values)
{
    const struct plan *plan = leap->page->plan;
    size_t count = page_must_verify(plan) ? page_bind_terms(plan, values) : 0;
    for (size_t i = 0; i < AT_ONCE; i++) {
        size_t place = i < leap->found_count ? i : leap->found_count - 1;
        values[count + i] = value_integer(leap->found[place]);
    }
    return count + AT_ONCE;
}

static enum status take_found(struct leap *leap, struct error *error)
{
    if (leap->found_count == 0) {
        return STATUS_OK;
    }
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_LIMIT);
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct value values[QUERY_TERMS_MAX + AT_ONCE];
    size_t count = bind_found(leap, values);
    leap->found_count = 0;
    write_sql(leap, &sql);
    enum status status = buffer_check(&sql, "a query", error);
    if (status == STATUS_OK) {
        status = cursor_begin(leap->page->plan->reader, sql.data, values, count, &cursor, error);
    }
    return status == STATUS_OK ? page_take(leap->page, cursor, error) : status;
}

static enum status find(struct leap *leap, int64_t seq, struct error *error)
{
    if (seq <= leap->low || seq > leap->high) {
        return STATUS_OK;
    }
    size_t wanted = leap->page->plan->query->limit + 1 - leap->page->visited;
    leap->found[leap->found_count++] = seq;
    return leap->found_count == wanted || leap->found_count == AT_ONCE ? take_found(leap, error)
                                                                       : STATUS_OK;
}

/* In the order asked for, like the spans themselves. */
static enum status look_at(struct leap *leap, const struct span_set *set, int64_t span,
                           struct error *error)
{
    enum status status = STATUS_OK;
    for (int i = 0; i < SPAN_SIZE && status == STATUS_OK && !leap->page->is_done; i++) {
        int place = is_descending(leap) ? SPAN_SIZE - 1 - i : i;
        uint64_t word = set->words[place / 64];
        if (word == 0) {
            i += 63;
        } else if ((word >> place % 64 & 1) != 0) {
            status = find(leap, span_begin(span) + place, error);
        }
    }
    return status;
}

/* Voided statements have no postings; without terms they must be left out. */
static enum status leap_over(struct leap *leap, int64_t first, size_t count, struct error *error)
{
    static const int64_t voided = POSTING_VOIDED;
    const struct plan *plan = leap->page->plan;
    const struct span_range range = {first, count, leap->met, leap->next};
    const struct span_terms terms = {.terms = plan->terms,
                                     .count = plan->query->term_count,
                                     .except = plan->query->term_count == 0 ? &voided : NULL};
    bool any = false;
    enum status status = spans_meet(plan->reader, &terms, &range, &any, error);
    for (size_t i = 0; i < count && any && status == STATUS_OK && !leap->page->is_done; i++) {
        size_t index = is_descending(leap) ? count - 1 - i : i;
        status = look_at(leap, &leap->met[index], first + (int64_t)index, error);
    }
    return status;
}

/* Passes over what is before the next posting of the rarest term. */
static enum status seek(struct leap *leap, struct error *error)
{
    const struct plan *plan = leap->page->plan;
    int64_t found = 0;
    if (plan->query->term_count == 0) {
        return STATUS_OK;
    }
    enum status status = connection_integer(
        plan->reader,
        is_descending(leap)
            ? "SELECT max(p.seq) FROM posting p WHERE p.term = $1 AND p.seq > $2 AND p.seq <= $3"
            : "SELECT min(p.seq) FROM posting p WHERE p.term = $1 AND p.seq > $2 AND p.seq <= $3",
        VALUES(value_integer(plan->terms[0]), value_integer(leap->low), value_integer(leap->high)),
        &found, error);
    if (status != STATUS_OK || found == 0) {
        leap->high = leap->low; /* there is none */
    } else if (is_descending(leap)) {
        leap->high = found;
    } else {
        leap->low = found - 1;
    }
    return status;
}

/* Looks at `step` spans, or as many as are left. */
static enum status leap_once(struct leap *leap, int64_t step, struct error *error)
{
    int64_t first = span_of(leap->low + 1);
    int64_t last = span_of(leap->high);
    if (is_descending(leap)) {
        first = last - first >= step ? last - step + 1 : first;
    } else {
        last = last - first >= step ? first + step - 1 : last;
    }
    enum status status = leap_over(leap, first, (size_t)(last - first + 1), error);
    int64_t begin = span_begin(first) - 1;
    int64_t end = span_begin(last + 1) - 1;
    if (is_descending(leap)) {
        leap->high = begin > leap->low ? begin : leap->low;
    } else {
        leap->low = end < leap->high ? end : leap->high;
    }
    return status;
}

enum status page_leap(struct page *page, int64_t low, int64_t high, struct error *error)
{
    AUTO(free) struct leap *leap = MEM_NEW(struct leap);
    leap->page = page;
    leap->low = low;
    leap->high = high;
    int64_t step = 1;
    enum status status = seek(leap, error);
    while (leap->low < leap->high && status == STATUS_OK && !page->is_done) {
        status = leap_once(leap, step, error);
        step = step * 2 < SPAN_RANGE_MAX ? step * 2 : SPAN_RANGE_MAX;
        status = status == STATUS_OK ? seek(leap, error) : status;
    }
    return status == STATUS_OK && !page->is_done ? take_found(leap, error) : status;
}
