/* SPDX-License-Identifier: Apache-2.0 */

/* Documents: state, activity profile, agent profile. */
#include "store/internal.h"

#define WHERE_KEY "WHERE kind = $1 AND activity = $2 AND agent = $3 "

struct key_values {
    struct value items[6];
    size_t count;
};

/* An absent registration is stored as an empty blob. */
static struct value registration_value(const struct document_key *key)
{
    return key->has_registration ? value_uuid(&key->registration) : value_blob(NULL, 0);
}

static struct key_values values_of(const struct document_key *key)
{
    return (struct key_values){.items = {value_integer((int64_t)key->kind),
                                         value_text(key->activity), value_text(key->agent)},
                               .count = 3};
}

/* The values of "WHERE_KEY AND id = $4 AND registration = $5". */
static struct key_values values_of_one(const struct document_key *key)
{
    struct key_values values = values_of(key);
    values.items[values.count++] = value_text(key->id);
    values.items[values.count++] = registration_value(key);
    return values;
}

/* Reads updated_us and content_type, which stand at `column` and behind it. */
static struct document read_document(struct cursor *cursor, size_t column)
{
    return (struct document){.updated_us = cursor_integer(cursor, column),
                             .content_type = cursor_text(cursor, column + 1)};
}

static struct document read_with_content(struct cursor *cursor)
{
    struct document document = read_document(cursor, 0);
    document.content = cursor_text(cursor, 2);
    return document;
}

/* A cursor that stands on the document, or *out_row false. */
static enum status find(struct connection *connection, const struct document_key *key,
                        struct cursor **out, bool *out_row, struct error *error)
{
    struct key_values values = values_of_one(key);
    enum status status = cursor_begin(connection,
                                      "SELECT updated_us, content_type, content FROM "
                                      "document " WHERE_KEY "AND id = $4 AND registration = $5",
                                      values.items, values.count, out, error);
    return status == STATUS_OK ? cursor_step(*out, out_row, error) : status;
}

static enum status store_content(struct transaction *transaction, const struct document_key *key,
                                 const struct document *document, struct error *error)
{
    return connection_put(
        transaction->connection,
        "UPDATE document SET updated_us = $1, content_type = $2, content = $3 WHERE kind = $4 "
        "AND activity = $5 AND agent = $6 AND id = $7 AND registration = $8 RETURNING 1",
        "INSERT INTO document (updated_us, content_type, content, kind, activity, agent, id, "
        "registration) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        VALUES(value_integer(store_stamp_us(transaction->store)),
               value_text(document->content_type),
               value_blob(document->content.data, document->content.length),
               value_integer((int64_t)key->kind), value_text(key->activity), value_text(key->agent),
               value_text(key->id), registration_value(key)),
        error);
}

/* *out borrows from *cursor, which the caller ends; it is empty when *row says that there is none.
 */
static enum status find_with_content(struct connection *connection, const struct document_key *key,
                                     struct cursor **cursor, struct document *out, bool *row,
                                     struct error *error)
{
    enum status status = find(connection, key, cursor, row, error);
    if (status == STATUS_OK) {
        *out = *row ? read_with_content(*cursor) : (struct document){0};
    }
    return status;
}

enum status transaction_put_document(struct transaction *transaction,
                                     const struct document_key *key, document_change change,
                                     void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct document stored;
    bool row = false;
    enum status status =
        find_with_content(transaction->connection, key, &cursor, &stored, &row, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct document changed = {0};
    status = change(context, row ? &stored : NULL, &changed, error);
    return status == STATUS_OK ? store_content(transaction, key, &changed, error) : status;
}

static enum status ask(struct transaction *transaction, const struct document_key *key,
                       document_change change, void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct document stored;
    bool row = false;
    enum status status =
        find_with_content(transaction->connection, key, &cursor, &stored, &row, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct document ignored = {0};
    return change(context, row ? &stored : NULL, &ignored, error);
}

static enum status delete_all(struct transaction *transaction, const struct document_key *key,
                              struct error *error)
{
    struct key_values values = values_of(key);
    if (!key->has_registration) {
        return connection_run(transaction->connection, "DELETE FROM document " WHERE_KEY,
                              values.items, values.count, error);
    }
    values.items[values.count++] = registration_value(key);
    return connection_run(transaction->connection,
                          "DELETE FROM document " WHERE_KEY "AND registration = $4", values.items,
                          values.count, error);
}

enum status transaction_delete_documents(struct transaction *transaction,
                                         const struct document_key *key, document_change change,
                                         void *context, struct error *error)
{
    if (key->id.data == NULL) {
        return delete_all(transaction, key, error);
    }
    enum status status = change == NULL ? STATUS_OK : ask(transaction, key, change, context, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct key_values values = values_of_one(key);
    return connection_run(transaction->connection,
                          "DELETE FROM document " WHERE_KEY "AND id = $4 AND registration = $5",
                          values.items, values.count, error);
}

static enum status get(struct connection *reader, const struct document_key *key,
                       document_visitor visit, void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = find(reader, key, &cursor, &row, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (!row) {
        return FAIL(error, STATUS_NOT_FOUND, "no document '%.*s' is stored there",
                    TEXT_ARGUMENTS(key->id));
    }
    struct document document = read_with_content(cursor);
    return visit(context, key, &document, error);
}

enum status store_get_document(struct store *store, const struct document_key *key,
                               document_visitor visit, void *context, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = get(reader, key, visit, context, error);
    store_return_reader(store, reader);
    return status;
}

static enum status begin_list(struct connection *reader, const struct document_key *key,
                              int64_t since_us, struct cursor **out, struct error *error)
{
    struct key_values values = values_of(key);
    values.items[values.count++] = value_integer(since_us);
    if (!key->has_registration) {
        return cursor_begin(reader,
                            "SELECT id, registration, updated_us, content_type FROM "
                            "document " WHERE_KEY "AND updated_us > $4 ORDER BY id, registration",
                            values.items, values.count, out, error);
    }
    values.items[values.count++] = registration_value(key);
    return cursor_begin(reader,
                        "SELECT id, registration, updated_us, content_type FROM "
                        "document " WHERE_KEY
                        "AND updated_us > $4 AND registration = $5 ORDER BY id",
                        values.items, values.count, out, error);
}

static void read_key(struct cursor *cursor, struct document_key *key)
{
    key->id = cursor_text(cursor, 0);
    key->has_registration = cursor_text(cursor, 1).length > 0;
    if (key->has_registration) {
        key->registration = cursor_uuid(cursor, 1);
    }
}

static enum status list(struct connection *reader, const struct document_key *key, int64_t since_us,
                        document_visitor visit, void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = begin_list(reader, key, since_us, &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        struct document_key found = *key;
        read_key(cursor, &found);
        struct document document = read_document(cursor, 2);
        status = visit(context, &found, &document, error);
    }
    return status;
}

enum status store_list_documents(struct store *store, const struct document_key *key,
                                 int64_t since_us, document_visitor visit, void *context,
                                 struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = list(reader, key, since_us, visit, context, error);
    store_return_reader(store, reader);
    return status;
}
