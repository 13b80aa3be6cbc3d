/* SPDX-License-Identifier: Apache-2.0 */

/* GET (and HEAD) of statements: one by its id, or pages of those that match. */
#include "resources/statements.h"

#include "base/timestamp.h"
#include "resources/parameters.h"

#include <string.h>

enum {
    TERMS_MAX = 4,
    PAGE_BYTES = 16 << 20, /* a page ends early rather than grow beyond this */
};

static const char *const known_parameters[] = {
    "statementId",        "voidedStatementId", "agent",  "verb",  "activity", "registration",
    "related_activities", "related_agents",    "since",  "until", "limit",    "format",
    "attachments",        "ascending",         "cursor", NULL};

struct page {
    struct call *call;
    struct buffer *body;
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

static enum status answer_one(void *context, const struct stored_statement *statement,
                              struct error *error)
{
    (void)error;
    struct call *call = context;
    write_statement(&call->response->body, statement);
    http_response_set(call->response, "Content-Type", "application/json");
    call_set_last_modified(call, statement->stored_us);
    return STATUS_OK;
}

/* Beside an id nothing else may be asked (Communication 2.1.3). */
static enum status check_alone(const struct call *call, const char *name, struct error *error)
{
    for (size_t i = 0; i < call->request->parameter_count; i++) {
        const char *other = call->request->parameters[i].name;
        if (strcmp(other, name) != 0 && strcmp(other, "format") != 0 &&
            strcmp(other, "attachments") != 0) {
            return FAIL(error, STATUS_INVALID, "%s: can't stand beside %s", other, name);
        }
    }
    return STATUS_OK;
}

static enum status get_one(struct call *call, const char *name, const struct uuid *id,
                           struct error *error)
{
    enum status status = check_alone(call, name, error);
    if (status != STATUS_OK) {
        return status;
    }
    bool voided = strcmp(name, "voidedStatementId") == 0;
    return store_get_statement(call->service->store, id, voided, answer_one, call, error);
}

static enum status add_to_page(void *context, const struct stored_statement *statement,
                               struct error *error)
{
    struct page *page = context;
    if (page->count > 0 && page->body->length + statement->members.length > PAGE_BYTES) {
        page->is_full = true;
        return FAIL(error, STATUS_TOO_LARGE, "the page is full");
    }
    if (page->count > 0) {
        buffer_add_character(page->body, ',');
    }
    write_statement(page->body, statement);
    page->count++;
    page->last_seq = statement->seq;
    if (statement->stored_us > page->newest_us) {
        page->newest_us = statement->stored_us;
    }
    return STATUS_OK;
}

static void add_term(struct term *terms, size_t *count, enum term_kind kind, struct text value)
{
    if (value.data != NULL) {
        terms[(*count)++] = (struct term){.kind = kind, .value = value};
    }
}

/* Reads agent, verb, activity and registration into terms. */
static enum status read_terms(const struct call *call, struct term terms[TERMS_MAX], size_t *count,
                              struct error *error)
{
    bool related_agents = false;
    bool related_activities = false;
    struct text agent = {NULL, 0};
    struct text verb = {NULL, 0};
    struct text activity = {NULL, 0};
    struct uuid registration;
    bool has_registration = false;
    enum status status = parameter_boolean(call, "related_agents", &related_agents, error);
    status = status != STATUS_OK
                 ? status
                 : parameter_boolean(call, "related_activities", &related_activities, error);
    status = status != STATUS_OK ? status : parameter_agent(call, "agent", &agent, error);
    status = status != STATUS_OK ? status : parameter_iri(call, "verb", &verb, error);
    status = status != STATUS_OK ? status : parameter_iri(call, "activity", &activity, error);
    status = status != STATUS_OK
                 ? status
                 : parameter_uuid(call, "registration", &registration, &has_registration, error);
    if (status != STATUS_OK) {
        return status;
    }
    add_term(terms, count, related_agents ? TERM_RELATED_AGENT : TERM_AGENT, agent);
    add_term(terms, count, TERM_VERB, verb);
    add_term(terms, count, related_activities ? TERM_RELATED_ACTIVITY : TERM_ACTIVITY, activity);
    if (has_registration) {
        char *text = arena_allocate(call->request->arena, UUID_TEXT_SIZE, 1);
        uuid_format(&registration, text);
        add_term(terms, count, TERM_REGISTRATION, text_of(text));
    }
    return STATUS_OK;
}

static enum status read_range(const struct call *call, struct statement_query *query,
                              struct error *error)
{
    int64_t limit = 0;
    enum status status = parameter_timestamp(call, "since", &query->since_us, error);
    status =
        status != STATUS_OK ? status : parameter_timestamp(call, "until", &query->until_us, error);
    status = status != STATUS_OK ? status
                                 : parameter_boolean(call, "ascending", &query->ascending, error);
    status =
        status != STATUS_OK ? status : parameter_number(call, "cursor", &query->after_seq, error);
    status = status != STATUS_OK ? status : parameter_number(call, "limit", &limit, error);
    /* 0 asks for as many as the server gives (Communication 2.1.3). */
    query->limit = limit == 0 || limit > STORE_PAGE_MAX ? STORE_PAGE_MAX : (size_t)limit;
    return status;
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

static enum status get_page(struct call *call, struct error *error)
{
    struct term terms[TERMS_MAX];
    struct statement_query query = {.terms = terms, .since_us = INT64_MIN, .until_us = INT64_MAX};
    enum status status = read_terms(call, terms, &query.term_count, error);
    status = status != STATUS_OK ? status : read_range(call, &query, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct store *store = call->service->store;
    struct page page = {.call = call,
                        .body = &call->response->body,
                        .newest_us = store_consistent_through_us(store)};
    int64_t more = 0;
    buffer_add_string(page.body, "{\"statements\":[");
    status = store_query_statements(store, &query, add_to_page, &page, &more, error);
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

/* format and attachments: the values this server can serve. */
static enum status check_presentation(const struct call *call, struct error *error)
{
    struct text format = http_request_parameter(call->request, "format");
    bool attachments = false;
    enum status status = parameter_boolean(call, "attachments", &attachments, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (attachments) {
        return FAIL(error, STATUS_INVALID, "attachments: 'true' is not served; ask for false");
    }
    if (format.data != NULL && !text_is(format, "exact")) {
        return FAIL(error, STATUS_INVALID, "format: '%.*s' is not served; ask for exact",
                    TEXT_ARGUMENTS(format));
    }
    return STATUS_OK;
}

enum status statements_get(struct call *call, struct error *error)
{
    struct uuid id;
    struct uuid voided_id;
    bool has_id = false;
    bool has_voided_id = false;
    enum status status = http_request_check_parameters(call->request, known_parameters, error);
    status = status != STATUS_OK ? status : check_presentation(call, error);
    status =
        status != STATUS_OK ? status : parameter_uuid(call, "statementId", &id, &has_id, error);
    status = status != STATUS_OK
                 ? status
                 : parameter_uuid(call, "voidedStatementId", &voided_id, &has_voided_id, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (has_id) {
        return get_one(call, "statementId", &id, error);
    }
    if (has_voided_id) {
        return get_one(call, "voidedStatementId", &voided_id, error);
    }
    return get_page(call, error);
}
