/* SPDX-License-Identifier: Apache-2.0 */

/* Parts are matched with attachments by their hash and by nothing else (Communication 1.5.2). One
 * part serves all attachments with its hash; the same data sent twice is no fault, as it SHOULD,
 * not MUST, be sent once. */
#include "attachments/attachments.h"

#include "attachments/sha2.h"
#include "attachments/signature.h"
#include "base/ascii.h"
#include "multipart/boundary.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define CLAUSE "(xAPI Communication 1.5.2)"

struct attachments {
    struct attachment *items;
    size_t count;
    struct attachment_part part;
    struct sha2 *sha2;   /* of the part at hand; NULL between parts */
    int64_t told_length; /* its Content-Length; -1: without */
};

/* ---- what the statements name ---- */

static size_t count_of(const struct statement *statement)
{
    const json_t *object = json_object_get(statement->json, "object");
    return json_array_size(json_object_get(statement->json, "attachments")) +
           json_array_size(json_object_get(object, "attachments"));
}

static struct text lower(struct text text, struct arena *arena)
{
    char *copy = arena_copy(arena, text);
    for (size_t i = 0; i < text.length; i++) {
        copy[i] = ascii_to_lower(copy[i]);
    }
    return (struct text){copy, text.length};
}

/* The attachments of `json`, a statement or SubStatement at `place`. */
static void collect(struct attachments *attachments, const struct statement *statement,
                    const json_t *json, const struct place *place, struct arena *arena)
{
    struct place *above = ARENA_NEW(arena, struct place);
    *above = place_member(place, "attachments", "Communication 1.5.2");
    const json_t *array = json_object_get(json, "attachments");
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *item = json_array_get(array, i);
        attachments->items[attachments->count++] = (struct attachment){
            .statement = statement,
            .place = place_element(above, i),
            .sha2 = lower(json_text(json_object_get(item, "sha2")), arena),
            .content_type = json_text(json_object_get(item, "contentType")),
            .length = json_number_value(json_object_get(item, "length")),
            .has_url = json_object_get(item, "fileUrl") != NULL,
            .is_signature = json == statement->json && is_signature(item),
        };
    }
}

static void collect_both(struct attachments *attachments, const struct statement *statement,
                         const struct place *place, struct arena *arena)
{
    const json_t *object = json_object_get(statement->json, "object");
    struct place *object_place = ARENA_NEW(arena, struct place);
    *object_place = place_member(place, "object", "Data 2.4.4.3");
    collect(attachments, statement, statement->json, place, arena);
    collect(attachments, statement, object, object_place, arena);
}

static void end_hash(void *object)
{
    struct attachments *attachments = object;
    sha2_destroy(attachments->sha2);
    attachments->sha2 = NULL;
}

struct attachments *attachments_of(const struct statement_list *statements, struct arena *arena)
{
    static const struct place root = {.clause = "Data 2.2"};
    size_t count = 0;
    for (size_t i = 0; i < statements->count; i++) {
        count += count_of(&statements->items[i]);
    }
    struct attachments *attachments = ARENA_NEW(arena, struct attachments);
    attachments->items = ARENA_ARRAY(arena, struct attachment, count);
    attachments->part.number = 1;
    for (size_t i = 0; i < statements->count; i++) {
        struct place *place = ARENA_NEW(arena, struct place);
        *place = statements->count == 1 ? root : place_element(&root, i);
        collect_both(attachments, &statements->items[i], place, arena);
    }
    arena_defer(arena, end_hash, attachments);
    return attachments;
}

size_t attachments_count(const struct attachments *attachments)
{
    return attachments->count;
}

const struct attachment *attachments_at(const struct attachments *attachments, size_t index)
{
    assert(index < attachments->count);
    return &attachments->items[index];
}

const struct attachment_part *attachments_part(const struct attachments *attachments)
{
    return &attachments->part;
}

/* ---- parts ---- */

