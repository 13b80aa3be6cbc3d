/* SPDX-License-Identifier: Apache-2.0 */

/* Documents. A precondition is checked, and a POST merged, inside the writer's transaction: nothing
 * can come between what was checked and what is stored. */
#include "resources/documents.h"

#include "base/json.h"
#include "resources/etag.h"
#include "resources/merge.h"
#include "resources/preconditions.h"

#include <string.h>

enum { ID_MAX = 1024, CONTENT_TYPE_MAX = 256 };

/* What a document resource is: what it keeps, and which parameters each method has. */
struct resource {
    const char *path;
    enum document_kind kind;
    const char *id; /* the parameter that names one document */
    enum query_kind get;
    enum query_kind put; /* and POST */
    enum query_kind delete;
};

static const struct resource resource_table[] = {
    {"/xapi/activities/state", DOCUMENT_STATE, "stateId", QUERY_STATE_GET, QUERY_STATE_PUT,
     QUERY_STATE_DELETE},
    {"/xapi/activities/profile", DOCUMENT_ACTIVITY_PROFILE, "profileId", QUERY_ACTIVITY_PROFILE_GET,
     QUERY_ACTIVITY_PROFILE_PUT, QUERY_ACTIVITY_PROFILE_PUT},
    {"/xapi/agents/profile", DOCUMENT_AGENT_PROFILE, "profileId", QUERY_AGENT_PROFILE_GET,
     QUERY_AGENT_PROFILE_PUT, QUERY_AGENT_PROFILE_PUT},
};

struct document_write {
    struct pending pending; /* first */
    struct document_key key;
    struct preconditions preconditions;
    struct document content; /* as sent */
    bool merges;
    struct arena *arena;
};

static const struct resource *resource_of(const struct call *call)
{
    size_t at = 0;
    while (strcmp(resource_table[at].path, call->request->path) != 0) {
        at++; /* the route table sends us no other path */
    }
    return &resource_table[at];
}

/* The store knows no NULL owner: what a resource does not have is empty. */
static struct text text_or_empty(struct text text)
{
    return text.data == NULL ? (struct text){"", 0} : text;
}

