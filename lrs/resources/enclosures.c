/* SPDX-License-Identifier: Apache-2.0 */

/* An answer in segments, text and data by turns, so that its length is known before it is read. */
#include "resources/enclosures.h"

#include "attachments/attachments.h"
#include "base/json.h"
#include "multipart/writer.h"
#include "store/attachments.h"

#include <assert.h>
#include <string.h>

struct segment {
    uint64_t start; /* in the answer */
    uint64_t length;
    struct text text; /* data is NULL: the attachment's data */
    struct stored_attachment attachment;
};

struct enclosures {
    struct call *call;
    json_t *types; /* of the attachments named, by their hash, in order */
    struct boundary boundary;
    struct segment *segments;
    size_t count;
    size_t at; /* the segment that is being sent */
    struct attachment_reader *reader;
};

static void release(void *object)
{
    json_decref(object);
}

struct enclosures *enclosures_create(struct call *call)
{
    struct enclosures *enclosures = ARENA_NEW(call->request->arena, struct enclosures);
    enclosures->call = call;
    enclosures->types = json_object();
    enclosures->boundary = boundary_make();
    arena_defer(call->request->arena, release, enclosures->types);
    return enclosures;
}

enum status enclosures_note(struct enclosures *enclosures, const struct stored_statement *statement,
                            struct error *error)
{
    if (enclosures == NULL) {
        return STATUS_OK;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement read = {.refers = false};
    enum status status =
        statement_read_stored(statement->members, statement->authority, arena, &read, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct statement_list list = {&read, 1};
    const struct attachments *attachments = attachments_of(&list, arena);
    for (size_t i = 0; i < attachments_count(attachments); i++) {
        const struct attachment *attachment = attachments_at(attachments, i);
        const char *sha2 = arena_copy(arena, attachment->sha2);
        if (json_object_get(enclosures->types, sha2) == NULL) {
            json_t *type =
                json_stringn(attachment->content_type.data, attachment->content_type.length);
            (void)json_object_set_new(enclosures->types, sha2, type);
        }
    }
    return STATUS_OK;
}

/* ---- segments ---- */

static struct segment *add_segment(struct enclosures *enclosures, uint64_t length)
{
    struct segment *last = &enclosures->segments[enclosures->count];
    if (enclosures->count > 0) {
        last->start = last[-1].start + last[-1].length;
    }
    last->length = length;
    enclosures->count++;
    return last;
}

static void add_text(struct enclosures *enclosures, struct text text)
{
    add_segment(enclosures, text.length)->text = text;
}

static void add_part(struct enclosures *enclosures, const struct multipart_part *part)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(HTTP_RESPONSE_MAX);
    multipart_write_part(&enclosures->boundary, part, &buffer);
    struct arena *arena = enclosures->call->request->arena;
    add_text(enclosures, (struct text){arena_copy(arena, buffer_text(&buffer)), buffer.length});
}

static enum status add_attachment(struct enclosures *enclosures, const char *sha2,
                                  const json_t *type, struct error *error)
{
    struct store *store = enclosures->call->service->store;
    struct stored_attachment found;
    enum status status = store_find_attachment(store, text_of(sha2), &found, error);
    if (status != STATUS_OK) {
        return status == STATUS_NOT_FOUND ? STATUS_OK : status;
    }
    if (!attachment_is_there(store, &found)) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "the attachment '%s' was lost; bring it back from a backup of the store's "
                    "folder of attachments, or send it again",
                    sha2);
    }
    const struct multipart_part part = {
        .content_type = json_text(type), .hash = text_of(sha2), .length = (int64_t)found.length};
    add_part(enclosures, &part);
    add_segment(enclosures, found.length)->attachment = found;
    return STATUS_OK;
}

static enum status add_all(struct enclosures *enclosures, struct error *error)
{
    struct text statements = buffer_text(&enclosures->call->response->body);
    const struct multipart_part first = {.content_type = text_of("application/json"),
                                         .length = (int64_t)statements.length};
    add_part(enclosures, &first);
    add_text(enclosures, statements);
    const char *sha2 = NULL;
    json_t *type = NULL;
    json_object_foreach (enclosures->types, sha2, type) {
        enum status status = add_attachment(enclosures, sha2, type, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    AUTO(buffer_finish) struct buffer end = BUFFER_INIT(HTTP_RESPONSE_MAX);
    multipart_write_end(&enclosures->boundary, &end);
    struct arena *arena = enclosures->call->request->arena;
    add_text(enclosures, (struct text){arena_copy(arena, buffer_text(&end)), end.length});
    return STATUS_OK;
}

/* ---- sending ---- */

static void close_stream(void *context)
{
    struct enclosures *enclosures = context;
    attachment_close(TAKE(enclosures->reader));
}

static enum status read_segment(struct enclosures *enclosures, uint64_t offset, char *buffer,
                                size_t room, size_t *out_length, struct error *error)
{
    const struct segment *segment = &enclosures->segments[enclosures->at];
    if (segment->text.data != NULL) {
        uint64_t left = segment->length - offset;
        *out_length = left < room ? (size_t)left : room;
        memcpy(buffer, segment->text.data + offset, *out_length);
        return STATUS_OK;
    }
    if (enclosures->reader == NULL) {
        enum status status = attachment_open(enclosures->call->service->store, &segment->attachment,
                                             &enclosures->reader, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return attachment_read(enclosures->reader, offset, buffer, room, out_length, error);
}

static enum status read_stream(void *context, uint64_t offset, char *buffer, size_t room,
                               size_t *out_length, struct error *error)
{
    struct enclosures *enclosures = context;
    const struct segment *segment = &enclosures->segments[enclosures->at];
    while (offset >= segment->start + segment->length) {
        close_stream(enclosures);
        enclosures->at++;
        segment++;
        assert(enclosures->at < enclosures->count);
    }
    return read_segment(enclosures, offset - segment->start, buffer, room, out_length, error);
}

enum status enclosures_answer(struct enclosures *enclosures, struct error *error)
{
    if (enclosures == NULL) {
        return STATUS_OK;
    }
    struct http_response *response = enclosures->call->response;
    /* A head and a body for each part, and the end. */
    size_t count = 2 * (json_object_size(enclosures->types) + 1) + 1;
    enclosures->segments = ARENA_ARRAY(response->arena, struct segment, count);
    enum status status = add_all(enclosures, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(buffer_finish) struct buffer type = BUFFER_INIT(HTTP_RESPONSE_MAX);
    multipart_write_type(&enclosures->boundary, &type);
    http_response_set(response, "Content-Type", type.data);
    const struct segment *last = &enclosures->segments[enclosures->count - 1];
    response->stream = (struct http_stream){.read = read_stream,
                                            .close = close_stream,
                                            .context = enclosures,
                                            .length = last->start + last->length};
    return STATUS_OK;
}
