/* SPDX-License-Identifier: Apache-2.0 */

/* Attachments that only erased statements named. Which statements name one, no table tells: they
 * are read, once, if there is any data that may go. */
#include "store/attachments.h"
#include "store/bodies.h"
#include "store/erasure_parts.h"

#include <ctype.h>

typedef void (*hash_visitor)(void *context, struct text sha2);

/* In lower case, as they are kept. */
static void visit_hashes(const json_t *attachments, hash_visitor visit, void *context)
{
    for (size_t i = 0; i < json_array_size(attachments); i++) {
        const json_t *sha2 = json_object_get(json_array_get(attachments, i), "sha2");
        char lower[SHA2_NAME_MAX + 1];
        size_t length = json_string_length(sha2);
        if (length == 0 || length > SHA2_NAME_MAX) {
            continue;
        }
        for (size_t j = 0; j < length; j++) {
            lower[j] = (char)tolower((unsigned char)json_string_value(sha2)[j]);
        }
        visit(context, (struct text){lower, length});
    }
}

/* Those of the statement, and of a SubStatement in it. */
static void visit_named(const json_t *statement, hash_visitor visit, void *context)
{
    visit_hashes(json_object_get(statement, "attachments"), visit, context);
    visit_hashes(json_object_get(json_object_get(statement, "object"), "attachments"), visit,
                 context);
}

static void add(void *context, struct text sha2)
{
    struct erasing *erasing = context;
    erasing->attachments =
        arena_grow(erasing->arena, erasing->attachments, erasing->attachment_count,
                   &erasing->attachment_capacity, sizeof *erasing->attachments);
    erasing->attachments[erasing->attachment_count++] =
        (struct text){arena_copy(erasing->arena, sha2), sha2.length};
}

void erasing_add_attachments(struct erasing *erasing, const struct statement *statement)
{
    visit_named(statement->json, add, erasing);
}

/* ---- what others name ---- */

static void spare(void *context, struct text sha2)
{
    struct erasing *erasing = context;
    for (size_t i = 0; i < erasing->attachment_count; i++) {
        if (text_equals(erasing->attachments[i], sha2)) {
            erasing->attachments[i--] = erasing->attachments[--erasing->attachment_count];
        }
    }
}

/* Leaves those of which there is data. */
static enum status keep_stored(struct erasing *erasing, struct error *error)
{
    enum status status = STATUS_OK;
    size_t kept = 0;
    for (size_t i = 0; i < erasing->attachment_count && status == STATUS_OK; i++) {
        struct stored_attachment found = {.is_file = false};
        bool row = false;
        status = attachment_find(erasing->transaction->connection, erasing->attachments[i], &row,
                                 &found, error);
        if (status == STATUS_OK && row) {
            erasing->attachments[kept++] = erasing->attachments[i];
        }
    }
    erasing->attachment_count = kept;
    return status;
}

static enum status spare_named(struct erasing *erasing, struct cursor *cursor, struct error *error)
{
    struct text members;
    enum status status = bodies_read(cursor, 0, &members, error);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement statement = {0};
    if (status != STATUS_OK) {
        return status;
    }
    status = statement_read_stored(members, text_of("{}"), arena, &statement, error);
    if (status == STATUS_OK) {
        visit_named(statement.json, spare, erasing);
    }
    return status;
}

static enum status spare_all_named(struct erasing *erasing, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin_walk(erasing->transaction->connection,
                          "SELECT members FROM statement ORDER BY seq", NO_VALUES, &cursor, error);
    bool row = true;
    while (status == STATUS_OK && erasing->attachment_count > 0) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = spare_named(erasing, cursor, error);
    }
    return status;
}

/* ---- dropping ---- */

/* Several statements may have named it: then it is gone the second time. */
static enum status drop(struct erasing *erasing, struct text sha2, struct error *error)
{
    struct connection *connection = erasing->transaction->connection;
    struct stored_attachment found = {.is_file = false};
    bool row = false;
    enum status status = attachment_find(connection, sha2, &row, &found, error);
    if (status != STATUS_OK || !row) {
        return status;
    }
    erasing->summary.attachments++;
    if (!found.is_file) {
        status = connection_run(connection, "DELETE FROM attachment_chunk WHERE content = $1",
                                VALUES(value_integer(found.content)), error);
    }
    return status == STATUS_OK
               ? connection_run(connection, "DELETE FROM attachment WHERE sha2 = $1",
                                VALUES(value_text(sha2)), error)
               : status;
}

enum status erasing_drop_attachments(struct erasing *erasing, struct error *error)
{
    enum status status = keep_stored(erasing, error);
    if (status == STATUS_OK && erasing->attachment_count > 0) {
        status = spare_all_named(erasing, error);
    }
    for (size_t i = 0; i < erasing->attachment_count && status == STATUS_OK; i++) {
        status = drop(erasing, erasing->attachments[i], error);
    }
    return status;
}
