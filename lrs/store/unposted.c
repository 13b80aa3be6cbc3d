/* SPDX-License-Identifier: Apache-2.0 */

#include "store/unposted.h"

#include "store/parts.h"
#include "store/pending.h"
#include "store/postings.h"
#include "store/spans.h"
#include "store/terms.h"

enum { SNAPSHOT_TRIES = 100 };

enum status unposted_note(struct connection *connection, int64_t first_seq, struct error *error)
{
    return connection_run(connection,
                          "INSERT INTO unposted (first_seq) VALUES ($1) ON CONFLICT DO NOTHING",
                          VALUES(value_integer(first_seq)), error);
}

enum status unposted_end(struct connection *connection, struct error *error)
{
    return connection_run(connection, "DELETE FROM unposted", NO_VALUES, error);
}

enum status unposted_first(struct connection *connection, int64_t *out, struct error *error)
{
    *out = 0;
    return connection_integer(connection, "SELECT min(first_seq) FROM unposted", NO_VALUES, out,
                              error);
}

/* ---- from the statements ---- */

/* Its terms have been given their numbers, and have been counted. */
static enum status post(void *context, int64_t seq, struct statement *statement,
                        struct error *error)
{
    struct connection *connection = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < statement->term_count && status == STATUS_OK; i++) {
        status = connection_run(
            connection,
            "INSERT INTO posting (term, seq) SELECT t.id, $1 FROM term t WHERE t.kind = $2 AND "
            "t.value = $3 ON CONFLICT (term, seq) DO NOTHING",
            VALUES(value_integer(seq), value_integer((int64_t)statement->terms[i].kind),
                   value_text(statement->terms[i].value)),
            error);
    }
    return status;
}

/* Those that refer, are referred to or are voided have theirs. */
static enum status post_from(struct connection *connection, int64_t first_seq, struct error *error)
{
    const struct value values[] = {value_integer(first_seq)};
    const struct statement_walk walk = {
        .sql = "SELECT " STATEMENT_WALK_COLUMNS " FROM statement s "
               "JOIN authority a ON a.id = s.authority WHERE s.seq >= $1 AND s.voided = 0 "
               "ORDER BY s.seq",
        .values = values,
        .value_count = 1,
        .is_long = true,
        .visit = post,
        .context = connection};
    int64_t last_seq = 0;
    enum status status = statements_walk(connection, &walk, error);
    if (status == STATUS_OK) {
        status = connection_integer(connection, "SELECT max(seq) FROM statement", NO_VALUES,
                                    &last_seq, error);
    }
    return status == STATUS_OK ? spans_fill(connection, first_seq - 1, last_seq, error) : status;
}

enum status unposted_catch_up(struct connection *connection, struct error *error)
{
    int64_t first_seq = 0;
    enum status status = unposted_first(connection, &first_seq, error);
    if (status != STATUS_OK || first_seq == 0) {
        return status;
    }
    status = post_from(connection, first_seq, error);
    return status == STATUS_OK ? unposted_end(connection, error) : status;
}

enum status unposted_recover(struct connection *connection, struct error *error)
{
    int64_t first_seq = 0;
    enum status status = unposted_first(connection, &first_seq, error);
    if (status != STATUS_OK || first_seq == 0) {
        return status;
    }
    status = connection_run(connection, connection->backend->begin_writing, NO_VALUES, error);
    status = status == STATUS_OK ? unposted_catch_up(connection, error) : status;
    if (status == STATUS_OK) {
        return connection_run(connection, "COMMIT", NO_VALUES, error);
    }
    struct error ignored; /* the failure that is told is the one that led here */
    (void)!connection_run(connection, "ROLLBACK", NO_VALUES, &ignored);
    return status;
}

enum status unposted_begin_snapshot(struct connection *connection, struct error *error)
{
    for (size_t i = 0; i < SNAPSHOT_TRIES; i++) {
        int64_t first_seq = 0;
        enum status status =
            connection_run(connection, connection->backend->begin_snapshot, NO_VALUES, error);
        if (status == STATUS_OK) {
            status = unposted_first(connection, &first_seq, error);
        }
        if (status != STATUS_OK || first_seq == 0) {
            return status;
        }
        status = connection_run(connection, "ROLLBACK", NO_VALUES, error);
        status = status == STATUS_OK ? unposted_recover(connection, error) : status;
        if (status != STATUS_OK) {
            return status;
        }
    }
    return FAIL(error, STATUS_UNAVAILABLE,
                "the store is being written to so much that no moment was found when all "
                "statements could be found by all that they tell; try again");
}

enum status unposted_flush(struct transaction *transaction, struct error *error)
{
    transaction->must_post = true;
    return pending_flush(transaction->pending, transaction->connection, error);
}

/* ---- for queries ---- */

struct asking {
    struct store_write write; /* first */
    const struct term *terms; /* NULL: for all */
    size_t term_count;
};

static enum status post_ahead(struct transaction *transaction, const struct term *term,
                              struct error *error)
{
    struct posting like = {0};
    enum status status =
        terms_find(transaction->terms, transaction->connection, term, &like.term, error);
    return status == STATUS_OK && like.term != 0
               ? pending_write_ahead(transaction->pending, PENDING_POSTING, &like,
                                     transaction->connection, error)
               : status;
}

static enum status ask(struct transaction *transaction, struct store_write *write,
                       struct error *error)
{
    const struct asking *asking = (const struct asking *)write;
    enum status status = STATUS_OK;
    if (transaction->store->beside) {
        status = unposted_catch_up(transaction->connection, error);
    }
    transaction->must_post = transaction->must_post || asking->terms == NULL;
    for (size_t i = 0; i < asking->term_count && status == STATUS_OK; i++) {
        status = post_ahead(transaction, &asking->terms[i], error);
    }
    return status;
}

/* Another process may have left some. */
static enum status find_any(struct store *store, bool *out, struct error *error)
{
    int64_t first_seq = 0;
    struct connection *reader = store_borrow_reader(store);
    enum status status = unposted_first(reader, &first_seq, error);
    store_return_reader(store, reader);
    *out = first_seq != 0;
    return status;
}

static enum status await(struct store *store, struct asking *asking, struct error *error)
{
    bool any = atomic_load(&store->has_unposted);
    enum status status = STATUS_OK;
    if (store->beside && store->connection->backend->posts_late) {
        status = find_any(store, &any, error);
    }
    if (status != STATUS_OK || !any) {
        return status;
    }
    return store_write_and_wait(store, &asking->write, error);
}

enum status unposted_await(struct store *store, const struct term *terms, size_t term_count,
                           struct error *error)
{
    struct asking asking = {{.apply = ask, .goes_ahead = true}, terms, term_count};
    return await(store, &asking, error);
}

enum status unposted_await_none(struct store *store, struct error *error)
{
    struct asking asking = {.write = {.apply = ask}};
    return await(store, &asking, error);
}
