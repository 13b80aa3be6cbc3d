/* SPDX-License-Identifier: Apache-2.0 */

/* Filling a page, wherever its candidates come from. */
#include "store/query_page.h"

#include "store/bodies.h"

enum { COLUMN_SEQ, COLUMN_ID, COLUMN_MEMBERS = 3, COLUMN_VOIDED = 7, COLUMN_MEETS = 8 };

enum status page_read_row(struct cursor *cursor, struct stored_statement *out, struct error *error)
{
    *out = (struct stored_statement){
        .seq = cursor_integer(cursor, COLUMN_SEQ),
        .id = cursor_uuid(cursor, COLUMN_ID),
        .stored_us = cursor_integer(cursor, 2),
        .timestamp = cursor_text(cursor, 4),
        .authority = cursor_text(cursor, 5),
        .version = cursor_text(cursor, 6),
        .voided = cursor_integer(cursor, COLUMN_VOIDED) != 0,
        .reader = cursor->connection,
    };
    return bodies_read(cursor, COLUMN_MEMBERS, &out->members, error);
}

/* Whether the row that the cursor stands on is asked for. */
static enum status is_asked_for(struct page *page, struct cursor *cursor, bool *out,
                                struct error *error)
{
    *out = cursor_integer(cursor, COLUMN_VOIDED) == 0;
    if (!*out || !page_must_verify(page->plan) || cursor_integer(cursor, COLUMN_MEETS) != 0) {
        return STATUS_OK;
    }
    return page_check_links(page, cursor_integer(cursor, COLUMN_SEQ), out, error);
}

static enum status visit(struct page *page, struct cursor *cursor, struct error *error)
{
    struct stored_statement statement;
    enum status status = page_read_row(cursor, &statement, error);
    if (status != STATUS_OK) {
        return status;
    }
    page->visited++;
    page->last_seq = statement.seq;
    return page->visit(page->context, &statement, error);
}

enum status page_take(struct page *page, struct cursor *cursor, struct error *error)
{
    bool row = true;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !page->is_done) {
        bool is_match = false;
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = is_asked_for(page, cursor, &is_match, error);
        if (status != STATUS_OK || !is_match) {
            continue;
        }
        /* One more than was asked for tells that something follows. */
        page->has_more = page->visited == page->plan->query->limit;
        page->is_done = page->has_more;
        status = page->has_more ? STATUS_OK : visit(page, cursor, error);
    }
    return status;
}

size_t page_bind_terms(const struct plan *plan, struct value values[QUERY_TERMS_MAX])
{
    for (size_t i = 0; i < plan->query->term_count; i++) {
        values[i] = value_integer(plan->terms[i]);
    }
    return plan->query->term_count;
}