enum status attachments_check_first_part(const struct header_list *headers, struct error *error)
{
    struct text type = headers_find(headers, "Content-Type");
    if (!media_type_is(type, "application/json")) {
        return FAIL(error, STATUS_INVALID,
                    "part 1: holds the statements, but its Content-Type is not "
                    "application/json " CLAUSE);
    }
    static const char *const plain[] = {"binary", "8bit", "7bit"};
    struct text encoding = headers_find(headers, "Content-Transfer-Encoding");
    bool is_plain = encoding.data == NULL;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        is_plain = is_plain || media_type_is(encoding, plain[i]);
    }
    return is_plain ? STATUS_OK
                    : FAIL(error, STATUS_INVALID,
                           "part 1: its Content-Transfer-Encoding is not binary " CLAUSE);
}

static bool has_hash(const struct attachment *attachment, struct text sha2)
{
    return text_equals(attachment->sha2, sha2);
}

/* What the attachments with the hash `told` say of their part; its sha2.data is NULL for none. */
static void describe(const struct attachments *attachments, struct text told,
                     struct attachment_part *part)
{
    char digits[SHA2_HEX_SIZE];
    if (told.length > SHA2_DIGITS_MAX) {
        return;
    }
    for (size_t i = 0; i < told.length; i++) {
        digits[i] = ascii_to_lower(told.data[i]);
    }
    for (size_t i = 0; i < attachments->count; i++) {
        const struct attachment *attachment = &attachments->items[i];
        if (has_hash(attachment, (struct text){digits, told.length})) {
            part->sha2 = attachment->sha2;
            part->type = attachment->content_type;
            part->is_repeated = attachment->is_received;
            part->is_signature = part->is_signature || attachment->is_signature;
        }
    }
}

static enum status hash_read(const struct attachments *attachments,
                             const struct header_list *headers, struct attachment_part *part,
                             struct error *error)
{
    struct text told = headers_find(headers, "X-Experience-API-Hash");
    if (told.data == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: lacks the header X-Experience-API-Hash, which tells the attachment "
                    "it is for " CLAUSE,
                    part->number);
    }
    describe(attachments, told, part);
    if (part->sha2.data == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: its X-Experience-API-Hash '%s' is the sha2 of no attachment of "
                    "these statements " CLAUSE,
                    part->number, show(told).text);
    }
    return STATUS_OK;
}

static bool types_equal(struct text left, struct text right)
{
    char type[256];
    struct text bare = media_type_of(left);
    if (bare.length >= sizeof type) {
        return false;
    }
    for (size_t i = 0; i < bare.length; i++) {
        type[i] = ascii_to_lower(bare.data[i]);
    }
    type[bare.length] = '\0';
    return media_type_is(right, type);
}

/* Communication 1.5.2: where a header has a corresponding property, they must match. */
static enum status type_check(const struct attachments *attachments, struct text type,
                              const struct attachment_part *part, struct error *error)
{
    for (size_t i = 0; i < attachments->count; i++) {
        const struct attachment *attachment = &attachments->items[i];
        if (has_hash(attachment, part->sha2) && types_equal(attachment->content_type, type)) {
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID,
                "part %zu: its Content-Type '%s' is not the contentType '%s' of its "
                "attachment " CLAUSE,
                part->number, show(type).text, show(part->type).text);
}

/* Up to 18 digits, which int64_t holds. */
static bool read_length(struct text text, int64_t *out)
{
    int64_t length = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (!ascii_is_digit(text.data[i]) || i == 18) {
            return false;
        }
        length = length * 10 + (text.data[i] - '0');
    }
    *out = length;
    return text.length > 0;
}

/* -1 in *out without a Content-Length. */
static enum status length_check(const struct attachments *attachments, struct text told,
                                const struct attachment_part *part, int64_t *out,
                                struct error *error)
{
    int64_t length = -1;
    if (told.data != NULL && !read_length(told, &length)) {
        return FAIL(error, STATUS_INVALID, "part %zu: its Content-Length is no number " CLAUSE,
                    part->number);
    }
    bool is_known = length < 0;
    for (size_t i = 0; i < attachments->count; i++) {
        const struct attachment *attachment = &attachments->items[i];
        bool is_equal =
            attachment->length >= (double)length && attachment->length <= (double)length;
        is_known = is_known || (is_equal && has_hash(attachment, part->sha2));
    }
    if (!is_known) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: its Content-Length %" PRId64
                    " is not the length of its attachment " CLAUSE,
                    part->number, length);
    }
    *out = length;
    return STATUS_OK;
}

