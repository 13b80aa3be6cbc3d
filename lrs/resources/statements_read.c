/* SPDX-License-Identifier: Apache-2.0 */

/* GET (and HEAD) of statements: one by its id, or pages of those that match. */
#include "resources/statements.h"

#include "base/ascii.h"
#include "base/timestamp.h"
#include "resources/enclosures.h"
#include "resources/presentation.h"
#include "xapi/rule.h"

#include <string.h>

enum {
    PAGE_BYTES = 16 << 20, /* a page ends early rather than grow beyond this */
    CURSOR_DIGITS_MAX = 18,
};

struct page {
    struct presentation *presentation;
    struct enclosures *enclosures; /* NULL: statements only */
    struct buffer *body;
    struct buffer piece; /* the statement that is looked at */
    size_t count;
    int64_t last_seq;
    int64_t newest_us;
    bool is_full; /* PAGE_BYTES are reached and more statements were waiting */
};

/* The statement as text: what was sent, between what the LRS adds (Data 2.4). */
static void write_statement(struct buffer *body, const struct stored_statement *statement)
{
    char id[UUID_TEXT_SIZE];
    char stored[TIMESTAMP_SIZE];
    uuid_format(&statement->id, id);
    timestamp_format(statement->stored_us, stored);
    struct text timestamp =
        statement->timestamp.data != NULL ? statement->timestamp : text_of(stored);
    buffer_print(body, "{\"id\":\"%s\",", id);
    buffer_add_text(body, statement->members);
    buffer_add_string(body, ",\"timestamp\":\"");
    buffer_add_text(body, timestamp);
    buffer_print(body, "\",\"stored\":\"%s\",\"authority\":", stored);
    buffer_add_text(body, statement->authority);
    buffer_add_string(body, ",\"version\":\"");
    buffer_add_text(body, statement->version);
    buffer_add_string(body, "\"}");
}

static enum status present(struct presentation *presentation,
                           const struct stored_statement *statement, struct buffer *out,
                           struct error *error)
{
    if (presentation->format == QUERY_FORMAT_EXACT) {
        write_statement(out, statement);
        return STATUS_OK;
    }
    AUTO(buffer_finish) struct buffer exact = BUFFER_INIT(HTTP_RESPONSE_MAX);
    write_statement(&exact, statement);
    return presentation_write(presentation, statement, buffer_text(&exact), out, error);
}

/* How statements are answered. */
struct view {
    struct call *call;
    struct presentation *presentation;
    struct enclosures *enclosures;
};

