/* SPDX-License-Identifier: Apache-2.0 */

/* What a learner's facts tell is taken from one segment and added to the other. How many statements
 * he has made of each sort is kept nowhere, as that would be a row more to write with each of them:
 * they are read again. He is moved once or twice in his life. */
#include "store/segment_moves.h"

#include "store/evidence.h"
#include "store/learner_facts.h"
#include "store/parts.h"
#include "store/pending.h"
#include "store/segment_rows.h"
#include "store/unposted.h"

enum { AHEAD = 32 }; /* learners asked for before the first is waited for */

struct move {
    struct transaction *transaction;
    int64_t learner;
    struct text actor; /* the learner's identifier */
    int64_t from;
    int64_t to;
};

/* Found by the learner's term are also statements that he is the object of. */
static enum status recount(void *context, int64_t seq, struct statement *statement,
                           struct error *error)
{
    (void)seq;
    const struct move *move = context;
    struct transaction *transaction = move->transaction;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct reading *reading = ARENA_NEW(arena, struct reading);
    const struct evidence evidence = {statement->id, statement->timestamp_us};
    const struct fact_count taken = {.segment = move->from, .change = -1};
    const struct fact_count given = {.segment = move->to, .change = 1};
    evidence_read(statement->json, arena, reading);
    if (reading->actor.data == NULL || !text_equals(reading->actor, move->actor)) {
        return STATUS_OK;
    }
    struct application application = {
        .transaction = transaction, .evidence = &evidence, .reading = reading};
    enum status status = facts_count(&application, &taken, error);
    if (status == STATUS_OK) {
        status = facts_count(&application, &given, error);
    }
    return status == STATUS_OK && pending_is_much(transaction->pending)
               ? pending_flush_due(transaction->pending, transaction->connection, error)
               : status;
}

static enum status recount_all(struct move *move, struct error *error)
{
    const struct transaction *transaction = move->transaction;
    const struct posting like = {.term = move->learner};
    enum status status = pending_write_ahead(transaction->pending, PENDING_POSTING, &like,
                                             transaction->connection, error);
    return status == STATUS_OK
               ? statements_walk_term(transaction->connection, move->learner, recount, move, error)
               : status;
}

static enum status make(struct move *move, bool is_rostered, struct error *error)
{
    struct connection *connection = move->transaction->connection;
    enum status status = STATUS_OK;
    if (move->from != move->to) {
        status = facts_move(connection, move->learner, move->from, move->to, error);
        status = status == STATUS_OK ? recount_all(move, error) : status;
    }
    return status == STATUS_OK
               ? segment_row_write(connection, move->learner, move->to, is_rostered, error)
               : status;
}

static enum status check(struct transaction *transaction, int64_t learner, struct arena *arena,
                         struct error *error)
{
    struct connection *connection = transaction->connection;
    struct segment_row row;
    struct segment_wish wish;
    struct move move = {.transaction = transaction, .learner = learner};
    enum status status = segment_row_read(connection, learner, &row, error);
    if (status != STATUS_OK || row.segment == 0) {
        return status;
    }
    status = segment_wish_read(connection, learner, arena, &wish, error);
    if (status == STATUS_OK) {
        status = segment_number(connection, &wish, &move.to, error);
    }
    move.from = row.segment;
    move.actor = wish.learner;
    return status == STATUS_OK && (move.from != move.to || row.is_rostered != wish.is_rostered)
               ? make(&move, wish.is_rostered, error)
               : status;
}

/* Another process may have postings in memory. */
static enum status post_others(struct transaction *transaction, size_t count, struct error *error)
{
    return count > 0 && transaction->store->beside
               ? unposted_catch_up(transaction->connection, error)
               : STATUS_OK;
}

enum status segments_move(struct transaction *transaction, const int64_t *learners, size_t count,
                          struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    enum status status = post_others(transaction, count, error);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        for (size_t j = i; i % AHEAD == 0 && j < i + AHEAD && j < count; j++) {
            segment_row_foresee(transaction->connection, learners[j]);
            segment_wish_foresee(transaction->connection, learners[j]);
        }
        if (i % AHEAD == 0) {
            arena_destroy(arena);
            arena = arena_create();
        }
        status = check(transaction, learners[i], arena, error);
    }
    return status;
}
