/* SPDX-License-Identifier: Apache-2.0 */

/* POST and PUT of statements. */
#include "resources/statements.h"

#include "base/json.h"
#include "base/timestamp.h"
#include "xapi/statement.h"

#include <string.h>

struct statements_write {
    struct pending pending; /* first: apply() and the answer get back from it */
    struct statement_list list;
};

void statements_set_consistent_through(struct call *call, int64_t us)
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(us, text);
    http_response_set(call->response, "X-Experience-API-Consistent-Through", text);
}

/* The credential as an agent (Data 2.4.9): its name stays when its key is renewed. */
static struct text make_authority(const struct call *call)
{
    AUTO(json_release)
    json_t *agent = json_pack("{s:s, s:{s:s, s:s}}", "objectType", "Agent", "account", "homePage",
                              call->service->public_url, "name", call->identity.name);
    AUTO(free) char *text = json_dumps(agent, JSON_COMPACT);
    return text_of(arena_copy_string(call->request->arena, text == NULL ? "{}" : text));
}

static enum status check_content_type(const struct call *call, struct error *error)
{
    if (call_content_is(call, "application/json")) {
        return STATUS_OK;
    }
    if (call_content_is(call, "multipart/mixed")) {
        return FAIL(error, STATUS_INVALID,
                    "Content-Type: multipart/mixed is not taken here; send application/json, with "
                    "a fileUrl for each attachment");
    }
    return FAIL(error, STATUS_INVALID,
                "Content-Type: statements are sent as application/json (Communication 1.5)");
}

static enum status read_statements(struct call *call, struct statement_list *out,
                                   struct error *error)
{
    enum status status = check_content_type(call, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct statement_context context = {
        .version = call->version,
        .authority = make_authority(call),
        .batch_max = call->service->batch_max,
    };
    status = statements_read(call->request->body, &context, call->request->arena, out, error);
    for (size_t i = 0; status == STATUS_OK && i < out->count; i++) {
        out->items[i].defines = (call->identity.permissions & PERMISSION_DEFINE) != 0;
    }
    return status;
}

static enum status put_all(struct transaction *transaction, struct store_write *write,
                           struct error *error)
{
    const struct statements_write *self = (const struct statements_write *)write;
    return transaction_put_statements(transaction, &self->list, error);
}

/* 200 and the ids, in the order sent. */
static enum status answer_ids(struct call *call, struct error *error)
{
    (void)error;
    struct http_response *response = call->response;
    const struct statement_list *list = call->outcome;
    buffer_add_character(&response->body, '[');
    for (size_t i = 0; i < list->count; i++) {
        char id[UUID_TEXT_SIZE];
        uuid_format(&list->items[i].id, id);
        buffer_print(&response->body, "%s\"%s\"", i == 0 ? "" : ",", id);
    }
    buffer_add_character(&response->body, ']');
    http_response_set(response, "Content-Type", "application/json");
    statements_set_consistent_through(call, store_consistent_through_us(call->service->store));
    return STATUS_OK;
}

static enum status answer_nothing(struct call *call, struct error *error)
{
    (void)error;
    call->response->status = 204;
    statements_set_consistent_through(call, store_consistent_through_us(call->service->store));
    return STATUS_OK;
}

enum status statements_post(struct call *call, struct error *error)
{
    struct query query;
    enum status status = call_read_query(call, QUERY_STATEMENTS_POST, &query, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct statements_write *write = ARENA_NEW(call->request->arena, struct statements_write);
    status = read_statements(call, &write->list, error);
    if (status != STATUS_OK) {
        return status;
    }
    write->pending.write.apply = put_all;
    call->outcome = &write->list;
    if (write->list.count == 0) {
        return answer_ids(call, error);
    }
    return call_wait_for(call, &write->pending, answer_ids, error);
}

/* The id in the query string holds; one in the statement must be the same (Communication 2.1.1). */
static enum status set_id(struct statement *statement, const struct uuid *id, struct error *error)
{
    bool has_own = json_object_get(statement->json, "id") != NULL;
    if (has_own && memcmp(&statement->id, id, sizeof *id) != 0) {
        return FAIL(error, STATUS_INVALID, "id: differs from the parameter statementId");
    }
    statement->id = *id;
    return STATUS_OK;
}

enum status statements_put(struct call *call, struct error *error)
{
    struct query query;
    enum status status = call_read_query(call, QUERY_STATEMENTS_PUT, &query, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text body = text_trim(call->request->body);
    if (body.length > 0 && body.data[0] == '[') {
        return FAIL(error, STATUS_INVALID, "PUT takes one statement, not an array; use POST");
    }
    struct statements_write *write = ARENA_NEW(call->request->arena, struct statements_write);
    status = read_statements(call, &write->list, error);
    if (status == STATUS_OK) {
        status = set_id(&write->list.items[0], &query.statement_id, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    write->pending.write.apply = put_all;
    return call_wait_for(call, &write->pending, answer_nothing, error);
}
