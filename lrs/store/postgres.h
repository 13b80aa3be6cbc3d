/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of the PostgreSQL engine share: a session, its state, how values and statements go
 * to the server, and how failures are told. */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include "store/backend.h"

#include <libpq-fe.h>

enum {
    POSTGRES_PREPARED_MAX = 128,
    POSTGRES_PARAMETERS_MAX = BACKEND_VALUES_MAX,
    POSTGRES_NAME_SIZE = 32,
};
enum { POSTGRES_BINARY = 1 }; /* the format of values, both ways */

/* A walk holds a portion of its rows: a few in the beginning, and then as many as should take so
 * many bytes if they are like those before them, but at least one. */
enum {
    POSTGRES_PORTION_FIRST = 16,
    POSTGRES_PORTION_GROWTH = 4,
    POSTGRES_PORTION_MAX = 500,
    POSTGRES_PORTION_BYTES = 4 << 20
};

enum postgres_role { ROLE_SERVING, ROLE_BESIDE, ROLE_READING };

/* A statement that the server has prepared, with what it takes each parameter for. */
struct postgres_prepared {
    char *sql; /* owned */
    size_t parameter_count;
    Oid types[POSTGRES_PARAMETERS_MAX];
};

/* Parameters as libpq wants them; bytes are borrowed from the values. */
struct postgres_binding {
    int count;
    Oid types[POSTGRES_PARAMETERS_MAX];
    const char *data[POSTGRES_PARAMETERS_MAX];
    int lengths[POSTGRES_PARAMETERS_MAX];
    int formats[POSTGRES_PARAMETERS_MAX];
    char numbers[POSTGRES_PARAMETERS_MAX][sizeof(uint64_t)];
};

/* A statement with its values, as it is sent. */
struct postgres_query {
    const char *sql;
    size_t number;                 /* among the prepared ones */
    char name[POSTGRES_NAME_SIZE]; /* that it is prepared under; empty: it is not */
    struct postgres_binding binding;
};

struct postgres_pipeline;

struct postgres_connection {
    struct connection base;
    char *url;
    PGconn *session;
    enum postgres_role role;
    bool in_transaction; /* as far as known, also when the session is lost */
    bool was_lost;       /* although libpq has not noticed: it answered without a SQLSTATE */
    bool may_repeat;     /* the last failure may be gone when the transaction is run again */
    size_t walks;        /* open ones */
    size_t portals;      /* named so far */
    struct postgres_prepared *prepared[POSTGRES_PREPARED_MAX];
    size_t prepared_count;
    struct postgres_pipeline *pipeline; /* of the session that serves; NULL: it has none */
    size_t round_trips;                 /* how often the server's answer was waited for */
};

static inline struct postgres_connection *postgres_own(struct connection *connection)
{
    return (struct postgres_connection *)connection;
}

bool postgres_is_lost(const struct postgres_connection *postgres);

/* Makes the session usable for `sql`. A lost one is opened again, unless a transaction was lost
 * with it: then everything is UNAVAILABLE until ROLLBACK, which has nothing left to do (*out_done).
 */
MUST_CHECK enum status postgres_ready(struct postgres_connection *postgres, const char *sql,
                                      bool *out_done, struct error *error);

/* Opens the session anew. */
MUST_CHECK enum status postgres_connect(struct postgres_connection *postgres, struct error *error);

/* Takes `result` and tells whether it is good; if not, what failed. */
MUST_CHECK enum status postgres_judge(struct postgres_connection *postgres, PGresult *result,
                                      const char *doing, PGresult **out, struct error *error);

/* The same for a result that was waited for: notes what became of the transaction. */
MUST_CHECK enum status postgres_check(struct postgres_connection *postgres, PGresult *result,
                                      const char *doing, PGresult **out, struct error *error);
void postgres_note_transaction(struct postgres_connection *postgres);

/* ---- statements and values on their way in (postgres_prepared.c) ---- */

void postgres_forget_prepared(struct postgres_connection *postgres);

void postgres_bind(struct postgres_binding *binding, const struct value *values, size_t count);

/* Makes *out of `sql` and `values`, which it borrows, and has the server prepare `sql` unless it
 * did before. */
MUST_CHECK enum status postgres_prepare(struct postgres_connection *postgres, const char *sql,
                                        const struct value *values, size_t count,
                                        struct postgres_query *out, struct error *error);

/* ---- commands that are not waited for (postgres_pipeline.c) ---- */

struct postgres_pipeline *postgres_pipeline_create(void);
void postgres_pipeline_destroy(struct postgres_pipeline *pipeline); /* NULL allowed */

/* Forgets what was sent and what failed: the transaction is gone. NULL allowed. */
void postgres_pipeline_reset(struct postgres_pipeline *pipeline);

/* Notes that the transaction has failed; what failed first is told from now on. */
void postgres_pipeline_fail(struct postgres_pipeline *pipeline, enum status status,
                            const struct error *why);

/* Whether commands need not be waited for: in a transaction of a session that has a pipeline. */
bool postgres_is_pipelined(const struct postgres_connection *postgres);

/* Waits for all that was sent and ends the pipeline, so that libpq's simple functions may be used.
 * Fails if any of it failed. */
MUST_CHECK enum status postgres_leave_pipeline(struct postgres_connection *postgres,
                                               struct error *error);

/* The answer, which the caller owns: foreseen, or asked for behind all that was sent. Fails with
 * what failed before. */
MUST_CHECK enum status postgres_ask(struct postgres_connection *postgres, const char *sql,
                                    const struct value *values, size_t count, PGresult **out,
                                    struct error *error);

/* The members of struct backend. */
enum status postgres_run(struct connection *connection, const char *sql, const struct value *values,
                         size_t count, struct error *error);
enum status postgres_settle(struct connection *connection, struct error *error);
void postgres_foresee(struct connection *connection, const char *sql, const struct value *values,
                      size_t count);

/* ---- answers (postgres_cursor.c, postgres_decode.c) ---- */

/* The members of struct backend that concern cursors. */
enum status postgres_begin(struct connection *connection, const char *sql,
                           const struct value *values, size_t count, struct cursor **out,
                           struct error *error);
enum status postgres_begin_walk(struct connection *connection, const char *sql,
                                const struct value *values, size_t count, struct cursor **out,
                                struct error *error);
enum status postgres_step(struct cursor *cursor, bool *out_row, struct error *error);
struct value postgres_column(struct cursor *cursor, size_t index);
size_t postgres_column_count(struct cursor *cursor);
const char *postgres_column_name(struct cursor *cursor, size_t index);
void postgres_end(struct cursor *cursor);

/* One column of a row in PostgreSQL's binary format, as the store's kinds of value. */
struct value postgres_decode(const PGresult *result, int row, int column);

#endif
