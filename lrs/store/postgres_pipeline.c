/* SPDX-License-Identifier: Apache-2.0 */

/* Commands that nobody waits for, and answers that are there before they are asked for.
 *
 * In a transaction that writes, commands go into libpq's pipeline one behind the other. Only a
 * query waits, and collects the outcome of all that was sent before it: one round trip, however
 * many they were. The server runs nothing that stands behind a failure, so a COMMIT can never take
 * place after a command whose failure was not seen yet. A failure is told by each call until it is
 * rolled back.
 *
 * A foreseen query is sent like a command and its answer kept. An answer is dropped when a command
 * is sent that binds all of the query's values: such a command may change it. */
#include "store/postgres.h"

#include "base/mem.h"
#include "store/postgres_answers.h"

#include <stdlib.h>
#include <string.h>

enum { SENT_MAX = 4096 }; /* commands that may wait for their outcome */

/* What one result of the server's is for. */
enum purpose { FOR_NOBODY, FOR_AN_ANSWER, FOR_THE_CALLER };
struct sent {
    enum purpose purpose;
    struct answer *answer;
};

struct postgres_pipeline {
    enum status failure;
    struct error why;
    struct sent sent[SENT_MAX];
    size_t sent_count;
    struct answers *answers;
};

struct postgres_pipeline *postgres_pipeline_create(void)
{
    struct postgres_pipeline *pipeline = MEM_NEW(struct postgres_pipeline);
    pipeline->answers = answers_create();
    return pipeline;
}

void postgres_pipeline_reset(struct postgres_pipeline *pipeline)
{
    if (pipeline != NULL) {
        pipeline->failure = STATUS_OK;
        pipeline->sent_count = 0;
        answers_clear(pipeline->answers);
    }
}

void postgres_pipeline_destroy(struct postgres_pipeline *pipeline)
{
    if (pipeline != NULL) {
        answers_destroy(pipeline->answers);
        free(pipeline);
    }
}

/* ---- outcomes ---- */

bool postgres_is_pipelined(const struct postgres_connection *postgres)
{
    return postgres->pipeline != NULL && postgres->in_transaction;
}

static enum status tell_failure(const struct postgres_pipeline *pipeline, struct error *error)
{
    return pipeline->failure == STATUS_OK
               ? STATUS_OK
               : FAIL(error, pipeline->failure, "%s", pipeline->why.message);
}

void postgres_pipeline_fail(struct postgres_pipeline *pipeline, enum status status,
                            const struct error *why)
{
    if (pipeline->failure == STATUS_OK) {
        pipeline->failure = status;
        pipeline->why = *why;
    }
}

/* What stands behind the first failure was not run: that is none of its own. */
static void note_failure(struct postgres_connection *postgres, PGresult *result)
{
    struct error why;
    if (PQresultStatus(result) == PGRES_PIPELINE_ABORTED) {
        PQclear(result);
        return;
    }
    enum status status = postgres_judge(postgres, result, "run a query", &result, &why);
    if (status == STATUS_OK) {
        PQclear(result);
        return;
    }
    postgres_pipeline_fail(postgres->pipeline, status, &why);
}

static bool is_good(const PGresult *result)
{
    return PQresultStatus(result) == PGRES_TUPLES_OK || PQresultStatus(result) == PGRES_COMMAND_OK;
}

/* The result of one thing that was sent goes where it belongs. */
static void deliver(struct postgres_connection *postgres, const struct sent *sent,
                    PGresult **out_asked)
{
    PGresult *result = PQgetResult(postgres->session);
    if (!is_good(result)) {
        note_failure(postgres, result);
    } else if (sent->purpose == FOR_THE_CALLER) {
        *out_asked = result;
    } else if (sent->purpose == FOR_AN_ANSWER) {
        answer_arrive(sent->answer, result);
    } else {
        PQclear(result);
    }
    if (!postgres_is_lost(postgres)) {
        PQclear(PQgetResult(postgres->session)); /* the NULL behind each */
    }
}