static enum status headers_check(const struct attachments *attachments,
                                 const struct header_list *headers,
                                 const struct attachment_part *part, int64_t *out_length,
                                 struct error *error)
{
    if (!media_type_is(headers_find(headers, "Content-Transfer-Encoding"), "binary")) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: lacks the header Content-Transfer-Encoding: binary " CLAUSE,
                    part->number);
    }
    struct text type = headers_find(headers, "Content-Type");
    if (type.data != NULL) {
        enum status status = type_check(attachments, type, part, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return length_check(attachments, headers_find(headers, "Content-Length"), part, out_length,
                        error);
}

enum status attachments_begin_part(struct attachments *attachments,
                                   const struct header_list *headers, struct error *error)
{
    assert(attachments->sha2 == NULL);
    struct attachment_part part = {.number = attachments->part.number + 1};
    enum status status = hash_read(attachments, headers, &part, error);
    if (status == STATUS_OK) {
        status = headers_check(attachments, headers, &part, &attachments->told_length, error);
    }
    if (status == STATUS_OK) {
        attachments->part = part;
        attachments->sha2 = sha2_create(part.sha2.length);
        assert(attachments->sha2 != NULL); /* xapi/ lets no other length through */
    }
    return status;
}

void attachments_add(struct attachments *attachments, struct text bytes)
{
    attachments->part.length += bytes.length;
    sha2_add(attachments->sha2, bytes);
}

enum status attachments_end_part(struct attachments *attachments, struct error *error)
{
    const struct attachment_part *part = &attachments->part;
    char hex[SHA2_HEX_SIZE];
    sha2_to_hex(attachments->sha2, hex);
    end_hash(attachments);
    if (!text_is(part->sha2, hex)) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: its data has the hash '%s', not the '%s' of its "
                    "X-Experience-API-Hash " CLAUSE,
                    part->number, hex, show(part->sha2).text);
    }
    if (attachments->told_length >= 0 && (uint64_t)attachments->told_length != part->length) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: has %" PRIu64 " bytes, not the %" PRId64
                    " of its Content-Length " CLAUSE,
                    part->number, part->length, attachments->told_length);
    }
    for (size_t i = 0; i < attachments->count; i++) {
        struct attachment *attachment = &attachments->items[i];
        attachment->is_received = attachment->is_received || has_hash(attachment, part->sha2);
    }
    return STATUS_OK;
}

/* ---- the whole ---- */

enum status attachments_check_signatures(const struct attachments *attachments, struct text data,
                                         struct arena *arena, struct error *error)
{
    const struct signature *signature = NULL;
    const struct statement *checked = NULL; /* one may name the same data any number of times */
    enum status status = STATUS_OK;
    for (size_t i = 0; i < attachments->count && status == STATUS_OK; i++) {
        const struct attachment *item = &attachments->items[i];
        if (!item->is_signature || item->statement == checked ||
            !has_hash(item, attachments->part.sha2)) {
            continue;
        }
        if (signature == NULL) {
            status = signature_read(data, &item->place, arena, &signature, error);
        }
        if (status == STATUS_OK) {
            status = signature_compare(signature, item->statement, &item->place, arena, error);
        }
        checked = item->statement;
    }
    return status;
}

enum status attachments_complete(const struct attachments *attachments, struct error *error)
{
    for (size_t i = 0; i < attachments->count; i++) {
        const struct attachment *attachment = &attachments->items[i];
        if (attachment->is_received || (attachment->has_url && !attachment->is_signature)) {
            continue;
        }
        return BROKEN(&attachment->place, error,
                      "its data is not in the request: send it as a part of multipart/mixed with "
                      "X-Experience-API-Hash: %s%s",
                      show(attachment->sha2).text,
                      attachment->is_signature ? "" : ", or give its fileUrl");
    }
    return STATUS_OK;
}
