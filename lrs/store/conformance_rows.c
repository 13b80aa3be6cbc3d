/* SPDX-License-Identifier: Apache-2.0 */

/* A statement that keeps to a profile, as nearly all do, costs no row: it is one more in a tally or
 * two, which a group of writes writes once. */
#include "store/conformance_rows.h"

#include "base/london.h"
#include "store/history_dues.h"
#include "store/loaded_profiles.h"
#include "store/parts.h"
#include "store/pending.h"
#include "store/prepare.h"
#include "store/tallies.h"

/* ---- tallies ---- */

static void count_part(struct transaction *transaction, struct tally *tally, enum keeping keeping,
                       int64_t template, int change)
{
    tally->asked = (int64_t)keeping;
    tally->late_value = template;
    tallies_count(transaction, tally, TALLIES_NOBODY, change);
}

/* Once as a whole, and once for each template. */
static void count_profile(struct transaction *transaction, struct tally *tally,
                          const struct profile_keeping *keeping, int change)
{
    tally->value = keeping->profile;
    count_part(transaction, tally, keeping->keeping, 0, change);
    for (size_t i = 0; i < keeping->template_count; i++) {
        const struct template_keeping *one = &keeping->templates[i];
        count_part(transaction, tally, one->keeping, one->template, change);
    }
}

static enum status count(struct transaction *transaction, const struct statement *statement,
                         const struct conformance *conformance, int change, struct error *error)
{
    struct tally tally = {.measure = MEASURE_CONFORMANCE,
                          .context = london_day(statement->stored_us),
                          .text = conformance->platform,
                          .late_text = conformance->revision,
                          .total = 1};
    if (conformance->profile_count == 0) {
        return STATUS_OK;
    }
    enum status status = authority_intern(transaction, statement->authority, &tally.subject, error);
    for (size_t i = 0; i < conformance->profile_count && status == STATUS_OK; i++) {
        count_profile(transaction, &tally, &conformance->profiles[i], change);
    }
    return status;
}

/* ---- breaches ---- */

static enum status insert_breach(struct connection *connection, int64_t seq,
                                 const struct profile_keeping *keeping, struct error *error)
{
    const struct breach *breach = &keeping->breach;
    return connection_run(
        connection,
        "INSERT INTO profile_breach (seq, profile, template, rule, broken, "
        "value) VALUES ($1, $2, $3, $4, $5, $6)",
        VALUES(value_integer(seq), value_integer(keeping->profile), value_integer(breach->template),
               value_integer(breach->rule), value_integer(breach->constraint),
               breach->value.data == NULL ? value_null() : value_text(breach->value)),
        error);
}

static enum status delete_breach(struct connection *connection, int64_t seq,
                                 const struct profile_keeping *keeping, struct error *error)
{
    return connection_run(connection, "DELETE FROM profile_breach WHERE seq = $1 AND profile = $2",
                          VALUES(value_integer(seq), value_integer(keeping->profile)), error);
}

static enum status note(struct transaction *transaction, int64_t seq,
                        const struct conformance *conformance, int change, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < conformance->profile_count && status == STATUS_OK; i++) {
        const struct profile_keeping *keeping = &conformance->profiles[i];
        if (keeping->keeping != KEEPING_WHOLE) {
            status = (change > 0 ? insert_breach : delete_breach)(transaction->connection, seq,
                                                                  keeping, error);
        }
    }
    return status;
}

/* ---- both ---- */

static enum status count_and_note(struct transaction *transaction, int64_t seq,
                                  const struct statement *statement,
                                  const struct conformance *conformance, int change,
                                  struct error *error)
{
    enum status status = count(transaction, statement, conformance, change, error);
    status = status == STATUS_OK ? note(transaction, seq, conformance, change, error) : status;
    return status == STATUS_OK && conformance->has_patterns
               ? history_due_note(transaction, statement, error)
               : status;
}

/* NULL: by others, or by none. */
static const struct conformance *judged_before(const struct loaded_profiles *profiles,
                                               const struct statement *statement)
{
    const struct conformance *judged =
        statement->prepared == NULL ? NULL : statement->prepared->conformance;
    return judged != NULL && judged->serial == profiles->serial ? judged : NULL;
}

static const struct conformance *judge(const struct loaded_profiles *profiles,
                                       const struct statement *statement, struct arena *arena)
{
    struct conformance_judge judge = {.profiles = profiles, .arena = arena};
    return conformance_judge(&judge, statement);
}

const struct conformance *conformance_by(const struct loaded_profiles *profiles,
                                         const struct statement *statement, struct arena *arena)
{
    const struct conformance *judged = judged_before(profiles, statement);
    return judged != NULL ? judged : judge(profiles, statement, arena);
}

enum status conformance_count(struct transaction *transaction, int64_t seq,
                              const struct statement *statement, int change, struct error *error)
{
    const struct loaded_profiles *profiles = NULL;
    enum status status = loaded_profiles_find(transaction, &profiles, error);
    if (status != STATUS_OK || profiles->count == 0) {
        return status;
    }
    AUTO(arena_destroy) struct arena *arena = NULL;
    const struct conformance *judged = judged_before(profiles, statement);
    if (judged == NULL) {
        arena = arena_create();
        judged = judge(profiles, statement, arena);
    }
    return count_and_note(transaction, seq, statement, judged, change, error);
}

/* ---- all statements anew ---- */

struct recounting {
    struct transaction *transaction;
    const struct conformance_change *change;
    int64_t done;
    int64_t total;
};

static enum status recount_by(struct recounting *recounting, const struct loaded_profiles *profiles,
                              int64_t seq, const struct statement *statement, int change,
                              struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct conformance *conformance = judge(profiles, statement, arena);
    return count_and_note(recounting->transaction, seq, statement, conformance, change, error);
}

static enum status recount(void *context, int64_t seq, struct statement *statement,
                           struct error *error)
{
    struct recounting *recounting = context;
    const struct conformance_change *change = recounting->change;
    struct transaction *transaction = recounting->transaction;
    enum status status = recount_by(recounting, change->before, seq, statement, -1, error);
    if (status == STATUS_OK) {
        status = recount_by(recounting, change->after, seq, statement, 1, error);
    }
    recounting->done++;
    if (change->watch != NULL) {
        change->watch(change->context, recounting->done, recounting->total);
    }
    return status == STATUS_OK && pending_is_much(transaction->pending)
               ? pending_flush_due(transaction->pending, transaction->connection, error)
               : status;
}

enum status conformance_recount(struct transaction *transaction,
                                const struct conformance_change *change, struct error *error)
{
    struct recounting recounting = {.transaction = transaction, .change = change};
    const struct statement_walk walk = {.sql = "SELECT " STATEMENT_WALK_COLUMNS
                                               " FROM statement s JOIN authority a ON a.id = "
                                               "s.authority WHERE s.voided = 0 ORDER BY s.seq",
                                        .is_long = true,
                                        .visit = recount,
                                        .context = &recounting};
    enum status status = connection_integer(transaction->connection,
                                            "SELECT count(*) FROM statement WHERE voided = 0",
                                            NO_VALUES, &recounting.total, error);
    return status == STATUS_OK ? statements_walk(transaction->connection, &walk, error) : status;
}
