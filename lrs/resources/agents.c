/* SPDX-License-Identifier: Apache-2.0 */

/* A Person is the Agent asked for, known or not, with all names under which it was seen.
 * Identifiers are not joined: which accounts are one human is no statement's to say. */
#include "resources/agents.h"

#include "base/json.h"
#include "resources/etag.h"
#include "xapi/rule.h"

static bool has_name(const json_t *names, struct text name)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        if (text_equals(json_text(json_array_get(names, i)), name)) {
            return true;
        }
    }
    return false;
}

static enum status add_name(void *context, struct text name, struct error *error)
{
    json_t *names = context;
    if (has_name(names, name)) {
        return STATUS_OK;
    }
    return json_array_append_new(names, json_stringn(name.data, name.length)) == 0
               ? STATUS_OK
               : FAIL(error, STATUS_INTERNAL, "a name can't be listed");
}

/* Each property of the Agent as an array (Communication 2.4, "Person Properties"). */
static enum status add_properties(const json_t *agent, json_t *names, json_t *person,
                                  struct error *error)
{
    static const char *const identifiers[] = {"mbox", "mbox_sha1sum", "openid", "account"};
    int result = json_object_set_new(person, "objectType", json_string("Person"));
    if (json_array_size(names) > 0) {
        result |= json_object_set(person, "name", names);
    }
    for (size_t i = 0; i < sizeof identifiers / sizeof identifiers[0]; i++) {
        json_t *value = json_object_get(agent, identifiers[i]);
        if (value != NULL) {
            result |= json_object_set_new(person, identifiers[i], json_pack("[O]", value));
        }
    }
    return result == 0 ? STATUS_OK : FAIL(error, STATUS_INTERNAL, "a Person can't be made");
}

static enum status make_person(struct call *call, struct text key, const json_t *agent,
                               json_t *person, struct error *error)
{
    AUTO(json_release) json_t *names = json_array();
    enum status status = store_list_agent_names(call->service->store, key, add_name, names, error);
    struct text own = json_text(json_object_get(agent, "name"));
    if (status == STATUS_OK && own.length > 0) {
        status = add_name(names, own, error);
    }
    return status == STATUS_OK ? add_properties(agent, names, person, error) : status;
}

enum status agents_get(struct call *call, struct error *error)
{
    struct query query;
    enum status status = call_read_query(call, QUERY_AGENTS_GET, &query, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(json_release) json_t *agent = NULL;
    status = json_read(http_request_parameter(call->request, "agent"), "agent", &agent, error);
    if (status == STATUS_OK && member_is(agent, "objectType", "Group")) {
        return FAIL(error, STATUS_INVALID,
                    "agent: must be an Agent, not a Group (xAPI Communication 2.4)");
    }
    AUTO(json_release) json_t *person = json_object();
    if (status == STATUS_OK) {
        status = make_person(call, query.agent, agent, person, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(free) char *text = json_dumps(person, JSON_COMPACT);
    struct text body = text_of(text == NULL ? "{}" : text);
    if (!etag_answer(call, body)) {
        buffer_add_text(&call->response->body, body);
        http_response_set(call->response, "Content-Type", "application/json");
    }
    return STATUS_OK;
}