static enum status answer_one(void *context, const struct stored_statement *statement,
                              struct error *error)
{
    const struct view *view = context;
    struct call *call = view->call;
    enum status status = present(view->presentation, statement, &call->response->body, error);
    if (status == STATUS_OK) {
        status = enclosures_note(view->enclosures, statement, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    http_response_set(call->response, "Content-Type", "application/json");
    call_set_last_modified(call, statement->stored_us);
    return STATUS_OK;
}

static enum status add_to_page(void *context, const struct stored_statement *statement,
                               struct error *error)
{
    struct page *page = context;
    buffer_clear(&page->piece);
    enum status status = present(page->presentation, statement, &page->piece, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (page->count > 0 && page->body->length + page->piece.length > PAGE_BYTES) {
        page->is_full = true;
        return FAIL(error, STATUS_TOO_LARGE, "the page is full");
    }
    status = enclosures_note(page->enclosures, statement, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (page->count > 0) {
        buffer_add_character(page->body, ',');
    }
    buffer_add_text(page->body, buffer_text(&page->piece));
    page->count++;
    page->last_seq = statement->seq;
    if (statement->stored_us > page->newest_us) {
        page->newest_us = statement->stored_us;
    }
    return STATUS_OK;
}

/* A cursor is the place in the store that write_more() wrote. */
static enum status read_cursor(struct text cursor, int64_t *out, struct error *error)
{
    int64_t number = 0;
    bool is_number = cursor.length <= CURSOR_DIGITS_MAX;
    for (size_t i = 0; i < cursor.length && is_number; i++) {
        is_number = ascii_is_digit(cursor.data[i]);
        number = number * 10 + (cursor.data[i] - '0');
    }
    if (!is_number) {
        return FAIL(error, STATUS_INVALID,
                    "cursor: '%s' was not given by this server; follow 'more' as it was answered",
                    show(cursor).text);
    }
    *out = number;
    return STATUS_OK;
}

static void add_escaped(struct buffer *out, struct text value)
{
    for (size_t i = 0; i < value.length; i++) {
        unsigned char byte = (unsigned char)value.data[i];
        bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= '0' && byte <= '9') || (byte != 0 && strchr("-._~", byte) != NULL);
        buffer_print(out, is_plain ? "%c" : "%%%02X", byte);
    }
}

/* The path part of the public URL, for servers behind a proxy that adds one. */
static const char *path_prefix(const char *public_url)
{
    const char *host = strstr(public_url, "://");
    const char *path = host == NULL ? NULL : strchr(host + 3, '/');
    return path == NULL ? "" : path;
}

/* A relative IRL that asks the same again, behind `cursor` (Data 2.5). */
static void write_more(const struct call *call, struct buffer *body, int64_t cursor)
{
    buffer_print(body, "%s/xapi/statements?", path_prefix(call->service->public_url));
    for (size_t i = 0; i < call->request->parameter_count; i++) {
        const struct http_parameter *parameter = &call->request->parameters[i];
        if (strcmp(parameter->name, "cursor") != 0) {
            buffer_print(body, "%s=", parameter->name);
            add_escaped(body, parameter->value);
            buffer_add_character(body, '&');
        }
    }
    buffer_print(body, "cursor=%lld", (long long)cursor);
}

static enum status write_page(const struct view *view, const struct statement_query *query,
                              struct error *error)
{
    struct call *call = view->call;
    struct store *store = call->service->store;
    struct page page = {.presentation = view->presentation,
                        .enclosures = view->enclosures,
                        .body = &call->response->body,
                        .piece = BUFFER_INIT(HTTP_RESPONSE_MAX),
                        .newest_us = store_consistent_through_us(store)};
    int64_t more = 0;
    buffer_add_string(page.body, "{\"statements\":[");
    enum status status = store_query_statements(store, query, add_to_page, &page, &more, error);
    buffer_finish(&page.piece);
    if (page.is_full) {
        more = page.last_seq;
        status = STATUS_OK;
    }
    if (status != STATUS_OK) {
        return status;
    }
    buffer_add_string(page.body, "],\"more\":\"");
    if (more != 0) {
        write_more(call, page.body, more);
    }
    buffer_add_string(page.body, "\"}");
    http_response_set(call->response, "Content-Type", "application/json");
    /* What the page shows is visible, and so is all that was stored before it. */
    statements_set_consistent_through(call, page.newest_us);
    return STATUS_OK;
}

static enum status get_page(const struct view *view, const struct query *asked, struct error *error)
{
    const struct call *call = view->call;
    struct term terms[QUERY_TERMS_MAX];
    /* Limit 0 asks for as many as the server gives (Communication 2.1.3). */
    size_t maximum = call->service->page_max;
    bool is_limited = asked->limit > 0 && asked->limit < maximum;
    struct statement_query query = {
        .terms = terms,
        .term_count = query_terms(asked, call->request->arena, terms),
        .since_us = asked->since_us,
        .until_us = asked->until_us,
        .ascending = asked->ascending,
        .limit = is_limited ? asked->limit : maximum,
    };
    enum status status = read_cursor(asked->cursor, &query.after_seq, error);
    return status != STATUS_OK ? status : write_page(view, &query, error);
}

static enum status get_one(struct view *view, const struct query *query, struct error *error)
{
    return store_get_statement(view->call->service->store, &query->statement_id,
                               query->has_voided_id, answer_one, view, error);
}

enum status statements_get(struct call *call, struct error *error)
{
    struct query query;
    enum status status = call_read_query(call, QUERY_STATEMENTS_GET, &query, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct presentation presentation;
    presentation_read(call, query.format, &presentation);
    struct view view = {call, &presentation, query.attachments ? enclosures_create(call) : NULL};
    bool is_single = query.has_statement_id || query.has_voided_id;
    status = is_single ? get_one(&view, &query, error) : get_page(&view, &query, error);
    return status == STATUS_OK ? enclosures_answer(view.enclosures, error) : status;
}
