/* SPDX-License-Identifier: Apache-2.0 */

/* Running queries on a PostgreSQL session: prepared statements, values in binary both ways.
 *
 * A cursor holds the whole answer, so any number of them may be open on one session. A walk, whose
 * answer may be large, holds a portion of it: it is a cursor of the server, within a transaction.
 */
#include "store/postgres.h"

#include "base/mem.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* What the server calls its own types; they never change. */
enum { TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_TEXT = 25, TYPE_FLOAT8 = 701 };
enum { BINARY = 1, NAME_SIZE = 32, PORTION = 500 };

struct postgres_cursor {
    struct cursor base;
    PGresult *result; /* NULL: no rows */
    int row;
    char portal[NAME_SIZE]; /* of a walk; empty: the result is all there is */
    bool is_outermost;      /* of the walks: it has begun the transaction */
};

static struct postgres_cursor *own_cursor(struct cursor *cursor)
{
    return (struct postgres_cursor *)cursor;
}

/* ---- values on their way in ---- */

/* Parameters as libpq wants them. */
struct binding {
    int count;
    Oid types[POSTGRES_PARAMETERS_MAX];
    const char *data[POSTGRES_PARAMETERS_MAX];
    int lengths[POSTGRES_PARAMETERS_MAX];
    int formats[POSTGRES_PARAMETERS_MAX];
    char numbers[POSTGRES_PARAMETERS_MAX][sizeof(uint64_t)];
};

static void write_big_endian(uint64_t number, char *out)
{
    for (size_t i = 0; i < sizeof number; i++) {
        out[i] = (char)(number >> (8 * (sizeof number - 1 - i)) & 0xff);
    }
}

static void bind_number(struct binding *binding, size_t index, Oid type, const void *number)
{
    uint64_t bits = 0;
    memcpy(&bits, number, sizeof bits);
    write_big_endian(bits, binding->numbers[index]);
    binding->types[index] = type;
    binding->data[index] = binding->numbers[index];
    binding->lengths[index] = sizeof bits;
}

static void bind_bytes(struct binding *binding, size_t index, Oid type, struct text bytes)
{
    binding->types[index] = type;
    binding->data[index] = bytes.data == NULL ? "" : bytes.data;
    binding->lengths[index] = (int)bytes.length;
}

/* The type of NULL is for the server to find. */
static void bind(struct binding *binding, size_t index, const struct value *value)
{
    binding->formats[index] = BINARY;
    switch (value->kind) {
    case VALUE_NULL:
        binding->types[index] = 0;
        binding->data[index] = NULL;
        break;
    case VALUE_INTEGER:
        bind_number(binding, index, TYPE_INT8, &value->integer);
        break;
    case VALUE_REAL:
        bind_number(binding, index, TYPE_FLOAT8, &value->real);
        break;
    case VALUE_TEXT:
        bind_bytes(binding, index, TYPE_TEXT, value->bytes);
        break;
    case VALUE_BLOB:
        bind_bytes(binding, index, TYPE_BYTEA, value->bytes);
        break;
    }
}

static void bind_all(struct binding *binding, const struct value *values, size_t count)
{
    assert(count <= POSTGRES_PARAMETERS_MAX);
    binding->count = (int)count;
    for (size_t i = 0; i < count; i++) {
        bind(binding, i, &values[i]);
    }
}

/* ---- prepared statements ---- */

/* Whether what was prepared for other values takes these: NULL fits any type. */
static bool takes(const struct postgres_prepared *prepared, const struct binding *binding)
{
    for (int i = 0; i < binding->count; i++) {
        if (binding->types[i] != 0 && binding->types[i] != prepared->types[i]) {
            return false;
        }
    }
    return prepared->parameter_count == (size_t)binding->count;
}

static void name_prepared(size_t number, char *out)
{
    (void)snprintf(out, NAME_SIZE, "s%zu", number);
}

/* The types that the server has found for parameters that were NULL. */
static enum status describe(struct postgres_connection *postgres, const char *name,
                            struct postgres_prepared *prepared, struct error *error)
{
    PGresult *result = NULL;
    enum status status = postgres_check(postgres, PQdescribePrepared(postgres->session, name),
                                        "describe a query", &result, error);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < prepared->parameter_count; i++) {
        prepared->types[i] = PQparamtype(result, (int)i);
    }
    PQclear(result);
    return STATUS_OK;
}

