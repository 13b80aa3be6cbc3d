/* SPDX-License-Identifier: Apache-2.0 */

/* Statements and values on their way to a PostgreSQL server: prepared once a session, values in
 * binary. */
#include "store/postgres.h"

#include "base/mem.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

/* What the server calls its own types; they never change. */
enum { TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_TEXT = 25, TYPE_FLOAT8 = 701 };

/* ---- values on their way in ---- */

static void write_big_endian(uint64_t number, char *out)
{
    for (size_t i = 0; i < sizeof number; i++) {
        out[i] = (char)(number >> (8 * (sizeof number - 1 - i)) & 0xff);
    }
}

static void bind_number(struct postgres_binding *binding, size_t index, Oid type,
                        const void *number)
{
    uint64_t bits = 0;
    memcpy(&bits, number, sizeof bits);
    write_big_endian(bits, binding->numbers[index]);
    binding->types[index] = type;
    binding->data[index] = binding->numbers[index];
    binding->lengths[index] = sizeof bits;
}

static void bind_bytes(struct postgres_binding *binding, size_t index, Oid type, struct text bytes)
{
    binding->types[index] = type;
    binding->data[index] = bytes.data == NULL ? "" : bytes.data;
    binding->lengths[index] = (int)bytes.length;
}

/* The type of NULL is for the server to find. */
static void bind(struct postgres_binding *binding, size_t index, const struct value *value)
{
    binding->formats[index] = POSTGRES_BINARY;
    switch (value->kind) {
    case VALUE_NULL:
        binding->types[index] = 0;
        binding->data[index] = NULL;
        binding->lengths[index] = 0;
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

void postgres_bind(struct postgres_binding *binding, const struct value *values, size_t count)
{
    assert(count <= POSTGRES_PARAMETERS_MAX);
    binding->count = (int)count;
    for (size_t i = 0; i < count; i++) {
        bind(binding, i, &values[i]);
    }
}

/* ---- prepared statements ---- */

/* Whether what was prepared for other values takes these: NULL fits any type. */
static bool takes(const struct postgres_prepared *prepared, const struct postgres_binding *binding)
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
    (void)snprintf(out, POSTGRES_NAME_SIZE, "s%zu", number);
}

void postgres_forget_prepared(struct postgres_connection *postgres)
{
    for (size_t i = 0; i < postgres->prepared_count; i++) {
        free(postgres->prepared[i]->sql);
        free(postgres->prepared[i]);
    }
    postgres->prepared_count = 0;
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

static bool has_untyped(const struct postgres_binding *binding)
{
    for (int i = 0; i < binding->count; i++) {
        if (binding->types[i] == 0) {
            return true;
        }
    }
    return false;
}

/* First ends what goes on without being waited for: this is done once a session. */
static enum status prepare(struct postgres_connection *postgres, const struct postgres_query *query,
                           struct error *error)
{
    const struct postgres_binding *binding = &query->binding;
    enum status status = postgres_leave_pipeline(postgres, error);
    if (status != STATUS_OK) {
        return status;
    }
    PGresult *result = NULL;
    status = postgres_check(
        postgres,
        PQprepare(postgres->session, query->name, query->sql, binding->count, binding->types),
        "understand a query", &result, error);
    if (status != STATUS_OK) {
        return status;
    }
    PQclear(result);
    struct postgres_prepared *prepared = MEM_NEW(struct postgres_prepared);
    prepared->sql = mem_copy_string(query->sql);
    prepared->parameter_count = (size_t)binding->count;
    memcpy(prepared->types, binding->types, sizeof prepared->types);
    postgres->prepared[postgres->prepared_count++] = prepared;
    return has_untyped(binding) ? describe(postgres, query->name, prepared, error) : STATUS_OK;
}

static bool find_prepared(const struct postgres_connection *postgres, struct postgres_query *query)
{
    for (query->number = 0; query->number < postgres->prepared_count; query->number++) {
        const struct postgres_prepared *prepared = postgres->prepared[query->number];
        if (strcmp(prepared->sql, query->sql) == 0 && takes(prepared, &query->binding)) {
            return true;
        }
    }
    return false;
}

enum status postgres_prepare(struct postgres_connection *postgres, const char *sql,
                             const struct value *values, size_t count, struct postgres_query *out,
                             struct error *error)
{
    out->sql = sql;
    out->name[0] = '\0';
    postgres_bind(&out->binding, values, count);
    bool is_prepared = find_prepared(postgres, out);
    if (out->number == POSTGRES_PREPARED_MAX) {
        return STATUS_OK;
    }
    name_prepared(out->number, out->name);
    return is_prepared ? STATUS_OK : prepare(postgres, out, error);
}
