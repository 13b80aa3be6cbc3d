/* SPDX-License-Identifier: Apache-2.0 */

/* Credentials: rows that access/ makes and checks. */
#include "base/arena.h"
#include "store/internal.h"

int64_t store_credentials_change(struct store *store)
{
    const struct backend *backend = store->connection->backend;
    return backend->read_mark == NULL ? STORE_CHANGE_UNKNOWN
                                      : backend->read_mark(store->connection);
}

static const char *said(const char *text)
{
    return text == NULL ? "" : text;
}

enum status transaction_put_credential(struct transaction *transaction,
                                       const struct credential *credential, struct error *error)
{
    transaction->changes_credentials = true;
    return connection_run(
        transaction->connection,
        "INSERT INTO credential (key, secret_hash, name, scopes, disclosure, organisation, "
        "created_us, strict_profiles) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (key) DO "
        "UPDATE SET "
        "secret_hash = excluded.secret_hash, name = excluded.name, scopes = excluded.scopes, "
        "disclosure = excluded.disclosure, organisation = excluded.organisation, "
        "strict_profiles = excluded.strict_profiles",
        VALUES(value_string(credential->key), value_string(credential->secret_hash),
               value_string(credential->name), value_string(credential->scopes),
               value_string(said(credential->disclosure)),
               value_string(said(credential->organisation)), value_integer(credential->created_us),
               value_integer(credential->strict_profiles)),
        error);
}

enum status transaction_delete_credential(struct transaction *transaction, const char *key,
                                          struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    transaction->changes_credentials = true;
    enum status status =
        cursor_begin(transaction->connection, "DELETE FROM credential WHERE key = $1 RETURNING key",
                     VALUES(value_string(key)), &cursor, error);
    bool row = false;
    bool more = true;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status == STATUS_OK && row) {
        status = cursor_step(cursor, &more, error);
    }
    if (status == STATUS_OK && !row) {
        return FAIL(error, STATUS_NOT_FOUND, "no credential has the key '%s'", key);
    }
    return status;
}

#define CREDENTIAL_COLUMNS \
    "key, secret_hash, name, scopes, created_us, disclosure, organisation, strict_profiles"

static enum status visit_row(struct cursor *cursor, credential_visitor visit, void *context,
                             struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct credential credential = {
        .key = arena_copy(arena, cursor_text(cursor, 0)),
        .secret_hash = arena_copy(arena, cursor_text(cursor, 1)),
        .name = arena_copy(arena, cursor_text(cursor, 2)),
        .scopes = arena_copy(arena, cursor_text(cursor, 3)),
        .created_us = cursor_integer(cursor, 4),
        .disclosure = arena_copy(arena, cursor_text(cursor, 5)),
        .organisation = arena_copy(arena, cursor_text(cursor, 6)),
        .strict_profiles = cursor_integer(cursor, 7) != 0,
    };
    return visit(context, &credential, error);
}

static enum status find(struct connection *reader, const char *key, credential_visitor visit,
                        void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(reader, "SELECT " CREDENTIAL_COLUMNS " FROM credential WHERE key = $1",
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
    return visit_row(cursor, visit, context, error);
}

enum status store_find_credential(struct store *store, const char *key, credential_visitor visit,
                                  void *context, struct error *error)
{
    enum status status = find(store_lock_door(store), key, visit, context, error);
    store_unlock_door(store);
    return status;
}

static enum status list(struct connection *reader, credential_visitor visit, void *context,
                        struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        reader, "SELECT " CREDENTIAL_COLUMNS " FROM credential ORDER BY created_us, key", NULL, 0,
        &cursor, error);
    bool row = true;
    while (status == STATUS_OK && row) {
        status = cursor_step(cursor, &row, error);
        if (status == STATUS_OK && row) {
            status = visit_row(cursor, visit, context, error);
        }
    }
    return status;
}

enum status store_list_credentials(struct store *store, credential_visitor visit, void *context,
                                   struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = list(reader, visit, context, error);
    store_return_reader(store, reader);
    return status;
}
