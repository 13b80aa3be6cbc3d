/* SPDX-License-Identifier: Apache-2.0 */

/* Attachments' data on its way in: a temporary file, then the folder or the database. */
#include "store/attachments.h"

#include "base/mem.h"
#include "store/attachment_files.h"
#include "store/chunks.h"
#include "store/internal.h"

#include <assert.h>
#include <unistd.h>

/* A file is synchronised whenever so much of it is not, so that no thread ever waits for a
 * gigabyte. */
enum { SYNC_EVERY = 16 << 20 };

struct upload {
    struct store *store;
    bool is_file; /* it stays a file */
    char path[ATTACHMENT_PATH_SIZE];
    int descriptor;
    uint64_t length;
    uint64_t unsynced;
    char sha2[SHA2_NAME_MAX + 1];
    bool is_copied;   /* into the database: all of it, durably */
    int64_t content;  /* of its chunks; 0: none yet */
    uint64_t copied;  /* durably */
    uint64_t copying; /* once the write at hand is durable */
    bool is_kept;
};

enum status upload_begin(struct store *store, struct upload **out, struct error *error)
{
    AUTO(upload_destroy) struct upload *upload = MEM_NEW(struct upload);
    const char *folder = store->attachments_folder;
    upload->store = store;
    upload->is_file = folder != NULL && store->attachments == ATTACHMENTS_IN_FOLDER;
    upload->descriptor = -1;
    enum status status =
        attachment_file_make(folder, upload->is_file, upload->path, &upload->descriptor, error);
    if (status != STATUS_OK) {
        return status;
    }
    *out = TAKE(upload);
    return STATUS_OK;
}

void upload_destroy(struct upload *upload)
{
    if (upload == NULL) {
        return;
    }
    if (upload->descriptor >= 0) {
        (void)close(upload->descriptor);
    }
    if (upload->path[0] != '\0' && !upload->is_kept) {
        (void)unlink(upload->path);
    }
    bool has_chunks = upload->copied > 0 || upload->is_copied;
    if (has_chunks && !upload->is_kept) {
        chunks_forget(upload->store, upload->content);
    }
    free(upload);
}

enum status upload_add(struct upload *upload, struct text bytes, struct error *error)
{
    enum status status = attachment_file_write(upload->descriptor, bytes, error);
    upload->length += bytes.length;
    upload->unsynced += bytes.length;
    if (status != STATUS_OK || !upload->is_file || upload->unsynced < SYNC_EVERY) {
        return status;
    }
    upload->unsynced = 0;
    return attachment_file_sync(upload->descriptor, error);
}

enum status upload_end(struct upload *upload, struct text sha2, struct error *error)
{
    assert(sha2.length <= SHA2_NAME_MAX);
    memcpy(upload->sha2, sha2.data, sha2.length);
    return upload->is_file ? attachment_file_sync(upload->descriptor, error) : STATUS_OK;
}

bool upload_is_ready(const struct upload *upload)
{
    return upload->is_file || upload->is_copied;
}

static enum status copy_chunk(struct transaction *transaction, struct upload *upload, char *chunk,
                              struct error *error)
{
    uint64_t left = upload->length - upload->copying;
    size_t length = left < ATTACHMENT_CHUNK ? (size_t)left : ATTACHMENT_CHUNK;
    enum status status =
        attachment_file_read(upload->descriptor, upload->copying, chunk, length, error);
    if (status == STATUS_OK) {
        status = chunk_put(transaction->connection, upload->content,
                           (int64_t)(upload->copying / ATTACHMENT_CHUNK),
                           (struct text){chunk, length}, error);
    }
    upload->copying += length;
    return status;
}

/* Begins where the last durable step has ended: the writer may call again for the same step. */
enum status transaction_copy_upload(struct transaction *transaction, struct upload *upload,
                                    struct error *error)
{
    const struct backend *backend = transaction->connection->backend;
    if (backend->trim != NULL) {
        backend->trim(transaction->connection); /* of the pages of the step before */
    }
    enum status status = STATUS_OK;
    if (upload->copied == 0) {
        status = chunks_new_content(transaction->connection, &upload->content, error);
    }
    AUTO(free) char *chunk = mem_zeroed(1, ATTACHMENT_CHUNK);
    upload->copying = upload->copied;
    uint64_t end = upload->copied + UPLOAD_STEP;
    end = end < upload->length ? end : upload->length;
    do { /* once for no data at all: the content must be there */
        status = status == STATUS_OK ? copy_chunk(transaction, upload, chunk, error) : status;
    } while (status == STATUS_OK && upload->copying < end);
    return status;
}

void upload_advance(struct upload *upload)
{
    upload->copied = upload->copying;
    upload->is_copied = upload->copied == upload->length;
}

static enum status put_row(struct connection *connection, const struct upload *upload,
                           struct error *error)
{
    return connection_run(
        connection,
        "INSERT INTO attachment (sha2, length, content) VALUES ($1, $2, $3) "
        "ON CONFLICT (sha2) DO UPDATE SET length = excluded.length, content = excluded.content",
        VALUES(value_string(upload->sha2), value_integer((int64_t)upload->length),
               upload->is_file ? value_null() : value_integer(upload->content)),
        error);
}

/* Another process that was started meanwhile may have swept what had no row yet. */
static enum status check_chunks(struct connection *connection, const struct upload *upload,
                                struct error *error)
{
    int64_t wanted =
        upload->length == 0 ? 1 : (int64_t)((upload->length - 1) / ATTACHMENT_CHUNK) + 1;
    int64_t found = 0;
    enum status status =
        connection_integer(connection, "SELECT count(*) FROM attachment_chunk WHERE content = $1",
                           VALUES(value_integer(upload->content)), &found, error);
    if (status == STATUS_OK && found != wanted) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "the attachment '%s' is not complete in the database; send it again",
                    upload->sha2);
    }
    return status;
}

enum status transaction_keep_upload(struct transaction *transaction, struct upload *upload,
                                    struct error *error)
{
    assert(upload_is_ready(upload));
    bool is_known = false;
    struct stored_attachment known;
    struct text sha2 = text_of(upload->sha2);
    enum status status = attachment_find(transaction->connection, sha2, &is_known, &known, error);
    if (status != STATUS_OK || (is_known && attachment_is_there(upload->store, &known))) {
        return status;
    }
    if (upload->is_file) {
        const char *folder = upload->store->attachments_folder;
        status = attachment_file_keep(folder, upload->path, upload->sha2, error);
    } else {
        status = check_chunks(transaction->connection, upload, error);
    }
    status = status == STATUS_OK ? put_row(transaction->connection, upload, error) : status;
    upload->is_kept = status == STATUS_OK;
    return status;
}