static bool has_untyped(const struct binding *binding)
{
    for (int i = 0; i < binding->count; i++) {
        if (binding->types[i] == 0) {
            return true;
        }
    }
    return false;
}

static enum status prepare(struct postgres_connection *postgres, const char *sql,
                           const struct binding *binding, const char *name, struct error *error)
{
    PGresult *result = NULL;
    enum status status = postgres_check(
        postgres, PQprepare(postgres->session, name, sql, binding->count, binding->types),
        "understand a query", &result, error);
    if (status != STATUS_OK) {
        return status;
    }
    PQclear(result);
    struct postgres_prepared *prepared = MEM_NEW(struct postgres_prepared);
    prepared->sql = mem_copy_string(sql);
    prepared->parameter_count = (size_t)binding->count;
    memcpy(prepared->types, binding->types, sizeof prepared->types);
    postgres->prepared[postgres->prepared_count++] = prepared;
    return has_untyped(binding) ? describe(postgres, name, prepared, error) : STATUS_OK;
}

/* The name of `sql` prepared; empty when there are too many already. */
static enum status find_prepared(struct postgres_connection *postgres, const char *sql,
                                 const struct binding *binding, char *out_name, struct error *error)
{
    for (size_t i = 0; i < postgres->prepared_count; i++) {
        const struct postgres_prepared *prepared = postgres->prepared[i];
        if (strcmp(prepared->sql, sql) == 0 && takes(prepared, binding)) {
            name_prepared(i, out_name);
            return STATUS_OK;
        }
    }
    out_name[0] = '\0';
    if (postgres->prepared_count == POSTGRES_PREPARED_MAX) {
        return STATUS_OK;
    }
    name_prepared(postgres->prepared_count, out_name);
    return prepare(postgres, sql, binding, out_name, error);
}

static enum status run_once(struct postgres_connection *postgres, const char *sql,
                            const struct binding *binding, PGresult **out, struct error *error)
{
    char name[NAME_SIZE];
    enum status status = find_prepared(postgres, sql, binding, name, error);
    if (status != STATUS_OK) {
        return status;
    }
    PGresult *result =
        name[0] != '\0' ? PQexecPrepared(postgres->session, name, binding->count, binding->data,
                                         binding->lengths, binding->formats, BINARY)
                        : PQexecParams(postgres->session, sql, binding->count, binding->types,
                                       binding->data, binding->lengths, binding->formats, BINARY);
    return postgres_check(postgres, result, "run a query", out, error);
}

/* Outside a transaction what a lost session has left undone is done again on a new one. */
static enum status run(struct postgres_connection *postgres, const char *sql,
                       const struct binding *binding, PGresult **out, struct error *error)
{
    bool is_done = false;
    *out = NULL;
    enum status status = postgres_ready(postgres, sql, &is_done, error);
    if (status != STATUS_OK || is_done) {
        return status;
    }
    bool was_outside = !postgres->in_transaction;
    status = run_once(postgres, sql, binding, out, error);
    if (status == STATUS_OK || !was_outside || !postgres_is_lost(postgres)) {
        return status;
    }
    postgres->in_transaction = false;
    status = postgres_connect(postgres, error);
    return status == STATUS_OK ? run_once(postgres, sql, binding, out, error) : status;
}

static struct postgres_cursor *make_cursor(struct postgres_connection *postgres, PGresult *result)
{
    struct postgres_cursor *cursor = MEM_NEW(struct postgres_cursor);
    cursor->base.connection = &postgres->base;
    cursor->result = result;
    cursor->row = -1;
    return cursor;
}

enum status postgres_begin(struct connection *connection, const char *sql,
                           const struct value *values, size_t count, struct cursor **out,
                           struct error *error)
{
    struct postgres_connection *postgres = postgres_own(connection);
    struct binding binding;
    bind_all(&binding, values, count);
    PGresult *result = NULL;
    enum status status = run(postgres, sql, &binding, &result, error);
    if (status == STATUS_OK) {
        *out = &make_cursor(postgres, result)->base;
    }
    return status;
}

/* ---- walks ---- */

static enum status command(struct postgres_connection *postgres, const char *sql,
                           struct error *error)
{
    return connection_run(&postgres->base, sql, NO_VALUES, error);
}

