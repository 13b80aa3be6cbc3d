/* SPDX-License-Identifier: Apache-2.0 */

/* The table of SQL engines, and small helpers over the seam. */
#include "store/backend.h"

#include "base/file.h"
#include "store/bodies.h"
#include "store/tally_sorts.h"

#include <assert.h>
#include <string.h>

static const struct backend *const backends[] = {&backend_postgres, &backend_sqlite};

const struct backend *backend_of(const char *url, const char **out_location)
{
    for (size_t i = 0; i < sizeof backends / sizeof backends[0]; i++) {
        size_t length = strlen(backends[i]->scheme);
        if (strncmp(url, backends[i]->scheme, length) == 0 && url[length] == ':') {
            *out_location = url + length + 1;
            return backends[i];
        }
    }
    return NULL;
}

enum status backend_check_file(const struct backend *backend, const char *location,
                               struct error *error)
{
    if (backend->files == NULL || strcmp(location, ":memory:") == 0 || file_exists(location)) {
        return STATUS_OK;
    }
    return FAIL(
        error, STATUS_NOT_FOUND,
        "there is no file '%s', hence no store; check its name, and which folder you are in "
        "('ibest-lrs serve' begins a new store)",
        location);
}

struct value value_null(void)
{
    return (struct value){.kind = VALUE_NULL};
}

struct value value_integer(int64_t integer)
{
    return (struct value){.kind = VALUE_INTEGER, .integer = integer};
}

struct value value_real(double real)
{
    return (struct value){.kind = VALUE_REAL, .real = real};
}

struct value value_text(struct text text)
{
    return (struct value){.kind = VALUE_TEXT, .bytes = text};
}

struct value value_string(const char *string)
{
    return string == NULL ? value_null() : value_text(text_of(string));
}

struct value value_blob(const void *bytes, size_t length)
{
    return (struct value){.kind = VALUE_BLOB, .bytes = {.data = bytes, .length = length}};
}

struct value value_uuid(const struct uuid *uuid)
{
    return value_blob(uuid->bytes, sizeof uuid->bytes);
}

void connection_close(struct connection *connection)
{
    if (connection != NULL) {
        bodies_destroy(connection->bodies);
        tally_sorts_destroy(connection->sorts);
        connection->backend->close(connection);
    }
}

enum status cursor_begin(struct connection *connection, const char *sql, const struct value *values,
                         size_t count, struct cursor **out, struct error *error)
{
    return connection->backend->begin(connection, sql, values, count, out, error);
}

enum status cursor_begin_walk(struct connection *connection, const char *sql,
                              const struct value *values, size_t count, struct cursor **out,
                              struct error *error)
{
    const struct backend *backend = connection->backend;
    return backend->begin_walk == NULL
               ? backend->begin(connection, sql, values, count, out, error)
               : backend->begin_walk(connection, sql, values, count, out, error);
}

enum status cursor_step(struct cursor *cursor, bool *out_row, struct error *error)
{
    return cursor->connection->backend->step(cursor, out_row, error);
}

struct value cursor_column(struct cursor *cursor, size_t index)
{
    return cursor->connection->backend->column(cursor, index);
}

int64_t cursor_integer(struct cursor *cursor, size_t index)
{
    return cursor_column(cursor, index).integer;
}

struct text cursor_text(struct cursor *cursor, size_t index)
{
    return cursor_column(cursor, index).bytes;
}

struct uuid cursor_uuid(struct cursor *cursor, size_t index)
{
    struct uuid uuid = {{0}};
    struct text bytes = cursor_text(cursor, index);
    assert(bytes.length == sizeof uuid.bytes || bytes.data == NULL);
    if (bytes.data != NULL) {
        memcpy(uuid.bytes, bytes.data, sizeof uuid.bytes);
    }
    return uuid;
}

void cursor_end(struct cursor *cursor)
{
    if (cursor != NULL) {
        cursor->connection->backend->end(cursor);
    }
}

enum status connection_run(struct connection *connection, const char *sql,
                           const struct value *values, size_t count, struct error *error)
{
    if (connection->backend->run != NULL) {
        return connection->backend->run(connection, sql, values, count, error);
    }
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(connection, sql, values, count, &cursor, error);
    bool row = true;
    while (status == STATUS_OK && row) {
        status = cursor_step(cursor, &row, error);
    }
    return status;
}

enum status connection_settle(struct connection *connection, struct error *error)
{
    return connection->backend->settle == NULL ? STATUS_OK
                                               : connection->backend->settle(connection, error);
}

void connection_foresee(struct connection *connection, const char *sql, const struct value *values,
                        size_t count)
{
    if (connection->backend->foresee != NULL) {
        connection->foreseen++;
        connection->backend->foresee(connection, sql, values, count);
    }
}

enum status connection_integer(struct connection *connection, const char *sql,
                               const struct value *values, size_t count, int64_t *out,
                               struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(connection, sql, values, count, &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status == STATUS_OK && row && cursor_column(cursor, 0).kind != VALUE_NULL) {
        *out = cursor_integer(cursor, 0);
    }
    return status;
}

enum status connection_is_alone(struct connection *connection, bool *out, struct error *error)
{
    const char *question = connection->backend->is_alone;
    int64_t alone = 1;
    enum status status = question == NULL
                             ? STATUS_OK
                             : connection_integer(connection, question, NO_VALUES, &alone, error);
    *out = alone != 0;
    return status;
}

enum status connection_put(struct connection *connection, const char *update, const char *insert,
                           const struct value *values, size_t count, struct error *error)
{
    int64_t found = 0;
    enum status status = connection_integer(connection, update, values, count, &found, error);
    return status == STATUS_OK && found == 0
               ? connection_run(connection, insert, values, count, error)
               : status;
}