/* Waits for the outcome of all that was sent: one round trip. */
static enum status collect(struct postgres_connection *postgres, PGresult **out_asked,
                           struct error *error)
{
    struct postgres_pipeline *pipeline = postgres->pipeline;
    *out_asked = NULL;
    if (pipeline->sent_count == 0) {
        return tell_failure(pipeline, error);
    }
    postgres->round_trips++;
    if (PQpipelineSync(postgres->session) != 1) {
        note_failure(postgres, NULL);
    }
    for (size_t i = 0; i < pipeline->sent_count && !postgres_is_lost(postgres); i++) {
        deliver(postgres, &pipeline->sent[i], out_asked);
    }
    if (!postgres_is_lost(postgres)) {
        PQclear(PQgetResult(postgres->session)); /* of the synchronisation */
    }
    postgres_note_transaction(postgres);
    pipeline->sent_count = 0;
    if (pipeline->failure == STATUS_OK) {
        postgres->may_repeat = false;
        return STATUS_OK;
    }
    PQclear(*out_asked);
    *out_asked = NULL;
    answers_clear(pipeline->answers);
    return tell_failure(pipeline, error);
}

enum status postgres_settle(struct connection *connection, struct error *error)
{
    struct postgres_connection *postgres = postgres_own(connection);
    PGresult *none = NULL;
    return postgres->pipeline == NULL ? STATUS_OK : collect(postgres, &none, error);
}

enum status postgres_leave_pipeline(struct postgres_connection *postgres, struct error *error)
{
    enum status status = postgres_settle(&postgres->base, error);
    if (status == STATUS_OK && PQpipelineStatus(postgres->session) == PQ_PIPELINE_ON &&
        PQexitPipelineMode(postgres->session) != 1) {
        return FAIL(error, STATUS_INTERNAL, "the session with the database cannot end a pipeline");
    }
    return status;
}

/* ---- sending ---- */

static bool begins(const char *sql, const char *word)
{
    return strncmp(sql, word, strlen(word)) == 0;
}

/* What failed stays so until it is rolled back, to the savepoint or altogether. What was sent may
 * fail too: to the savepoint of a later command that cannot be undone. */
static enum status admit(struct postgres_connection *postgres, const char *sql, struct error *error)
{
    struct postgres_pipeline *pipeline = postgres->pipeline;
    if (!begins(sql, "ROLLBACK")) {
        return tell_failure(pipeline, error);
    }
    if (pipeline->sent_count > 0 && postgres_settle(&postgres->base, error) != STATUS_OK &&
        begins(sql, "ROLLBACK TO")) {
        return pipeline->failure;
    }
    postgres_pipeline_reset(pipeline);
    return STATUS_OK;
}

static enum status send_query(struct postgres_connection *postgres,
                              const struct postgres_query *query, struct sent sent,
                              struct error *error)
{
    PGconn *session = postgres->session;
    const struct postgres_binding *binding = &query->binding;
    struct postgres_pipeline *pipeline = postgres->pipeline;
    int is_sent =
        PQenterPipelineMode(session) == 1 &&
        (query->name[0] != '\0'
             ? PQsendQueryPrepared(session, query->name, binding->count, binding->data,
                                   binding->lengths, binding->formats, POSTGRES_BINARY)
             : PQsendQueryParams(session, query->sql, binding->count, binding->types, binding->data,
                                 binding->lengths, binding->formats, POSTGRES_BINARY)) == 1;
    if (!is_sent) {
        note_failure(postgres, NULL);
        return tell_failure(pipeline, error);
    }
    pipeline->sent[pipeline->sent_count++] = sent;
    return STATUS_OK;
}

/* Makes a query of it that can be sent now. */
static enum status make_query(struct postgres_connection *postgres, const char *sql,
                              const struct value *values, size_t count, struct postgres_query *out,
                              struct error *error)
{
    enum status status = admit(postgres, sql, error);
    if (status == STATUS_OK && postgres->pipeline->sent_count == SENT_MAX) {
        status = postgres_settle(&postgres->base, error);
    }
    if (status == STATUS_OK) {
        status = postgres_prepare(postgres, sql, values, count, out, error);
    }
    if (status == STATUS_OK && !begins(sql, "SELECT")) {
        answers_drop_changed(postgres->pipeline->answers, &out->binding);
    }
    return status;
}

/* The server answers COMMIT of a failed transaction with ROLLBACK, and calls that a success. */
static enum status check_commit(struct postgres_connection *postgres, const char *sql,
                                PGresult **result, struct error *error)
{
    if (strcmp(sql, "COMMIT") != 0) {
        return STATUS_OK;
    }
    answers_clear(postgres->pipeline->answers);
    if (strcmp(PQcmdStatus(*result), "COMMIT") == 0) {
        return STATUS_OK;
    }
    PQclear(*result);
    *result = NULL;
    return FAIL(error, STATUS_INTERNAL, "the database has rolled the transaction back");
}

