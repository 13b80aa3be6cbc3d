/* SPDX-License-Identifier: Apache-2.0 */

/* Chunks in and out of the table. */
#include "store/chunks.h"

#include "base/mem.h"

enum { DELETED_AT_ONCE = 64 };

enum status chunks_new_content(struct connection *connection, int64_t *out, struct error *error)
{
    /* Chunks without attachment and the other way round: either may have the highest number. */
    int64_t last = 0;
    enum status status = connection_integer(connection, "SELECT max(content) FROM attachment_chunk",
                                            NO_VALUES, &last, error);
    *out = last + 1;
    return status;
}

enum status chunk_put(struct connection *connection, int64_t content, int64_t number,
                      struct text bytes, struct error *error)
{
    return connection_run(
        connection, "INSERT INTO attachment_chunk (content, number, bytes) VALUES ($1, $2, $3)",
        VALUES(value_integer(content), value_integer(number), value_blob(bytes.data, bytes.length)),
        error);
}

/* Deletes the last chunks of `content`; *out_left tells whether there are more. */
static enum status delete_some(struct connection *connection, int64_t content, bool *out_left,
                               struct error *error)
{
    int64_t last = -1;
    enum status status = connection_integer(
        connection, "SELECT max(number) FROM attachment_chunk WHERE content = $1",
        VALUES(value_integer(content)), &last, error);
    *out_left = last >= DELETED_AT_ONCE;
    if (status != STATUS_OK || last < 0) {
        return status;
    }
    return connection_run(
        connection, "DELETE FROM attachment_chunk WHERE content = $1 AND number > $2",
        VALUES(value_integer(content), value_integer(last - DELETED_AT_ONCE)), error);
}

/* ---- while the store is in use ---- */

struct forgetting {
    struct store_write write;
    struct store *store;
    int64_t content;
    bool is_left;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct forgetting *self = (struct forgetting *)write;
    return delete_some(transaction->connection, self->content, &self->is_left, error);
}

static void submit(struct forgetting *self)
{
    struct error ignored;
    if (store_submit(self->store, &self->write, &ignored) != STATUS_OK) {
        free(self);
    }
}

static void done(struct store_write *write)
{
    struct forgetting *self = (struct forgetting *)write;
    if (write->status == STATUS_OK && self->is_left) {
        submit(self);
        return;
    }
    free(self);
}

void chunks_forget(struct store *store, int64_t content)
{
    struct forgetting *self = MEM_NEW(struct forgetting);
    *self = (struct forgetting){
        .write = {.apply = apply, .done = done}, .store = store, .content = content};
    submit(self);
}

/* ---- when it is opened ---- */

static enum status find_orphan(struct connection *connection, int64_t *out, struct error *error)
{
    *out = 0;
    return connection_integer(
        connection,
        "SELECT content FROM attachment_chunk WHERE number = 0 AND content NOT IN "
        "(SELECT content FROM attachment WHERE content IS NOT NULL) LIMIT 1",
        NO_VALUES, out, error);
}

enum status chunks_sweep(struct connection *connection, struct error *error)
{
    int64_t orphan = 0;
    enum status status = find_orphan(connection, &orphan, error);
    while (status == STATUS_OK && orphan != 0) {
        bool is_left = false;
        status = delete_some(connection, orphan, &is_left, error);
        if (status == STATUS_OK && !is_left) {
            status = find_orphan(connection, &orphan, error);
        }
    }
    return status;
}
