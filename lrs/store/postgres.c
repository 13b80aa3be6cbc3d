/* SPDX-License-Identifier: Apache-2.0 */

/* The PostgreSQL engine: sessions of libpq, opened again when they are lost.
 *
 * A session that is lost outside a transaction is opened again and the command repeated: outside
 * there are only reads and BEGIN. One that is lost inside takes the transaction with it; the writer
 * rolls back and does the whole transaction again (should_repeat). With several hosts in the URL
 * libpq finds the one that takes writes, so a failover is a lost session like any other. */
#include "store/postgres.h"

#include "base/embed.h"
#include "base/mem.h"

#include <stdio.h>
#include <string.h>

extern const struct embedded_file postgres_migrations[];

/* Any numbers that stay as they are. */
#define SCHEMA_LOCK "9274"
#define SERVING_LOCK "9275"
#define TURN_LOCK "9276"

enum { URL_LIMIT = 3000, MESSAGE_LIMIT = 400 };

/* By SQLSTATE or its class, the longer first: what may succeed later, and whether by doing the same
 * transaction again at once. Everything else is a fault of ours. */
static const struct {
    const char *begins;
    bool repeat;
} passing[] = {
    {"25006", true},  /* this server has become a standby */
    {"55P03", false}, /* a lock was not to be had in time */
    {"57014", false}, /* cancelled, or over the server's own time limit */
    {"57P", true},    /* the server is stopping or starting */
    {"40", true},     /* deadlock, serialization failure */
    {"08", true},     /* the session is lost */
    {"28", false},    /* the password has changed */
    {"53", false},    /* disk full, out of memory, too many sessions */
    {"58", false},    /* the disk fails */
    {"XX", false},    /* the data is damaged */
};

bool postgres_is_lost(const struct postgres_connection *postgres)
{
    return postgres->was_lost || PQstatus(postgres->session) == CONNECTION_BAD;
}

static enum status classify(struct postgres_connection *postgres, const char *state)
{
    postgres->was_lost = state == NULL;
    postgres->may_repeat = postgres_is_lost(postgres);
    if (postgres->may_repeat) {
        return STATUS_UNAVAILABLE;
    }
    for (size_t i = 0; i < sizeof passing / sizeof passing[0]; i++) {
        if (strncmp(state, passing[i].begins, strlen(passing[i].begins)) == 0) {
            postgres->may_repeat = passing[i].repeat;
            return STATUS_UNAVAILABLE;
        }
    }
    return STATUS_INTERNAL;
}

/* libpq ends what it says with a line break. */
static int message_length(const char *message)
{
    size_t length = strcspn(message, "\n");
    return (int)(length < MESSAGE_LIMIT ? length : MESSAGE_LIMIT);
}

/* SQLite takes any bytes for text. */
#define STATE_NOT_UTF8 "22021"

static enum status fail(struct postgres_connection *postgres, const PGresult *result,
                        const char *doing, struct error *error)
{
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char *message =
        result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    if (message == NULL) {
        message = PQerrorMessage(postgres->session);
    }
    if (state != NULL && strcmp(state, STATE_NOT_UTF8) == 0) {
        return FAIL(error, STATUS_INVALID, "a text is not well-formed UTF-8; send it so");
    }
    return FAIL(error, classify(postgres, state), "the database failed to %s: %.*s (SQLSTATE %s)",
                doing, message_length(message), message, state == NULL ? "none" : state);
}

void postgres_note_transaction(struct postgres_connection *postgres)
{
    PGTransactionStatusType now = PQtransactionStatus(postgres->session);
    if (now != PQTRANS_UNKNOWN) {
        postgres->in_transaction = now != PQTRANS_IDLE;
    }
}

enum status postgres_judge(struct postgres_connection *postgres, PGresult *result,
                           const char *doing, PGresult **out, struct error *error)
{
    switch (PQresultStatus(result)) {
    case PGRES_COMMAND_OK:
    case PGRES_TUPLES_OK:
    case PGRES_EMPTY_QUERY:
        postgres->may_repeat = false;
        *out = result;
        return STATUS_OK;
    default: {
        enum status status = fail(postgres, result, doing, error);
        PQclear(result);
        return status;
    }
    }
}

enum status postgres_check(struct postgres_connection *postgres, PGresult *result,
                           const char *doing, PGresult **out, struct error *error)
{
    postgres->round_trips++;
    postgres_note_transaction(postgres);
    struct error why;
    enum status status = postgres_judge(postgres, result, doing, out, &why);
    if (status == STATUS_OK) {
        return STATUS_OK;
    }
    if (postgres_is_pipelined(postgres)) {
        postgres_pipeline_fail(postgres->pipeline, status, &why);
    }
    return FAIL(error, status, "%s", why.message);
}

static enum status postgres_run_script(struct connection *connection, const char *script,
                                       struct error *error)
{
    struct postgres_connection *postgres = postgres_own(connection);
    PGresult *result = NULL;
    enum status status = postgres_leave_pipeline(postgres, error);
    if (status == STATUS_OK) {
        postgres_pipeline_reset(postgres->pipeline); /* it may change any answer */
        status = postgres_check(postgres, PQexec(postgres->session, script), "run a script",
                                &result, error);
    }
    if (status == STATUS_OK) {
        PQclear(result);
    }
    return status;
}

