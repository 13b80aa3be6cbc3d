/* SPDX-License-Identifier: Apache-2.0 */

/* Credentials: rows that access/ makes and checks. */
#include "base/arena.h"
#include "store/internal.h"

enum status transaction_put_credential(struct transaction *transaction,
                                       const struct credential *credential, struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO credential (key, secret_hash, name, scopes, created_us) "
        "VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO UPDATE SET "
        "secret_hash = excluded.secret_hash, name = excluded.name, scopes = excluded.scopes",
        VALUES(value_string(credential->key), value_string(credential->secret_hash),
               value_string(credential->name), value_string(credential->scopes),
               value_integer(credential->created_us)),
        error);
}

static enum status find(struct connection *reader, const char *key, credential_visitor visit,
                        void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        reader, "SELECT secret_hash, name, scopes, created_us FROM credential WHERE key = $1",
        VALUES(value_string(key)), &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!row) {
        return FAIL(error, STATUS_NOT_FOUND, "no credential has this key");
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct credential credential = {
        .key = key,
        .secret_hash = arena_copy(arena, cursor_text(cursor, 0)),
        .name = arena_copy(arena, cursor_text(cursor, 1)),
        .scopes = arena_copy(arena, cursor_text(cursor, 2)),
        .created_us = cursor_integer(cursor, 3),
    };
    return visit(context, &credential, error);
}

enum status store_find_credential(struct store *store, const char *key, credential_visitor visit,
                                  void *context, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = find(reader, key, visit, context, error);
    store_return_reader(store, reader);
    return status;
}
