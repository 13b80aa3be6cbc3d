/* SPDX-License-Identifier: Apache-2.0 */

#include "store/profile_histories.h"

#include "store/history_dues.h"
#include "store/insertion.h"
#include "store/names.h"
#include "store/parts.h"
#include "store/pending.h"
#include "store/registration_read.h"
#include "store/terms.h"
#include "store/unposted.h"

/* ---- a registration's rows ---- */

static struct insertion insertion = {
    .into = "INSERT INTO profile_history (registration, profile, part, subregistration, outcome, "
            "pattern, broken_id, statements, last_us, learner, platform)",
    .otherwise = "",
    .columns = 11};

static int64_t number_of(const struct told_history *told)
{
    const struct profile_pattern *pattern = told->history.result.pattern;
    return pattern == NULL ? 0 : pattern - matcher_profile(told->profile->matcher)->patterns + 1;
}

static enum status find_learner(struct transaction *transaction, const struct told_history *told,
                                int64_t *out, struct error *error)
{
    struct text learner = told->last->learner;
    *out = 0;
    return learner.data == NULL ? STATUS_OK
                                : terms_intern(transaction->terms, transaction->connection,
                                               TERM_AGENT, learner, out, error);
}

static enum status add_row(struct transaction *transaction, struct inserting *inserting,
                           int64_t registration, const struct told_history *told,
                           struct arena *arena, struct error *error)
{
    const struct history *history = &told->history;
    struct text platform = told->last->platform;
    int64_t learner = 0;
    enum status status = find_learner(transaction, told, &learner, error);
    const struct value row[] = {value_integer(registration),
                                value_integer(told->profile->number),
                                value_integer(told->part),
                                value_text(name_shorten(text_of(history->subregistration), arena)),
                                value_integer((int64_t)history->result.outcome),
                                value_integer(number_of(told)),
                                told->broken == NULL ? value_null() : value_uuid(&told->broken->id),
                                value_integer((int64_t)history->statement_count),
                                value_integer(history->last_us),
                                value_integer(learner),
                                value_text(platform.data == NULL ? text_of("") : platform)};
    return status == STATUS_OK ? inserting_add(inserting, row, error) : status;
}

static enum status add_rows(struct transaction *transaction, int64_t registration,
                            const struct registration_told *told, struct arena *arena,
                            struct error *error)
{
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, &insertion, transaction->connection);
    for (size_t i = 0; i < told->count && status == STATUS_OK; i++) {
        status = add_row(transaction, &inserting, registration, &told->histories[i], arena, error);
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

static enum status write_rows(struct transaction *transaction, int64_t registration,
                              const struct registration_told *told, struct arena *arena,
                              struct error *error)
{
    struct connection *connection = transaction->connection;
    enum status status =
        connection_run(connection, "DELETE FROM profile_history WHERE registration = $1",
                       VALUES(value_integer(registration)), error);
    status = status == STATUS_OK ? add_rows(transaction, registration, told, arena, error) : status;
    return status == STATUS_OK
               ? connection_run(connection,
                                "DELETE FROM profile_history_due WHERE registration = $1",
                                VALUES(value_integer(registration)), error)
               : status;
}

/* ---- settling ---- */

/* Adds to *statements what was read, and to *settled one if it is due no more. */
static enum status settle(struct transaction *transaction, const struct loaded_profiles *profiles,
                          int64_t registration, size_t *statements, int64_t *settled,
                          struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct posting like = {.term = registration};
    struct registration_told told = {.count = 0};
    struct error unreadable = {.status = STATUS_OK};
    enum status status = pending_write_ahead(transaction->pending, PENDING_POSTING, &like,
                                             transaction->connection, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = registration_read(transaction->connection, registration, profiles, arena, &told,
                               &unreadable);
    if (status == STATUS_UNAVAILABLE) {
        return FAIL(error, status, "%s", unreadable.message);
    }
    *statements += told.statements;
    if (status != STATUS_OK) {
        return STATUS_OK;
    }
    (*settled)++;
    return write_rows(transaction, registration, &told, arena, error);
}

struct portion {
    int64_t registrations[HISTORIES_PORTION];
    size_t count;
};

static enum status find_portion(struct connection *connection, int64_t last, struct portion *out,
                                struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(connection,
                     "SELECT registration FROM profile_history_due WHERE registration > $1 "
                     "ORDER BY registration LIMIT $2",
                     VALUES(value_integer(last), value_integer(HISTORIES_PORTION)), &cursor, error);
    bool row = true;
    out->count = 0;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        out->registrations[out->count++] = cursor_integer(cursor, 0);
    }
    return status;
}

/* What another process has left out is posted by none but its statements. */
static enum status catch_up(struct transaction *transaction, struct error *error)
{
    return transaction->store->beside ? unposted_catch_up(transaction->connection, error)
                                      : STATUS_OK;
}

enum status transaction_settle_histories(struct transaction *transaction,
                                         struct history_round *round, struct error *error)
{
    const struct loaded_profiles *profiles = NULL;
    struct portion portion = {.count = 0};
    size_t statements = 0;
    size_t done = 0;
    enum status status = find_portion(transaction->connection, round->last, &portion, error);
    round->is_over = portion.count == 0;
    if (status != STATUS_OK || round->is_over) {
        return status;
    }
    status = loaded_profiles_find(transaction, &profiles, error);
    status = status == STATUS_OK ? catch_up(transaction, error) : status;
    while (status == STATUS_OK && done < portion.count &&
           statements < HISTORIES_PORTION_STATEMENTS) {
        round->last = portion.registrations[done++];
        status = settle(transaction, profiles, round->last, &statements, &round->settled, error);
    }
    return status;
}

enum status transaction_settle_round(struct transaction *transaction, struct error *error)
{
    struct history_round round = {.is_over = false};
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !round.is_over) {
        status = transaction_settle_histories(transaction, &round, error);
    }
    return status;
}

/* ---- for whoever asks ---- */

struct settling_write {
    struct store_write write; /* first */
    struct history_round before;
    struct history_round after;
};

/* May be called again with the same beginning. */
static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct settling_write *settling = (struct settling_write *)write;
    settling->after = settling->before;
    return transaction_settle_histories(transaction, &settling->after, error);
}

static enum status count_dues(struct store *store, int64_t *out, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = history_dues_count(reader, out, error);
    store_return_reader(store, reader);
    return status;
}

enum status store_settle_histories(struct store *store,
                                   void (*watch)(void *context, int64_t done, int64_t total),
                                   void *context, struct error *error)
{
    struct settling_write settling = {.write = {.apply = apply}};
    int64_t total = 0;
    enum status status = count_dues(store, &total, error);
    while (status == STATUS_OK && total > 0 && !settling.after.is_over) {
        settling.before = settling.after;
        status = store_write_and_wait(store, &settling.write, error);
        if (status == STATUS_OK && watch != NULL) {
            watch(context, settling.after.settled, total);
        }
    }
    return status;
}