/* ---- sessions ---- */

/* What the server remarks is for its own log. */
static void ignore_notice(void *context, const char *message)
{
    (void)context;
    (void)message;
}

/* Those in front of the URL are defaults, those behind it are ours to say. A host that does not
 * answer is given up, so that the next one in the URL is asked. */
static PGconn *open_session(const char *url)
{
    static const char *const names[] = {
        "target_session_attrs", "connect_timeout", "tcp_user_timeout", "keepalives_idle",
        "application_name",     "dbname",          "client_encoding",  NULL};
    const char *const values[] = {"read-write", "5", "30000", "10", "ibest-lrs", url, "UTF8", NULL};
    PGconn *session = PQconnectdbParams(names, values, 1);
    (void)PQsetNoticeProcessor(session, ignore_notice, NULL);
    return session;
}

/* synchronous_commit: acknowledged means durable; stronger settings of the server's are kept. A
 * process that hangs in its turn must not keep others waiting for ever. statement_timeout: when one
 * ends the waiting of a COMMIT for the standby, the server calls that a success. citus: a
 * transaction that has written through several sessions to one node cannot read all of it there;
 * servers without Citus take the name as any other. */
enum status postgres_connect(struct postgres_connection *postgres, struct error *error)
{
    static const char settings[] =
        "SELECT set_config('synchronous_commit', 'on', false) "
        "WHERE current_setting('synchronous_commit') = 'off';"
        "SET timezone = 'UTC'; SET lock_timeout = '30s';"
        "SET idle_in_transaction_session_timeout = '60s'; SET client_min_messages = warning;";
    PQfinish(postgres->session);
    postgres_forget_prepared(postgres);
    postgres_pipeline_reset(postgres->pipeline);
    postgres->walks = 0;
    postgres->was_lost = false;
    postgres->session = open_session(postgres->url);
    if (PQstatus(postgres->session) != CONNECTION_OK) {
        postgres->may_repeat = true;
        const char *message = PQerrorMessage(postgres->session);
        return FAIL(error, STATUS_UNAVAILABLE, "cannot reach the database: %.*s",
                    message_length(message), message);
    }
    enum status status = postgres_run_script(&postgres->base, settings, error);
    return status == STATUS_OK && postgres->role == ROLE_SERVING
               ? postgres_run_script(&postgres->base,
                                     "SET statement_timeout = 0;"
                                     "SET citus.multi_shard_modify_mode = 'sequential';"
                                     "SELECT pg_advisory_lock_shared(" SERVING_LOCK ")",
                                     error)
               : status;
}

enum status postgres_ready(struct postgres_connection *postgres, const char *sql, bool *out_done,
                           struct error *error)
{
    *out_done = false;
    if (!postgres_is_lost(postgres)) {
        return STATUS_OK;
    }
    if (!postgres->in_transaction) {
        return postgres_connect(postgres, error);
    }
    *out_done = strcmp(sql, "ROLLBACK") == 0;
    if (*out_done) {
        postgres->in_transaction = false;
        postgres_pipeline_reset(postgres->pipeline);
        return STATUS_OK;
    }
    postgres->may_repeat = true;
    return FAIL(error, STATUS_UNAVAILABLE, "the session with the database was lost");
}

static void postgres_close(struct connection *connection)
{
    struct postgres_connection *postgres = postgres_own(connection);
    postgres_forget_prepared(postgres);
    postgres_pipeline_destroy(postgres->pipeline);
    PQfinish(postgres->session);
    free(postgres->url);
    free(postgres);
}

/* Whether `ibest-lrs store prepare --citus` was run on the database. */
static enum status find_out_if_spread(struct connection *connection, struct error *error)
{
    int64_t is_spread = 0;
    enum status status =
        connection_integer(connection, "SELECT (to_regclass('statement_id') IS NOT NULL)::integer",
                           NO_VALUES, &is_spread, error);
    connection->is_spread = is_spread != 0;
    return status;
}

/* Not connected yet, as one whose session was lost. */
static struct postgres_connection *make_connection(char *url, enum postgres_role role)
{
    struct postgres_connection *postgres = MEM_NEW(struct postgres_connection);
    postgres->base.backend = &backend_postgres;
    postgres->url = url;
    postgres->role = role;
    postgres->pipeline = role == ROLE_SERVING ? postgres_pipeline_create() : NULL;
    return postgres;
}

static enum status check_url(const char *url, struct error *error)
{
    char *reason = NULL;
    PQconninfoOption *options = PQconninfoParse(url, &reason);
    PQconninfoFree(options);
    if (options != NULL) {
        return STATUS_OK;
    }
    /* What libpq says may quote the password. */
    PQfreemem(reason);
    return FAIL(error, STATUS_INVALID,
                "the store's URL is not one of PostgreSQL's; write "
                "postgresql://USER@HOST[:PORT][,HOST...]/DATABASE[?PARAMETER=VALUE&...]");
}

