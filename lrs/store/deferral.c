/* SPDX-License-Identifier: Apache-2.0 */

#include "store/deferral.h"

#include "base/clock.h"
#include "store/pending.h"
#include "store/spans.h"
#include "store/unposted.h"

static bool posts_late(const struct transaction *transaction)
{
    return transaction->connection->backend->posts_late;
}

static size_t left_of_run(const struct transaction *transaction)
{
    return pending_count_run(transaction->pending, PENDING_POSTING);
}

/* The first seq that is unposted once the transaction has ended, if one is. */
static int64_t first_left(const struct deferral *deferral, const struct transaction *transaction,
                          int64_t before_seq)
{
    if (deferral->run_end_seq != 0 && left_of_run(transaction) == 0) {
        return deferral->run_end_seq;
    }
    return deferral->first_seq != 0 ? deferral->first_seq : before_seq + 1;
}

/* Writes all that is gathered, and what is made of the postings of many statements. */
static enum status post_all(const struct deferral *deferral, struct transaction *transaction,
                            int64_t before_seq, struct error *error)
{
    int64_t first_seq = deferral->first_seq != 0 ? deferral->first_seq : before_seq + 1;
    enum status status = unposted_flush(transaction, error);
    if (status == STATUS_OK) {
        status =
            spans_fill(transaction->connection, first_seq - 1, transaction->next_seq - 1, error);
    }
    return status == STATUS_OK && posts_late(transaction)
               ? unposted_end(transaction->connection, error)
               : status;
}

static bool is_due(const struct deferral *deferral, const struct transaction *transaction)
{
    return deferral->first_seq != 0 &&
           (left_of_run(transaction) > 0 ||
            pending_count(transaction->pending, PENDING_POSTING) >= DEFERRAL_MANY ||
            clock_monotonic_us() >= deferral->due_us);
}

/* The same part of the run's cost as what has come meanwhile is of a run, so that this one is
 * written when the next one is there, and no transaction takes much longer than others. */
static size_t cost_of_slice(const struct transaction *transaction)
{
    const struct pending *pending = transaction->pending;
    size_t added = pending_count_added(pending, PENDING_POSTING);
    size_t cost = pending_cost_of_run(pending, PENDING_POSTING) * added / DEFERRAL_MANY;
    return cost > DEFERRAL_SLICE ? cost : DEFERRAL_SLICE;
}

static enum status post_slice(struct deferral *deferral, struct transaction *transaction,
                              int64_t before_seq, struct error *error)
{
    struct pending *pending = transaction->pending;
    if (left_of_run(transaction) == 0) {
        pending_begin_run(pending, PENDING_POSTING);
        deferral->run_end_seq = before_seq + 1;
    }
    enum status status = pending_flush_slice(pending, PENDING_POSTING, cost_of_slice(transaction),
                                             transaction->connection, error);
    if (status != STATUS_OK || left_of_run(transaction) > 0) {
        return status;
    }
    status = spans_fill(transaction->connection, deferral->first_seq - 1, deferral->run_end_seq - 1,
                        error);
    return status == STATUS_OK ? unposted_end(transaction->connection, error) : status;
}

static enum status post_some(struct deferral *deferral, struct transaction *transaction,
                             int64_t before_seq, struct error *error)
{
    enum status status = pending_flush_due(transaction->pending, transaction->connection, error);
    if (status == STATUS_OK && is_due(deferral, transaction)) {
        status = post_slice(deferral, transaction, before_seq, error);
    }
    return status == STATUS_OK && pending_count(transaction->pending, PENDING_POSTING) > 0
               ? unposted_note(transaction->connection,
                               first_left(deferral, transaction, before_seq), error)
               : status;
}

enum status deferral_end(struct deferral *deferral, struct transaction *transaction,
                         int64_t before_seq, struct error *error)
{
    return !posts_late(transaction) || transaction->must_post
               ? post_all(deferral, transaction, before_seq, error)
               : post_some(deferral, transaction, before_seq, error);
}

void deferral_committed(struct deferral *deferral, const struct transaction *transaction,
                        int64_t before_seq)
{
    bool any = pending_count(transaction->pending, PENDING_POSTING) > 0;
    int64_t first_seq = any ? first_left(deferral, transaction, before_seq) : 0;
    if (first_seq != deferral->first_seq) {
        deferral->first_seq = first_seq;
        deferral->due_us = clock_monotonic_us() + DEFERRAL_AGE_US;
    }
    if (left_of_run(transaction) == 0) {
        deferral->run_end_seq = 0;
    }
    deferral->retry_us = 0;
    atomic_store(&transaction->store->has_unposted, any);
}

void deferral_failed(struct deferral *deferral)
{
    deferral->retry_us = clock_monotonic_us() + DEFERRAL_AGE_US;
}

int64_t deferral_wake_us(const struct deferral *deferral)
{
    if (deferral->first_seq == 0) {
        return INT64_MAX;
    }
    int64_t wake_us = deferral->run_end_seq != 0 ? 0 : deferral->due_us;
    return wake_us > deferral->retry_us ? wake_us : deferral->retry_us;
}
