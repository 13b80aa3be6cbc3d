/* SPDX-License-Identifier: Apache-2.0 */

/* Folding evidence into rows, and computing rows anew.
 *
 * Every fold is commutative: smallest or largest (time, id), maximum, sum. What is a sum (numbers
 * of statements, patients) relies on each statement being applied once, which the store's unique
 * ids give. A void can undo no minimum, so the rows of its actor are emptied and folded again. */
#include "store/projections.h"

#include "store/agent_names.h"
#include "store/application.h"
#include "store/conformance_rows.h"
#include "store/definitions.h"
#include "store/learner_facts.h"
#include "store/parts.h"
#include "store/pending.h"
#include "store/places.h"
#include "store/profile_histories.h"
#include "store/progress.h"
#include "store/quality.h"
#include "store/segments.h"
#include "store/spans.h"
#include "store/terms.h"
#include "store/unposted.h"

static enum status apply_finding(struct application *application, int64_t learner,
                                 const struct activity_finding *finding, struct error *error)
{
    int64_t activity = 0;
    enum status status = application_number(application, finding->activity, &activity, error);
    if (status == STATUS_OK) {
        const struct pending_finding item = {learner, activity, *finding, *application->evidence};
        pending_add(application->transaction->pending, PENDING_PROGRESS, &item);
    }
    return status;
}

static enum status apply_organisation(const struct application *application, int64_t learner,
                                      struct error *error)
{
    struct transaction *transaction = application->transaction;
    const struct evidence *evidence = application->evidence;
    segments_said(transaction->segments, learner);
    return connection_run(
        transaction->connection,
        "INSERT INTO learner_organisation (learner, organisation, said_us, said_id) "
        "VALUES ($1, $2, $3, $4) ON CONFLICT (learner) DO UPDATE SET "
        "organisation = excluded.organisation, said_us = excluded.said_us, "
        "said_id = excluded.said_id WHERE (excluded.said_us, excluded.said_id) > "
        "(learner_organisation.said_us, learner_organisation.said_id)",
        VALUES(value_integer(learner), value_text(application->reading->organisation),
               value_integer(evidence->timestamp_us), value_uuid(&evidence->id)),
        error);
}

static enum status apply_site_report(const struct application *application, int64_t site,
                                     struct error *error)
{
    const struct reading *reading = application->reading;
    return connection_run(
        application->transaction->connection,
        "INSERT INTO site_evaluation (site, organisation, reports, patients, first_us, last_us) "
        "VALUES ($1, $2, 1, $3, $4, $4) ON CONFLICT (site) DO UPDATE SET "
        "reports = site_evaluation.reports + 1, "
        "patients = site_evaluation.patients + excluded.patients, "
        "first_us = CASE WHEN excluded.first_us < site_evaluation.first_us "
        "THEN excluded.first_us ELSE site_evaluation.first_us END, "
        "last_us = CASE WHEN excluded.last_us > site_evaluation.last_us "
        "THEN excluded.last_us ELSE site_evaluation.last_us END",
        VALUES(value_integer(site), value_text(reading->site), value_integer(reading->patients),
               value_integer(application->evidence->timestamp_us)),
        error);
}

/* What concerns the actor alone: the part that a void folds again. */
static enum status apply_to_actor(struct application *application, int64_t actor,
                                  struct error *error)
{
    const struct reading *reading = application->reading;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < reading->finding_count && status == STATUS_OK; i++) {
        status = apply_finding(application, actor, &reading->findings[i], error);
    }
    if (status == STATUS_OK) {
        status = facts_add(application, actor, error);
    }
    if (status == STATUS_OK && reading->organisation.data != NULL) {
        status = apply_organisation(application, actor, error);
    }
    if (status == STATUS_OK && reading->is_site_report) {
        status = apply_site_report(application, actor, error);
    }
    return status;
}

static enum status find_agent(struct transaction *transaction, struct text agent, int64_t *out,
                              struct error *error)
{
    return terms_intern(transaction->terms, transaction->connection, TERM_AGENT, agent, out, error);
}