/* Which document, or with no id given, which group of them. */
static enum status read_key(const struct call *call, enum query_kind kind, struct query *query,
                            struct document_key *key, struct error *error)
{
    const struct resource *resource = resource_of(call);
    enum status status = call_read_query(call, kind, query, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (query->document_id.length > ID_MAX) {
        return FAIL(error, STATUS_INVALID, "%s: must have at most %d bytes; this has %zu",
                    resource->id, ID_MAX, query->document_id.length);
    }
    *key = (struct document_key){.kind = resource->kind,
                                 .activity = text_or_empty(query->activity),
                                 .agent = text_or_empty(query->agent),
                                 .has_registration = query->has_registration,
                                 .registration = query->registration,
                                 .id = query->document_id};
    return STATUS_OK;
}

static bool is_json_type(struct text content_type)
{
    return content_type_is(content_type, "application/json");
}

static enum status check_size(const struct document_write *write, size_t length,
                              struct error *error)
{
    size_t limit = write->pending.call->service->document_max;
    return length <= limit ? STATUS_OK
                           : FAIL(error, STATUS_TOO_LARGE,
                                  "the document: has %zu bytes; the limit is %zu", length, limit);
}

/* The posted object's members replace those of the stored one (Communication 2.2). */
static enum status merge(const struct document_write *write, const struct document *stored,
                         struct document *out, struct error *error)
{
    const struct document *posted = &write->content;
    if (!is_json_type(stored->content_type) || !is_json_type(posted->content_type)) {
        return FAIL(error, STATUS_INVALID,
                    "POST merges only application/json into application/json; replace the "
                    "document with PUT");
    }
    enum status status =
        merge_objects(stored->content, posted->content, write->arena, &out->content, error);
    out->content_type = posted->content_type;
    return status == STATUS_OK ? check_size(write, out->content.length, error) : status;
}

/* What is stored is known: checks the preconditions and says what is to be stored. */
static enum status decide(void *context, const struct document *stored, struct document *out,
                          struct error *error)
{
    const struct document_write *write = context;
    char etag[ETAG_SIZE] = "";
    if (stored != NULL) {
        etag_of(stored->content, etag);
    }
    enum status status =
        preconditions_check(&write->preconditions, stored == NULL ? NULL : etag, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (write->merges && stored != NULL) {
        return merge(write, stored, out, error);
    }
    out->content = write->content.content;
    out->content_type = write->content.content_type;
    return STATUS_OK;
}

static enum status apply_put(struct transaction *transaction, struct store_write *write,
                             struct error *error)
{
    struct document_write *self = (struct document_write *)write;
    return transaction_put_document(transaction, &self->key, decide, self, error);
}

static enum status apply_delete(struct transaction *transaction, struct store_write *write,
                                struct error *error)
{
    struct document_write *self = (struct document_write *)write;
    return transaction_delete_documents(transaction, &self->key,
                                        self->key.id.data == NULL ? NULL : decide, self, error);
}

static enum status answer_nothing(struct call *call, struct error *error)
{
    (void)error;
    call->response->status = 204;
    return STATUS_OK;
}

static enum status begin_write(struct call *call, enum query_kind kind, struct document_write **out,
                               struct error *error)
{
    struct arena *arena = call->request->arena;
    struct document_write *write = ARENA_NEW(arena, struct document_write);
    write->arena = arena;
    write->pending.call = call;
    write->preconditions = (struct preconditions){
        .if_match = http_request_header(call->request, "If-Match"),
        .if_none_match = http_request_header(call->request, "If-None-Match"),
    };
    *out = write;
    struct query query;
    enum status status = read_key(call, kind, &query, &write->key, error);
    return status == STATUS_OK ? preconditions_read(&write->preconditions, error) : status;
}

/* The body with its type; what calls itself JSON must be. */
static enum status read_content(const struct call *call, struct document_write *write,
                                struct error *error)
{
    const char *type = http_request_header(call->request, "Content-Type");
    if (type == NULL || strlen(type) > CONTENT_TYPE_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "Content-Type: say what the document is, in at most %d characters",
                    CONTENT_TYPE_MAX);
    }
    write->content.content = call->request->body;
    write->content.content_type = text_of(type);
    enum status status = check_size(write, call->request->body.length, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (!is_json_type(write->content.content_type)) {
        return STATUS_OK;
    }
    if (write->merges) {
        return merge_check_object(call->request->body, "the body", error);
    }
    AUTO(json_release) json_t *json = NULL;
    return json_read(call->request->body, "the body", &json, error);
}

/* Communication 3.1: 1.0.3 lets state be overwritten unseen and asks for a precondition whenever a
 * profile is PUT; 2.0 asks for one before anything that exists is replaced. POST merges, so it
 * needs none. */
static enum precondition_need need_of(const struct document_write *write, enum xapi_version version)
{
    if (write->merges) {
        return PRECONDITION_OPTIONAL;
    }
    if (version == XAPI_VERSION_2_0_0) {
        return PRECONDITION_TO_REPLACE;
    }
    return write->key.kind == DOCUMENT_STATE ? PRECONDITION_OPTIONAL : PRECONDITION_TO_PUT;
}

static enum status write_document(struct call *call, bool merges, struct error *error)
{
    struct document_write *write = NULL;
    enum status status = begin_write(call, resource_of(call)->put, &write, error);
    write->merges = merges;
    if (status == STATUS_OK) {
        status = read_content(call, write, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    write->preconditions.need = need_of(write, call->version);
    write->pending.write.apply = apply_put;
    return call_wait_for(call, &write->pending, answer_nothing, error);
}

enum status documents_put(struct call *call, struct error *error)
{
    return write_document(call, false, error);
}

enum status documents_post(struct call *call, struct error *error)
{
    return write_document(call, true, error);
}

enum status documents_delete(struct call *call, struct error *error)
{
    struct document_write *write = NULL;
    enum status status = begin_write(call, resource_of(call)->delete, &write, error);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_conditional =
        write->preconditions.if_match != NULL || write->preconditions.if_none_match != NULL;
    if (write->key.id.data == NULL && is_conditional) {
        return FAIL(error, STATUS_INVALID,
                    "If-Match: an ETag is one document's; name it by stateId, or delete all "
                    "without the header");
    }
    write->pending.write.apply = apply_delete;
    return call_wait_for(call, &write->pending, answer_nothing, error);
}

static enum status answer_document(void *context, const struct document_key *key,
                                   const struct document *document, struct error *error)
{
    (void)key;
    (void)error;
    struct call *call = context;
    call_set_last_modified(call, document->updated_us);
    if (etag_answer(call, document->content)) {
        return STATUS_OK;
    }
    buffer_add_text(&call->response->body, document->content);
    http_response_set(call->response, "Content-Type",
                      arena_copy(call->request->arena, document->content_type));
    return STATUS_OK;
}

struct id_list {
    json_t *ids;
    int64_t newest_us;
};

/* One id may stand under several registrations, one behind the other. */
static bool is_listed(const json_t *ids, struct text id)
{
    size_t count = json_array_size(ids);
    return count > 0 && text_equals(text_of(json_string_value(json_array_get(ids, count - 1))), id);
}

static enum status add_id(void *context, const struct document_key *key,
                          const struct document *document, struct error *error)
{
    struct id_list *list = context;
    if (!is_listed(list->ids, key->id) &&
        json_array_append_new(list->ids, json_stringn(key->id.data, key->id.length)) != 0) {
        return FAIL(error, STATUS_INTERNAL, "an id can't be listed");
    }
    if (document->updated_us > list->newest_us) {
        list->newest_us = document->updated_us;
    }
    return STATUS_OK;
}

static enum status list_ids(struct call *call, const struct document_key *key, int64_t since_us,
                            struct error *error)
{
    AUTO(json_release) json_t *ids = json_array();
    struct id_list list = {.ids = ids, .newest_us = INT64_MIN};
    enum status status =
        store_list_documents(call->service->store, key, since_us, add_id, &list, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(free) char *text = json_dumps(ids, JSON_COMPACT);
    buffer_add_string(&call->response->body, text == NULL ? "[]" : text);
    http_response_set(call->response, "Content-Type", "application/json");
    if (list.newest_us != INT64_MIN) {
        call_set_last_modified(call, list.newest_us);
    }
    return STATUS_OK;
}

enum status documents_get(struct call *call, struct error *error)
{
    struct query query;
    struct document_key key;
    enum status status = read_key(call, resource_of(call)->get, &query, &key, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (key.id.data == NULL) {
        return list_ids(call, &key, query.since_us, error);
    }
    return store_get_document(call->service->store, &key, answer_document, call, error);
}
