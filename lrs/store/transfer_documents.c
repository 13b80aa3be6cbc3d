/* SPDX-License-Identifier: Apache-2.0 */

/* A document is an object of strings; its content is bytes, hence base64. */
#include "store/transfer_documents.h"

#include "base/json.h"
#include "base/mem.h"
#include "base/timestamp.h"

#include <sodium.h>

#include <string.h>

/* In the order of enum document_kind, which begins at 1. */
static const char *const kinds[] = {"state", "activity-profile", "agent-profile"};
enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

enum status documents_walk(struct connection *connection, int64_t since_us, document_visitor visit,
                           void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin_walk(
        connection,
        "SELECT kind, activity, agent, registration, id, updated_us, content_type, content "
        "FROM document WHERE updated_us > $1 ORDER BY updated_us, id",
        VALUES(value_integer(since_us)), &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        struct document_key key = {.kind = (enum document_kind)cursor_integer(cursor, 0),
                                   .activity = cursor_text(cursor, 1),
                                   .agent = cursor_text(cursor, 2),
                                   .has_registration = cursor_text(cursor, 3).length > 0,
                                   .id = cursor_text(cursor, 4)};
        if (key.has_registration) {
            key.registration = cursor_uuid(cursor, 3);
        }
        struct document document = {.content = cursor_text(cursor, 7),
                                    .content_type = cursor_text(cursor, 6),
                                    .updated_us = cursor_integer(cursor, 5)};
        status = visit(context, &key, &document, error);
    }
    return status;
}

static json_t *string_of(struct text text)
{
    return json_stringn(text.data == NULL ? "" : text.data, text.length);
}

static json_t *content_of(struct text content)
{
    size_t size = sodium_base64_encoded_len(content.length, sodium_base64_VARIANT_ORIGINAL);
    AUTO(free) char *base64 = mem_zeroed(1, size);
    (void)sodium_bin2base64(base64, size,
                            (const unsigned char *)(content.data == NULL ? "" : content.data),
                            content.length, sodium_base64_VARIANT_ORIGINAL);
    return json_string(base64);
}

enum status document_to_line(const struct document_key *key, const struct document *document,
                             struct buffer *out, struct error *error)
{
    char updated[TIMESTAMP_SIZE];
    char registration[UUID_TEXT_SIZE] = "";
    timestamp_format(document->updated_us, updated);
    if (key->has_registration) {
        uuid_format(&key->registration, registration);
    }
    AUTO(json_release)
    json_t *line = json_pack(
        "{s:{s:{s:s, s:o, s:o, s:s, s:o, s:s, s:o, s:o}}}", "ibest-lrs", "document", "kind",
        kinds[key->kind - 1], "activity", string_of(key->activity), "agent", string_of(key->agent),
        "registration", registration, "id", string_of(key->id), "updated", updated, "contentType",
        string_of(document->content_type), "content", content_of(document->content));
    AUTO(free) char *text = line == NULL ? NULL : json_dumps(line, JSON_COMPACT);
    if (text == NULL) {
        return FAIL(error, STATUS_INTERNAL, "a document cannot be written as JSON");
    }
    buffer_add_string(out, text);
    return buffer_check(out, "a document", error);
}

static bool read_text(const json_t *json, const char *key, struct text *out)
{
    const json_t *value = json_object_get(json, key);
    *out = (struct text){json_string_value(value), json_string_length(value)};
    return out->data != NULL;
}

static bool read_kind(const json_t *json, enum document_kind *out)
{
    struct text kind;
    for (int i = 0; read_text(json, "kind", &kind) && i < KIND_COUNT; i++) {
        if (text_is(kind, kinds[i])) {
            *out = (enum document_kind)(i + 1);
            return true;
        }
    }
    return false;
}

static bool read_content(const json_t *json, struct arena *arena, struct text *out)
{
    struct text base64;
    size_t length = 0;
    if (!read_text(json, "content", &base64)) {
        return false;
    }
    unsigned char *bytes = arena_allocate(arena, 1, base64.length + 1);
    if (sodium_base642bin(bytes, base64.length + 1, base64.data, base64.length, NULL, &length, NULL,
                          sodium_base64_VARIANT_ORIGINAL) != 0) {
        return false;
    }
    *out = (struct text){(const char *)bytes, length};
    return true;
}

static bool read_registration(const json_t *json, struct document_key *key)
{
    struct text registration;
    if (!read_text(json, "registration", &registration)) {
        return false;
    }
    key->has_registration = registration.length > 0;
    return !key->has_registration || uuid_read(registration, &key->registration);
}

enum status document_of_line(const json_t *json, struct arena *arena, struct document_key *out_key,
                             struct document *out, struct error *error)
{
    struct document_key key = {.kind = DOCUMENT_STATE};
    struct document document = {.updated_us = 0};
    struct text updated;
    bool is_whole = read_kind(json, &key.kind) && read_text(json, "activity", &key.activity) &&
                    read_text(json, "agent", &key.agent) && read_registration(json, &key) &&
                    read_text(json, "id", &key.id) && key.id.length > 0 &&
                    read_text(json, "contentType", &document.content_type) &&
                    read_text(json, "updated", &updated) &&
                    timestamp_parse(updated, &document.updated_us) &&
                    read_content(json, arena, &document.content);
    if (!is_whole) {
        return FAIL(error, STATUS_INVALID,
                    "the document lacks one of kind, activity, agent, registration, id, updated, "
                    "contentType and content, or has a wrong one");
    }
    *out_key = key;
    *out = document;
    return STATUS_OK;
}
