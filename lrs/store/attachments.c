/* SPDX-License-Identifier: Apache-2.0 */

/* Attachments' data on its way out, and what is done about them when a store is opened. */
#include "store/attachments.h"

#include "base/mem.h"
#include "store/attachment_files.h"
#include "store/chunks.h"
#include "store/internal.h"

#include <assert.h>
#include <unistd.h>

enum status attachment_find(struct connection *connection, struct text sha2, bool *out_row,
                            struct stored_attachment *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(connection, "SELECT length, content FROM attachment WHERE sha2 = $1",
                     VALUES(value_text(sha2)), &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, out_row, error) : status;
    if (status != STATUS_OK || !*out_row) {
        return status;
    }
    assert(sha2.length <= SHA2_NAME_MAX);
    *out = (struct stored_attachment){.length = (uint64_t)cursor_integer(cursor, 0),
                                      .is_file = cursor_column(cursor, 1).kind == VALUE_NULL,
                                      .content = cursor_integer(cursor, 1)};
    memcpy(out->sha2, sha2.data, sha2.length);
    return STATUS_OK;
}

enum status store_find_attachment(struct store *store, struct text sha2,
                                  struct stored_attachment *out, struct error *error)
{
    bool row = false;
    struct connection *reader = store_borrow_reader(store);
    enum status status = attachment_find(reader, sha2, &row, out, error);
    store_return_reader(store, reader);
    if (status == STATUS_OK && !row) {
        return FAIL(error, STATUS_NOT_FOUND, "no attachment '%.*s' is stored",
                    TEXT_ARGUMENTS(sha2));
    }
    return status;
}

bool attachment_is_there(const struct store *store, const struct stored_attachment *attachment)
{
    return !attachment->is_file ||
           (store->attachments_folder != NULL &&
            attachment_file_exists(store->attachments_folder, attachment->sha2));
}

struct attachment_reader {
    struct store *store;
    const struct stored_attachment *attachment;
    int descriptor; /* of a file */
};

enum status attachment_open(struct store *store, const struct stored_attachment *attachment,
                            struct attachment_reader **out, struct error *error)
{
    int descriptor = -1;
    if (attachment->is_file) {
        assert(store->attachments_folder != NULL);
        enum status status =
            attachment_file_open(store->attachments_folder, attachment->sha2, &descriptor, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    struct attachment_reader *reader = MEM_NEW(struct attachment_reader);
    *reader = (struct attachment_reader){store, attachment, descriptor};
    *out = reader;
    return STATUS_OK;
}

void attachment_close(struct attachment_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    if (reader->descriptor >= 0) {
        (void)close(reader->descriptor);
    }
    free(reader);
}

static enum status read_chunk(struct connection *connection, const struct attachment_reader *reader,
                              uint64_t offset, char *buffer, size_t length, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        connection, "SELECT bytes FROM attachment_chunk WHERE content = $1 AND number = $2",
        VALUES(value_integer(reader->attachment->content),
               value_integer((int64_t)(offset / ATTACHMENT_CHUNK))),
        &cursor, error);
    bool row = false;
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    struct text bytes = row ? cursor_text(cursor, 0) : (struct text){"", 0};
    size_t start = (size_t)(offset % ATTACHMENT_CHUNK);
    if (bytes.length < start + length) {
        return FAIL(error, STATUS_UNAVAILABLE, "attachments: '%s' lacks data in the database",
                    reader->attachment->sha2);
    }
    memcpy(buffer, bytes.data + start, length);
    return STATUS_OK;
}

static size_t smaller(uint64_t left, size_t right)
{
    return left < right ? (size_t)left : right;
}

enum status attachment_read(struct attachment_reader *reader, uint64_t offset, char *buffer,
                            size_t room, size_t *out_length, struct error *error)
{
    assert(offset < reader->attachment->length && room > 0);
    size_t length = smaller(reader->attachment->length - offset, room);
    *out_length = length;
    if (reader->attachment->is_file) {
        return attachment_file_read(reader->descriptor, offset, buffer, length, error);
    }
    length = smaller(ATTACHMENT_CHUNK - offset % ATTACHMENT_CHUNK, length);
    *out_length = length;
    struct connection *connection = store_borrow_reader(reader->store);
    enum status status = read_chunk(connection, reader, offset, buffer, length, error);
    store_return_reader(reader->store, connection);
    return status;
}

/* ---- when the store is opened ---- */

static enum status is_kept(void *context, const char *sha2, bool *out, struct error *error)
{
    struct stored_attachment found = {.is_file = false};
    enum status status = attachment_find(context, text_of(sha2), out, &found, error);
    *out = *out && found.is_file;
    return status;
}

enum status attachments_sweep_files(struct store *store, struct connection *connection,
                                    struct error *error)
{
    return store->attachments_folder == NULL
               ? STATUS_OK
               : attachment_files_sweep(store->attachments_folder, is_kept, connection, error);
}

enum status attachments_sweep(struct store *store, struct error *error)
{
    enum status status = attachments_sweep_files(store, store->connection, error);
    return status == STATUS_OK ? chunks_sweep(store->connection, error) : status;
}