/* The answer if it was foreseen, waiting until it is there; else *out is NULL. */
static enum status take_answer(struct postgres_connection *postgres,
                               const struct postgres_query *query, PGresult **out,
                               struct error *error)
{
    struct answers *answers = postgres->pipeline->answers;
    struct answer *answer = answers_find(answers, query);
    PGresult *none = NULL;
    *out = NULL;
    if (answer == NULL) {
        return STATUS_OK;
    }
    enum status status = answer_has_arrived(answer) ? STATUS_OK : collect(postgres, &none, error);
    if (status == STATUS_OK) {
        *out = answers_take(answers, answer);
    }
    return status;
}

enum status postgres_ask(struct postgres_connection *postgres, const char *sql,
                         const struct value *values, size_t count, PGresult **out,
                         struct error *error)
{
    struct postgres_query query;
    enum status status = make_query(postgres, sql, values, count, &query, error);
    if (status == STATUS_OK) {
        status = take_answer(postgres, &query, out, error);
    }
    if (status != STATUS_OK || *out != NULL) {
        return status;
    }
    status = send_query(postgres, &query, (struct sent){.purpose = FOR_THE_CALLER}, error);
    if (status == STATUS_OK) {
        status = collect(postgres, out, error);
    }
    return status == STATUS_OK ? check_commit(postgres, sql, out, error) : status;
}

/* What ends a transaction is waited for. */
static bool can_be_sent(const struct postgres_connection *postgres, const char *sql)
{
    return postgres->pipeline != NULL && strcmp(sql, "COMMIT") != 0 &&
           strcmp(sql, "ROLLBACK") != 0 && (postgres->in_transaction || begins(sql, "BEGIN"));
}

static enum status run_and_wait(struct connection *connection, const char *sql,
                                const struct value *values, size_t count, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    return postgres_begin(connection, sql, values, count, &cursor, error);
}

enum status postgres_run(struct connection *connection, const char *sql, const struct value *values,
                         size_t count, struct error *error)
{
    struct postgres_connection *postgres = postgres_own(connection);
    if (!can_be_sent(postgres, sql)) {
        return run_and_wait(connection, sql, values, count, error);
    }
    bool is_done = false;
    struct postgres_query query;
    enum status status = postgres_ready(postgres, sql, &is_done, error);
    if (status == STATUS_OK) {
        status = make_query(postgres, sql, values, count, &query, error);
    }
    if (status == STATUS_OK) {
        status = send_query(postgres, &query, (struct sent){.purpose = FOR_NOBODY}, error);
    }
    postgres->in_transaction = postgres->in_transaction || status == STATUS_OK;
    return status;
}

/* Room for one answer more, and for what is sent for it. */
static bool make_room(struct postgres_connection *postgres)
{
    struct postgres_pipeline *pipeline = postgres->pipeline;
    struct error ignored; /* what comes next tells it */
    if ((pipeline->sent_count == SENT_MAX || answers_are_full(pipeline->answers)) &&
        postgres_settle(&postgres->base, &ignored) != STATUS_OK) {
        return false;
    }
    if (answers_are_full(pipeline->answers)) {
        answers_tidy(pipeline->answers);
    }
    return pipeline->failure == STATUS_OK && !answers_are_full(pipeline->answers);
}

void postgres_foresee(struct connection *connection, const char *sql, const struct value *values,
                      size_t count)
{
    struct postgres_connection *postgres = postgres_own(connection);
    struct postgres_query query;
    struct error ignored; /* what comes next tells it */
    if (!postgres_is_pipelined(postgres) || postgres_is_lost(postgres) || !make_room(postgres) ||
        postgres_prepare(postgres, sql, values, count, &query, &ignored) != STATUS_OK) {
        return;
    }
    struct answer *answer = answers_add(postgres->pipeline->answers, &query);
    if (answer != NULL) {
        const struct sent sent = {.purpose = FOR_AN_ANSWER, .answer = answer};
        (void)!send_query(postgres, &query, sent, &ignored);
    }
}
