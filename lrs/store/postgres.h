/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of the PostgreSQL engine share: a session, its state, and how failures are told.
 */
#ifndef STORE_POSTGRES_H
#define STORE_POSTGRES_H

#include "store/backend.h"

#include <libpq-fe.h>

enum { POSTGRES_PREPARED_MAX = 128, POSTGRES_PARAMETERS_MAX = BACKEND_VALUES_MAX };

enum postgres_role { ROLE_SERVING, ROLE_BESIDE, ROLE_READING };

/* A statement that the server has prepared, with what it takes each parameter for. */
struct postgres_prepared {
    char *sql; /* owned */
    size_t parameter_count;
    Oid types[POSTGRES_PARAMETERS_MAX];
};

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

/* Takes `result` and tells whether it is good; if not, what failed. Notes what became of the
 * transaction. */
MUST_CHECK enum status postgres_check(struct postgres_connection *postgres, PGresult *result,
                                      const char *doing, PGresult **out, struct error *error);

void postgres_forget_prepared(struct postgres_connection *postgres);

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