/* Several processes may serve one database: nobody is kept out. */
static enum status postgres_open(const char *location, enum backend_sharing sharing,
                                 struct connection **out, struct error *error)
{
    char url[URL_LIMIT + 16];
    if (strlen(location) > URL_LIMIT) {
        return FAIL(error, STATUS_INVALID, "the store's URL is longer than %d bytes", URL_LIMIT);
    }
    (void)snprintf(url, sizeof url, "postgresql:%s", location);
    enum status status = check_url(url, error);
    enum postgres_role role = sharing == BACKEND_BESIDE ? ROLE_BESIDE : ROLE_SERVING;
    if (status != STATUS_OK) {
        return status;
    }
    struct postgres_connection *postgres = make_connection(mem_copy_string(url), role);
    AUTO(connection_close) struct connection *connection = &postgres->base;
    status = postgres_connect(postgres, error);
    status = status == STATUS_OK ? find_out_if_spread(connection, error) : status;
    *out = status == STATUS_OK ? TAKE(connection) : NULL;
    return status;
}

/* Connected when it is first used: many commands, and quiet servers, never use all of theirs. */
static enum status postgres_open_reader(struct connection *writer, struct connection **out,
                                        struct error *error)
{
    (void)error;
    const char *url = postgres_own(writer)->url;
    struct postgres_connection *postgres = make_connection(mem_copy_string(url), ROLE_READING);
    postgres->base.is_spread = writer->is_spread;
    *out = &postgres->base;
    return STATUS_OK;
}

static char *postgres_attachments_folder(const char *location)
{
    (void)location;
    return NULL;
}

static bool postgres_should_repeat(struct connection *connection)
{
    return postgres_own(connection)->may_repeat;
}

/* The next number of each column that the server numbers; and statistics, without which it would
 * plan the first queries for empty tables. */
static const char end_filling[] =
    "DO $$ DECLARE c record; BEGIN FOR c IN SELECT table_name AS t, column_name AS n FROM "
    "information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES' LOOP "
    "EXECUTE format('SELECT setval(pg_get_serial_sequence(%L, %L), coalesce(max(%I), 0) + 1, "
    "false) FROM %I', quote_ident(c.t), c.n, c.n, c.t); END LOOP; "
    "IF to_regclass('statement_id') IS NOT NULL THEN " /* it is spread: see ids.h */
    "INSERT INTO statement_id (id, seq) SELECT id, seq FROM statement; END IF; END $$; ANALYZE";

const struct backend backend_postgres = {
    .scheme = "postgresql",
    .own_schema = "",
    .begin_writing = "BEGIN",
    .migrations = postgres_migrations,
    .lock_schema = "SELECT pg_advisory_xact_lock(" SCHEMA_LOCK ")",
    .take_turn = "SELECT seq, stamp_us, term, defined FROM sequencing FOR UPDATE",
    .end_turn = "UPDATE sequencing SET seq = $1, stamp_us = $2",
    .note_given = "UPDATE sequencing SET term = $1, defined = $2",
    .sign_turn = "INSERT INTO turn (process, number, stamp_us, bound_us) VALUES ($1, $2, $3, 0) "
                 "ON CONFLICT (process) DO UPDATE SET number = excluded.number, "
                 "stamp_us = excluded.stamp_us",
    .last_turn = "SELECT number FROM turn WHERE process = $1",
    .forget_turns = "DELETE FROM turn WHERE stamp_us < (SELECT stamp_us FROM sequencing) - $1",
    .is_alone = "SELECT (count(*) <= 1)::integer FROM pg_locks WHERE locktype = 'advisory' AND "
                "objid = " SERVING_LOCK " AND database = (SELECT oid FROM pg_database "
                "WHERE datname = current_database())",
    .bound = "SELECT stamp_us FROM sequencing",
    .allow_pauses = "SET LOCAL idle_in_transaction_session_timeout = 0",
    .end_filling = end_filling,
    .hold_turn = "SELECT pg_advisory_xact_lock(" TURN_LOCK ")",
    .note_bound = "UPDATE turn SET bound_us = $2 WHERE process = $1",
    .noted_bound = "SELECT coalesce((SELECT max(bound_us) FROM turn), "
                   "(SELECT stamp_us FROM sequencing))", /* nobody has written yet */
    .open = postgres_open,
    .attachments_folder = postgres_attachments_folder,
    .open_reader = postgres_open_reader,
    .close = postgres_close,
    .run_script = postgres_run_script,
    .should_repeat = postgres_should_repeat,
    .run = postgres_run,
    .settle = postgres_settle,
    .foresee = postgres_foresee,
    .begin = postgres_begin,
    .begin_walk = postgres_begin_walk,
    .step = postgres_step,
    .column = postgres_column,
    .column_count = postgres_column_count,
    .column_name = postgres_column_name,
    .end = postgres_end,
    .scrub = "VACUUM FULL",
    .begin_snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
};
