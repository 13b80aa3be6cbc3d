/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of pseudonym_key. */
#include "store/pseudonym_keys.h"

#include "store/internal.h"

enum status transaction_put_pseudonym_key(struct transaction *transaction, struct text bytes,
                                          int64_t created_us, struct error *error)
{
    return connection_run(transaction->connection,
                          "INSERT INTO pseudonym_key (number, bytes, created_us) "
                          "SELECT coalesce(max(number), 0) + 1, $1, $2 FROM pseudonym_key",
                          VALUES(value_blob(bytes.data, bytes.length), value_integer(created_us)),
                          error);
}

enum status transaction_has_pseudonym_key(struct transaction *transaction, bool *out,
                                          struct error *error)
{
    int64_t last = 0;
    enum status status = connection_integer(
        transaction->connection, "SELECT max(number) FROM pseudonym_key", NO_VALUES, &last, error);
    *out = last > 0;
    return status;
}

static enum status find(struct connection *reader, struct arena *arena, struct text *out,
                        struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status =
        cursor_begin(reader, "SELECT bytes FROM pseudonym_key ORDER BY number DESC LIMIT 1",
                     NO_VALUES, &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    *out = (struct text){NULL, 0};
    if (status == STATUS_OK && row) {
        struct text bytes = cursor_text(cursor, 0);
        *out = (struct text){arena_copy(arena, bytes), bytes.length};
    }
    return status;
}

enum status store_find_pseudonym_key(struct store *store, struct arena *arena, struct text *out,
                                     struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = find(reader, arena, out, error);
    store_return_reader(store, reader);
    return status;
}