/* DECLARE cannot be prepared once for all, so it is planned each time: for the values at hand. */
static enum status declare(struct postgres_connection *postgres, const char *portal,
                           const char *sql, const struct binding *binding, struct error *error)
{
    size_t size = strlen(sql) + 2 * NAME_SIZE;
    AUTO(free) char *text = mem_zeroed(1, size);
    (void)snprintf(text, size, "DECLARE %s CURSOR FOR %s", portal, sql);
    PGresult *result = NULL;
    enum status status =
        postgres_check(postgres,
                       PQexecParams(postgres->session, text, binding->count, binding->types,
                                    binding->data, binding->lengths, binding->formats, BINARY),
                       "run a query", &result, error);
    if (status == STATUS_OK) {
        PQclear(result);
    }
    return status;
}

static enum status fetch(struct postgres_cursor *cursor, struct error *error)
{
    struct postgres_connection *postgres = postgres_own(cursor->base.connection);
    char text[2 * NAME_SIZE];
    (void)snprintf(text, sizeof text, "FETCH %d FROM %s", PORTION, cursor->portal);
    PQclear(cursor->result);
    cursor->result = NULL;
    cursor->row = -1;
    return postgres_check(postgres,
                          PQexecParams(postgres->session, text, 0, NULL, NULL, NULL, NULL, BINARY),
                          "go on with a query", &cursor->result, error);
}

enum status postgres_begin_walk(struct connection *connection, const char *sql,
                                const struct value *values, size_t count, struct cursor **out,
                                struct error *error)
{
    struct postgres_connection *postgres = postgres_own(connection);
    struct binding binding;
    bind_all(&binding, values, count);
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool is_outermost = postgres->role == ROLE_READING && postgres->walks == 0 &&
                        PQtransactionStatus(postgres->session) != PQTRANS_INTRANS;
    enum status status = is_outermost ? command(postgres, "BEGIN READ ONLY", error) : STATUS_OK;
    if (status != STATUS_OK) {
        return status;
    }
    struct postgres_cursor *walk = make_cursor(postgres, NULL);
    cursor = &walk->base;
    walk->is_outermost = is_outermost;
    postgres->walks++;
    (void)snprintf(walk->portal, sizeof walk->portal, "walk%zu", ++postgres->portals);
    status = declare(postgres, walk->portal, sql, &binding, error);
    if (status == STATUS_OK) {
        status = fetch(walk, error);
    }
    if (status == STATUS_OK) {
        *out = TAKE(cursor);
    }
    return status;
}

static void end_walk(struct postgres_cursor *cursor)
{
    struct postgres_connection *postgres = postgres_own(cursor->base.connection);
    struct error ignored; /* who ends a walk has its rows, or has been told why not */
    postgres->walks -= postgres->walks > 0;
    if (cursor->is_outermost) {
        (void)!command(postgres, "ROLLBACK", &ignored);
        return;
    }
    char text[2 * NAME_SIZE];
    (void)snprintf(text, sizeof text, "CLOSE %s", cursor->portal);
    if (PQtransactionStatus(postgres->session) == PQTRANS_INTRANS) {
        PQclear(PQexec(postgres->session, text));
    }
}

/* ---- rows ---- */

enum status postgres_step(struct cursor *cursor, bool *out_row, struct error *error)
{
    struct postgres_cursor *own = own_cursor(cursor);
    int rows = PQntuples(own->result);
    own->row++;
    if (own->row == rows && rows == PORTION && own->portal[0] != '\0') {
        enum status status = fetch(own, error);
        if (status != STATUS_OK) {
            return status;
        }
        own->row = 0;
        rows = PQntuples(own->result);
    }
    *out_row = own->row < rows;
    return STATUS_OK;
}

struct value postgres_column(struct cursor *cursor, size_t index)
{
    const struct postgres_cursor *own = own_cursor(cursor);
    return postgres_decode(own->result, own->row, (int)index);
}

size_t postgres_column_count(struct cursor *cursor)
{
    return (size_t)PQnfields(own_cursor(cursor)->result);
}

const char *postgres_column_name(struct cursor *cursor, size_t index)
{
    return PQfname(own_cursor(cursor)->result, (int)index);
}

void postgres_end(struct cursor *cursor)
{
    struct postgres_cursor *own = own_cursor(cursor);
    if (own->portal[0] != '\0') {
        end_walk(own);
    }
    PQclear(own->result);
    free(own);
}
