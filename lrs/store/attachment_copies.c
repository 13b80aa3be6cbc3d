/* SPDX-License-Identifier: Apache-2.0 */

/* Attachments in pieces of a chunk: hashed, and written where they are wanted. */
#include "store/attachment_copies.h"

#include "attachments/sha2.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/attachment_files.h"
#include "store/chunks.h"

#include <assert.h>
#include <string.h>
#include <unistd.h>

enum status attachments_walk(struct connection *connection, attachment_visitor visit, void *context,
                             struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin_walk(
        connection, "SELECT sha2, length, content FROM attachment ORDER BY number", NO_VALUES,
        &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        struct text sha2 = cursor_text(cursor, 0);
        struct stored_attachment attachment = {.length = (uint64_t)cursor_integer(cursor, 1),
                                               .is_file =
                                                   cursor_column(cursor, 2).kind == VALUE_NULL,
                                               .content = cursor_integer(cursor, 2)};
        memcpy(attachment.sha2, sha2.data,
               sha2.length < SHA2_NAME_MAX ? sha2.length : SHA2_NAME_MAX);
        status = visit(context, &attachment, error);
    }
    return status;
}

/* Where data comes from, and what is made of it. */
struct passage {
    const struct stored_attachment *attachment;
    struct connection *connection; /* of chunks */
    int source;                    /* of a file */
    int target;                    /* the same; -1: none */
    struct connection *taker;      /* of chunks; NULL: none */
    int64_t content;               /* their number there */
    struct sha2 *sha2;
    char *chunk;
};

static enum status read_chunk(const struct passage *passage, uint64_t offset, size_t length,
                              struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(passage->connection,
                     "SELECT bytes FROM attachment_chunk WHERE content = $1 AND number = $2",
                     VALUES(value_integer(passage->attachment->content),
                            value_integer((int64_t)(offset / ATTACHMENT_CHUNK))),
                     &cursor, error);
    bool row = false;
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    struct text bytes = row ? cursor_text(cursor, 0) : (struct text){"", 0};
    if (bytes.length != length) {
        return FAIL(error, STATUS_CONFLICT, "'%s' lacks data in the database",
                    passage->attachment->sha2);
    }
    memcpy(passage->chunk, bytes.data, length);
    return STATUS_OK;
}

static enum status pass_piece(const struct passage *passage, uint64_t offset, size_t length,
                              struct error *error)
{
    enum status status = passage->source >= 0 ? attachment_file_read(passage->source, offset,
                                                                     passage->chunk, length, error)
                                              : read_chunk(passage, offset, length, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text bytes = {passage->chunk, length};
    sha2_add(passage->sha2, bytes);
    if (passage->taker != NULL) {
        return chunk_put(passage->taker, passage->content, (int64_t)(offset / ATTACHMENT_CHUNK),
                         bytes, error);
    }
    return passage->target >= 0 ? attachment_file_write(passage->target, bytes, error) : STATUS_OK;
}

static enum status pass_all(struct passage *passage, struct error *error)
{
    const struct stored_attachment *attachment = passage->attachment;
    AUTO(sha2_destroy) struct sha2 *sha2 = sha2_create(strlen(attachment->sha2));
    AUTO(free) char *chunk = mem_zeroed(1, ATTACHMENT_CHUNK);
    if (sha2 == NULL) {
        return FAIL(error, STATUS_CONFLICT, "'%s' is no SHA-2", attachment->sha2);
    }
    passage->sha2 = sha2;
    passage->chunk = chunk;
    uint64_t offset = 0;
    do { /* once for no data at all: a content has a chunk */
        uint64_t left = attachment->length - offset;
        size_t length = left < ATTACHMENT_CHUNK ? (size_t)left : ATTACHMENT_CHUNK;
        enum status status = pass_piece(passage, offset, length, error);
        if (status != STATUS_OK) {
            return status;
        }
        offset += length;
    } while (offset < attachment->length);
    char hex[SHA2_HEX_SIZE];
    sha2_to_hex(sha2, hex);
    if (strcmp(hex, attachment->sha2) != 0) {
        return FAIL(error, STATUS_CONFLICT, "the data of '%s' has another hash", attachment->sha2);
    }
    return STATUS_OK;
}

static enum status open_file(const char *folder, const char *sha2, int *out, struct error *error)
{
    if (folder == NULL) {
        return FAIL(error, STATUS_CONFLICT, "'%s' is said to be a file, and there is no folder",
                    sha2);
    }
    return attachment_file_open(folder, sha2, out, error);
}

static enum status open_source(struct passage *passage, const char *folder, struct error *error)
{
    return passage->attachment->is_file
               ? open_file(folder, passage->attachment->sha2, &passage->source, error)
               : STATUS_OK;
}

static void close_source(struct passage *passage)
{
    if (passage->source >= 0) {
        (void)close(passage->source);
    }
}

enum status attachment_verify(struct connection *connection, const char *folder,
                              const struct stored_attachment *attachment, struct error *error)
{
    struct passage passage = {
        .attachment = attachment, .connection = connection, .source = -1, .target = -1};
    enum status status = open_source(&passage, folder, error);
    status = status == STATUS_OK ? pass_all(&passage, error) : status;
    close_source(&passage);
    return status;
}

/* Whole, durable and checked under its temporary name, then named. */
static enum status copy_file(struct passage *passage, const char *to, struct error *error)
{
    char path[ATTACHMENT_PATH_SIZE];
    enum status status = attachment_file_make(to, true, path, &passage->target, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = pass_all(passage, error);
    status = status == STATUS_OK ? attachment_file_sync(passage->target, error) : status;
    (void)close(passage->target);
    if (status == STATUS_OK) {
        status = attachment_file_keep(to, path, passage->attachment->sha2, error);
    }
    if (status != STATUS_OK) {
        (void)unlink(path);
    }
    return status;
}

enum status attachment_move(const struct attachment_place *from, const struct attachment_place *to,
                            const struct stored_attachment *attachment, int64_t content,
                            struct error *error)
{
    struct passage passage = {.attachment = attachment,
                              .connection = from->connection,
                              .source = -1,
                              .target = -1,
                              .taker = to->folder == NULL ? to->connection : NULL,
                              .content = content};
    enum status status = open_source(&passage, from->folder, error);
    if (status == STATUS_OK) {
        status =
            to->folder == NULL ? pass_all(&passage, error) : copy_file(&passage, to->folder, error);
    }
    close_source(&passage);
    return status;
}

enum status attachment_copy(const char *from, const char *to,
                            const struct stored_attachment *attachment, struct error *error)
{
    assert(attachment->is_file);
    struct error ignored;
    if (attachment_verify(NULL, to, attachment, &ignored) == STATUS_OK) {
        return STATUS_OK;
    }
    const struct attachment_place source = {.folder = from};
    const struct attachment_place target = {.folder = to};
    return attachment_move(&source, &target, attachment, 0, error);
}
