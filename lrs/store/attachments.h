/* SPDX-License-Identifier: Apache-2.0 */

/* The data of attachments: taken in pieces, kept once for each SHA-2 hash in a folder beside the
 * database or inside it, read in pieces. Never whole in memory. */
#ifndef STORE_ATTACHMENTS_H
#define STORE_ATTACHMENTS_H

#include "store/store.h"

/* ---- in ----
 *
 *     upload_begin, upload_add ..., upload_end    while the request arrives
 *     while !upload_is_ready: a write that calls transaction_copy_upload(), then upload_advance()
 *     the statement's own write calls transaction_keep_upload()
 *     upload_destroy
 *
 * So the data is durable before the statement is visible, and no transaction is large. */
struct upload;

/* The limit of one transaction_copy_upload(). */
enum { ATTACHMENT_CHUNK = 64 << 10, UPLOAD_STEP = 64 * ATTACHMENT_CHUNK };

/* Begins to take data into a temporary file that only this user may read. One thread at a time.
 * *out is owned by the caller. UNAVAILABLE: no file can be made. */
MUST_CHECK enum status upload_begin(struct store *store, struct upload **out, struct error *error);

/* Forgets what was not kept. Call it before store_close(). */
void upload_destroy(struct upload *upload);
DEFINE_AUTO(struct upload, upload_destroy);

/* UNAVAILABLE: the disk is full or broken. Now and then waits until it has written. */
MUST_CHECK enum status upload_add(struct upload *upload, struct text bytes, struct error *error);

/* That was all. `sha2` is its hash in lower-case hexadecimal, which the caller has computed: the
 * name to keep it under, at most SHA2_NAME_MAX digits. UNAVAILABLE as above. */
enum { SHA2_NAME_MAX = 128 };
MUST_CHECK enum status upload_end(struct upload *upload, struct text sha2, struct error *error);

/* True once all data is where it will be kept: at once in the folder, step by step in the database.
 */
bool upload_is_ready(const struct upload *upload);

/* Inside apply(): copies the next UPLOAD_STEP bytes into the database. */
MUST_CHECK enum status transaction_copy_upload(struct transaction *transaction,
                                               struct upload *upload, struct error *error);

/* The write that has called transaction_copy_upload() was durable. */
void upload_advance(struct upload *upload);

/* Inside apply(), once it is ready: keeps the data, unless this hash is kept already. A file that
 * was lost is replaced. */
MUST_CHECK enum status transaction_keep_upload(struct transaction *transaction,
                                               struct upload *upload, struct error *error);

/* ---- out ---- */

struct stored_attachment {
    char sha2[SHA2_NAME_MAX + 1];
    uint64_t length;
    bool is_file;
    int64_t content; /* if it is none: of its chunks */
};

/* NOT_FOUND unless data of this hash is kept. */
MUST_CHECK enum status store_find_attachment(struct store *store, struct text sha2,
                                             struct stored_attachment *out, struct error *error);

/* False if it is a file that was lost, as with a backup of the database alone. */
bool attachment_is_there(const struct store *store, const struct stored_attachment *attachment);

/* Reads data of `attachment`, which must outlive the reader. One thread at a time. *out is owned
 * by the caller. UNAVAILABLE: it is not where it was kept. */
struct attachment_reader;
MUST_CHECK enum status attachment_open(struct store *store,
                                       const struct stored_attachment *attachment,
                                       struct attachment_reader **out, struct error *error);
void attachment_close(struct attachment_reader *reader);
DEFINE_AUTO(struct attachment_reader, attachment_close);

/* Writes up to `room` bytes from `offset` on to `buffer`, in the database up to the end of a chunk;
 * at least one, as `offset` must lie before the end. UNAVAILABLE. */
MUST_CHECK enum status attachment_read(struct attachment_reader *reader, uint64_t offset,
                                       char *buffer, size_t room, size_t *out_length,
                                       struct error *error);

#endif