/* Counts one statement more, or one fewer. */
static enum status count_statement(struct application *application, int change, int64_t *out_actor,
                                   struct error *error)
{
    const struct reading *reading = application->reading;
    enum status status = find_agent(application->transaction, reading->actor, out_actor, error);
    if (status != STATUS_OK) {
        return status;
    }
    segments_want(application->transaction, *out_actor);
    const struct fact_count count = {.learner = *out_actor, .change = change};
    status = facts_count(application, &count, error);
    return status == STATUS_OK && reading->is_site_report
               ? facts_count_site_report(application, change, error)
               : status;
}

/* What counts statements, and not only those of their actor; who that is, if it can be told. */
static enum status count(struct application *application, int change, int64_t *out_actor,
                         struct error *error)
{
    const struct reading *reading = application->reading;
    enum status status = agent_names_count(application->transaction, reading->names,
                                           reading->name_count, change, error);
    if (status == STATUS_OK) {
        status = places_count(application, change, error);
    }
    return status == STATUS_OK && reading->actor.data != NULL
               ? count_statement(application, change, out_actor, error)
               : status;
}

enum status projections_apply(struct transaction *transaction, const struct evidence *evidence,
                              const struct reading *reading, struct error *error)
{
    struct application application = {
        .transaction = transaction, .evidence = evidence, .reading = reading};
    int64_t actor = 0;
    enum status status = count(&application, 1, &actor, error);
    return status == STATUS_OK && reading->actor.data != NULL
               ? apply_to_actor(&application, actor, error)
               : status;
}

enum status projections_count(struct transaction *transaction, const struct statement *statement,
                              int change, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct reading *reading = ARENA_NEW(arena, struct reading);
    const struct evidence evidence = {statement->id, statement->timestamp_us};
    struct application application = {
        .transaction = transaction, .evidence = &evidence, .reading = reading};
    int64_t actor = 0;
    evidence_read(statement->json, arena, reading);
    enum status status = quality_count(transaction, statement, reading, change, error);
    return status == STATUS_OK ? count(&application, change, &actor, error) : status;
}

enum status projections_count_voided(struct transaction *transaction,
                                     const struct statement *statement, int change,
                                     struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct reading *reading = ARENA_NEW(arena, struct reading);
    evidence_read(statement->json, arena, reading);
    return quality_count_voided(transaction, statement, reading, change, error);
}

/* ---- computing anew ---- */

/* The actor whose rows are folded again; also found are statements that he is the object of. */
struct refolding {
    struct transaction *transaction;
    struct text actor;
    int64_t actor_term;
};

static enum status refold(void *context, int64_t seq, struct statement *statement,
                          struct error *error)
{
    (void)seq;
    const struct refolding *refolding = context;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct reading *reading = ARENA_NEW(arena, struct reading);
    const struct evidence evidence = {statement->id, statement->timestamp_us};
    evidence_read(statement->json, arena, reading);
    if (reading->actor.data == NULL || !text_equals(reading->actor, refolding->actor)) {
        return STATUS_OK;
    }
    struct application application = {
        .transaction = refolding->transaction, .evidence = &evidence, .reading = reading};
    return apply_to_actor(&application, refolding->actor_term, error);
}

static enum status empty_actor(struct connection *connection, int64_t actor, struct error *error)
{
    static const char *const commands[] = {
        "DELETE FROM progress WHERE learner = $1",
        "DELETE FROM learner_organisation WHERE learner = $1",
        "DELETE FROM site_evaluation WHERE site = $1",
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0] && status == STATUS_OK; i++) {
        status = connection_run(connection, commands[i], VALUES(value_integer(actor)), error);
    }
    return status;
}

enum status projections_refold(struct transaction *transaction, struct text actor,
                               struct error *error)
{
    struct refolding refolding = {.transaction = transaction, .actor = actor};
    enum status status = find_agent(transaction, actor, &refolding.actor_term, error);
    if (status == STATUS_OK) {
        status = empty_actor(transaction->connection, refolding.actor_term, error);
    }
    if (status == STATUS_OK) {
        status = facts_forget(transaction, refolding.actor_term, error);
    }
    segments_want(transaction, refolding.actor_term);
    segments_doubt(transaction->segments, refolding.actor_term);
    return status == STATUS_OK ? statements_walk_term(transaction->connection, refolding.actor_term,
                                                      refold, &refolding, error)
                               : status;
}

enum status projections_drop_empty(struct connection *connection, struct error *error)
{
    return connection->backend->run_script(connection,
                                           "DELETE FROM placement WHERE statements = 0; "
                                           "DELETE FROM activity_name WHERE statements = 0;",
                                           error);
}

