/* SPDX-License-Identifier: Apache-2.0 */

/* Comparing frequent terms span by span: their sets are met with each other, and only what is in
 * all of them is looked at. The first look is at one span and each next one at twice as many, since
 * a page that is nearly full needs few of them. */
#include "store/query_page.h"

#include "base/buffer.h"
#include "base/mem.h"
#include "store/spans.h"

enum { AT_ONCE = 32, SQL_LIMIT = 8192 };

struct leap {
    struct page *page;
    int64_t low;  /* exclusive */
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
    buffer_add_string(sql, "SELECT " PAGE_COLUMNS);
    page_write_meets(query, 1, sql);
    buffer_add_string(sql, " FROM statement s JOIN authority a ON a.id = s.authority "
                           "WHERE s.seq IN (");
    for (size_t i = 0; i < AT_ONCE; i++) {
        buffer_print(sql, "%s$%zu", i == 0 ? "" : ", ", query->term_count + i + 1);
    }
    buffer_print(sql, ") ORDER BY s.seq %s", is_descending(leap) ? "DESC" : "ASC");
}

/* The terms, then the seqs. */
static size_t bind_found(const struct leap *leap, struct value *values)
{
    size_t count = page_bind_terms(leap->page->plan, values);
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

static enum status leap_over(struct leap *leap, int64_t first, size_t count, struct error *error)
{
    const struct span_range range = {first, count, leap->met, leap->next};
    bool any = false;
    const struct plan *plan = leap->page->plan;
    enum status status =
        spans_meet(plan->reader, plan->terms, plan->query->term_count, &range, &any, error);
    for (size_t i = 0; i < count && any && status == STATUS_OK && !leap->page->is_done; i++) {
        size_t index = is_descending(leap) ? count - 1 - i : i;
        status = look_at(leap, &leap->met[index], first + (int64_t)index, error);
    }
    return status;
}

enum status page_leap(struct page *page, int64_t low, int64_t high, struct error *error)
{
    AUTO(free) struct leap *leap = MEM_NEW(struct leap);
    leap->page = page;
    leap->low = low;
    leap->high = high;
    int64_t first = span_of(low + 1);
    int64_t left = high <= low ? 0 : span_of(high) - first + 1;
    int64_t step = 1;
    enum status status = STATUS_OK;
    while (left > 0 && status == STATUS_OK && !page->is_done) {
        int64_t count = step < left ? step : left;
        left -= count;
        int64_t begin = first;
        if (is_descending(leap)) {
            begin = first + left;
        } else {
            first += count;
        }
        status = leap_over(leap, begin, (size_t)count, error);
        step = step * 2 < SPAN_RANGE_MAX ? step * 2 : SPAN_RANGE_MAX;
    }
    return status == STATUS_OK && !page->is_done ? take_found(leap, error) : status;
}
