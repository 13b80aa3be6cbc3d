/* SPDX-License-Identifier: Apache-2.0 */

/* Running queries on a PostgreSQL session: prepared statements, values in binary both ways.
 *
 * A cursor holds the whole answer, so any number of them may be open on one session. A walk, whose
 * answer may be large, holds a portion of it: it is a cursor of the server, within a transaction.
 */
#include "store/postgres.h"

#include "base/mem.h"

#include <stdio.h>
#include <string.h>

struct postgres_cursor {
    struct cursor base;
    PGresult *result; /* NULL: no rows */
    int row;
    int portion;                     /* of a walk: how many rows were asked for */
    char portal[POSTGRES_NAME_SIZE]; /* of a walk; empty: the result is all there is */
    bool is_outermost;               /* of the walks: it has begun the transaction */
};

static struct postgres_cursor *own_cursor(struct cursor *cursor)
{
    return (struct postgres_cursor *)cursor;
}

static enum status execute(struct postgres_connection *postgres, const char *sql,
                           const struct value *values, size_t count, PGresult **out,
                           struct error *error)
{
    struct postgres_query query;
    enum status status = postgres_leave_pipeline(postgres, error);
    if (status == STATUS_OK) {
        status = postgres_prepare(postgres, sql, values, count, &query, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct postgres_binding *binding = &query.binding;
    PGresult *result =
        query.name[0] != '\0'
            ? PQexecPrepared(postgres->session, query.name, binding->count, binding->data,
                             binding->lengths, binding->formats, POSTGRES_BINARY)
            : PQexecParams(postgres->session, sql, binding->count, binding->types, binding->data,
                           binding->lengths, binding->formats, POSTGRES_BINARY);
    return postgres_check(postgres, result, "run a query", out, error);
}

static enum status run_once(struct postgres_connection *postgres, const char *sql,
                            const struct value *values, size_t count, PGresult **out,
                            struct error *error)
{
    return postgres_is_pipelined(postgres) ? postgres_ask(postgres, sql, values, count, out, error)
                                           : execute(postgres, sql, values, count, out, error);
}

/* Outside a transaction what a lost session has left undone is done again on a new one. */
static enum status run(struct postgres_connection *postgres, const char *sql,
                       const struct value *values, size_t count, PGresult **out,
                       struct error *error)
{
    bool is_done = false;
    *out = NULL;
    enum status status = postgres_ready(postgres, sql, &is_done, error);
    if (status != STATUS_OK || is_done) {
        return status;
    }
    bool was_outside = !postgres->in_transaction;
    status = run_once(postgres, sql, values, count, out, error);
    if (status == STATUS_OK || !was_outside || !postgres_is_lost(postgres)) {
        return status;
    }
    postgres->in_transaction = false;
    status = postgres_connect(postgres, error);
    return status == STATUS_OK ? run_once(postgres, sql, values, count, out, error) : status;
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
    PGresult *result = NULL;
    enum status status = run(postgres, sql, values, count, &result, error);
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

/* One that libpq's simple functions run, alone on the session. */
static enum status run_unprepared(struct postgres_connection *postgres, const char *sql,
                                  const struct postgres_binding *binding, PGresult **out,
                                  struct error *error)
{
    enum status status = postgres_leave_pipeline(postgres, error);
    if (status != STATUS_OK) {
        return status;
    }
    return postgres_check(postgres,
                          PQexecParams(postgres->session, sql, binding->count, binding->types,
                                       binding->data, binding->lengths, binding->formats,
                                       POSTGRES_BINARY),
                          "run a query", out, error);
}

/* DECLARE cannot be prepared once for all, so it is planned each time: for the values at hand. */
static enum status declare(struct postgres_connection *postgres, const char *portal,
                           const char *sql, const struct postgres_binding *binding,
                           struct error *error)
{
    size_t size = strlen(sql) + (size_t)2 * POSTGRES_NAME_SIZE;
    AUTO(free) char *text = mem_zeroed(1, size);
    (void)snprintf(text, size, "DECLARE %s CURSOR FOR %s", portal, sql);
    PGresult *result = NULL;
    enum status status = run_unprepared(postgres, text, binding, &result, error);
    if (status == STATUS_OK) {
        PQclear(result);
    }
    return status;
}

static int smaller(int one, int other)
{
    return one < other ? one : other;
}

/* How many rows to ask for, after those that are there. */
static int next_portion(const struct postgres_cursor *cursor)
{
    if (cursor->result == NULL) {
        return POSTGRES_PORTION_FIRST;
    }
    size_t row_bytes = PQresultMemorySize(cursor->result) / (size_t)cursor->portion + 1;
    int fitting = (int)(POSTGRES_PORTION_BYTES / row_bytes);
    int portion = smaller(cursor->portion * POSTGRES_PORTION_GROWTH, POSTGRES_PORTION_MAX);
    return fitting < 1 ? 1 : smaller(fitting, portion);
}

static enum status fetch(struct postgres_cursor *cursor, struct error *error)
{
    static const struct postgres_binding none = {0};
    char text[2 * POSTGRES_NAME_SIZE];
    cursor->portion = next_portion(cursor);
    (void)snprintf(text, sizeof text, "FETCH %d FROM %s", cursor->portion, cursor->portal);
    PQclear(cursor->result);
    cursor->result = NULL;
    cursor->row = -1;
    return run_unprepared(postgres_own(cursor->base.connection), text, &none, &cursor->result,
                          error);
}

enum status postgres_begin_walk(struct connection *connection, const char *sql,
                                const struct value *values, size_t count, struct cursor **out,
                                struct error *error)
{
    struct postgres_connection *postgres = postgres_own(connection);
    struct postgres_binding binding;
    postgres_bind(&binding, values, count);
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
    char text[2 * POSTGRES_NAME_SIZE];
    (void)snprintf(text, sizeof text, "CLOSE %s", cursor->portal);
    if (postgres_leave_pipeline(postgres, &ignored) == STATUS_OK &&
        PQtransactionStatus(postgres->session) == PQTRANS_INTRANS) {
        PQclear(PQexec(postgres->session, text));
    }
}

/* ---- rows ---- */

enum status postgres_step(struct cursor *cursor, bool *out_row, struct error *error)
{
    struct postgres_cursor *own = own_cursor(cursor);
    int rows = PQntuples(own->result);
    own->row++;
    if (own->row == rows && rows == own->portion && own->portal[0] != '\0') {
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