enum status projections_withdraw(struct transaction *transaction, const struct statement *statement,
                                 struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct reading *reading = ARENA_NEW(arena, struct reading);
    evidence_read(statement->json, arena, reading);
    const struct evidence evidence = {statement->id, statement->timestamp_us};
    struct application application = {
        .transaction = transaction, .evidence = &evidence, .reading = reading};
    int64_t actor = 0;
    enum status status = quality_count(transaction, statement, reading, -1, error);
    status = status == STATUS_OK ? quality_count_voided(transaction, statement, reading, 1, error)
                                 : status;
    status = status == STATUS_OK ? count(&application, -1, &actor, error) : status;
    if (status == STATUS_OK) {
        status = unposted_flush(transaction, error);
    }
    if (status == STATUS_OK) {
        status = projections_drop_empty(transaction->connection, error);
    }
    if (status != STATUS_OK || reading->actor.data == NULL) {
        return status;
    }
    return projections_refold(transaction, reading->actor, error);
}

/* Rebuilding adds to one transaction what all statements tell. */
static enum status flush_much(struct transaction *transaction, struct error *error)
{
    return pending_is_much(transaction->pending) ? unposted_flush(transaction, error) : STATUS_OK;
}

static enum status apply_stored(void *context, int64_t seq, struct statement *statement,
                                struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct reading *reading = ARENA_NEW(arena, struct reading);
    const struct evidence evidence = {statement->id, statement->timestamp_us};
    evidence_read(statement->json, arena, reading);
    enum status status = quality_count(context, statement, reading, 1, error);
    status = status == STATUS_OK ? conformance_count(context, seq, statement, 1, error) : status;
    if (status == STATUS_OK) {
        status = projections_apply(context, &evidence, reading, error);
    }
    return status == STATUS_OK ? flush_much(context, error) : status;
}

static enum status apply_voided(void *context, int64_t seq, struct statement *statement,
                                struct error *error)
{
    (void)seq;
    return projections_count_voided(context, statement, 1, error);
}

static enum status walk_all(struct transaction *transaction, struct error *error)
{
    static const struct {
        const char *sql;
        statement_walk_visitor visit;
    } walks[] = {
        {"SELECT " STATEMENT_WALK_COLUMNS " FROM statement s "
         "JOIN authority a ON a.id = s.authority WHERE s.voided = 0 ORDER BY s.seq",
         apply_stored},
        {"SELECT " STATEMENT_WALK_COLUMNS " FROM statement s "
         "JOIN authority a ON a.id = s.authority WHERE s.voided <> 0 ORDER BY s.seq",
         apply_voided},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof walks / sizeof walks[0] && status == STATUS_OK; i++) {
        const struct statement_walk walk = {
            .sql = walks[i].sql, .is_long = true, .visit = walks[i].visit, .context = transaction};
        status = statements_walk(transaction->connection, &walk, error);
    }
    return status;
}

static enum status rebuild(struct transaction *transaction, struct store_write *write,
                           struct error *error)
{
    (void)write;
    /* What writes before this one have gathered is read again from their statements. */
    enum status status = unposted_flush(transaction, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = transaction->connection->backend->run_script(
        transaction->connection,
        "DELETE FROM progress; DELETE FROM placement; DELETE FROM activity_name; DELETE FROM "
        "agent_name; "
        "DELETE FROM learner_organisation; DELETE FROM site_evaluation; "
        "DELETE FROM learner_fact; DELETE FROM tally; DELETE FROM profile_breach; "
        "DELETE FROM profile_history; DELETE FROM profile_history_due;",
        error);
    if (status == STATUS_OK) {
        status = walk_all(transaction, error);
    }
    if (status == STATUS_OK) {
        status = spans_rebuild(transaction->connection, transaction->next_seq - 1, error);
    }
    /* Where learners were is mostly right, and whoever is not there is moved. */
    segments_doubt_all(transaction->segments);
    return status == STATUS_OK ? definitions_rebuild(transaction, error) : status;
}

enum status store_rebuild(struct store *store, struct error *error)
{
    struct store_write write = {.apply = rebuild, .takes_all = true};
    enum status status = store_write_and_wait(store, &write, error);
    return status == STATUS_OK ? store_settle_histories(store, NULL, NULL, error) : status;
}
