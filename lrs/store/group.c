/* SPDX-License-Identifier: Apache-2.0 */

/* A group of writes in one transaction, each in its own savepoint.
 *
 * What the writer remembers between transactions (terms, definitions, an authority) is forgotten on
 * each rollback, because it may have been taken back. What the group's writes add to shared rows is
 * gathered (pending.h) and written before the commit, postings mostly before a later one
 * (deferral.h).
 *
 * An engine that is far away is asked ahead for what the next writes want to know, and commands are
 * not waited for. When one of them fails, nobody knows whose write it was; the group is done again,
 * waiting for each write: then the savepoint tells. */
#include "base/clock.h"
#include "store/definitions.h"
#include "store/learning.h"
#include "store/loaded_profiles.h"
#include "store/pending.h"
#include "store/segments.h"
#include "store/tally_sorts.h"
#include "store/terms.h"
#include "store/unposted.h"
#include "store/writer_parts.h"

#include <stdlib.h>
#include <time.h>

/* As long as a failover takes; a client waits no longer. */
enum { REPEAT_FOR_US = 20000000, REPEAT_PAUSE_NS = 100000000 };
enum { FORESEEN_QUERIES = 1000 }; /* asked ahead of a write, and some more */

static enum status command(struct writer *writer, const char *sql, struct error *error)
{
    return connection_run(writer->transaction.connection, sql, NO_VALUES, error);
}

static void forget(struct writer *writer)
{
    terms_forget(writer->transaction.terms);
    definitions_forget(writer->transaction.definitions);
    segments_forget(writer->transaction.segments);
    loaded_profiles_forget(&writer->transaction);
    tally_sorts_forget(writer->transaction.connection);
    free(writer->transaction.authority);
    writer->transaction.authority = NULL;
}

static const struct backend *backend_in(const struct writer *writer)
{
    return writer->transaction.connection->backend;
}

static bool should_repeat(const struct writer *writer)
{
    return backend_in(writer)->should_repeat != NULL &&
           backend_in(writer)->should_repeat(writer->transaction.connection);
}

/* Takes back what a write has done that failed. Fails if a command has failed that may be of a
 * write before it. */
static enum status undo(struct writer *writer, struct error *error)
{
    enum status status = STATUS_OK;
    if (!writer->is_careful) {
        status = connection_settle(writer->transaction.connection, error);
    }
    forget(writer);
    pending_undo_write(writer->transaction.pending);
    /* Fails if the engine has already rolled the whole transaction back. */
    return status == STATUS_OK ? command(writer, "ROLLBACK TO write", error) : status;
}

/* Applies one write, inside its savepoint unless it takes all with it. What the write itself makes
 * of it stands in write->status; the returned status is about the whole group.
 *
 * SQLite releases the savepoint of each command that writes many rows by walking through all that
 * the savepoint around it has kept: of a rebuild that takes the square of its time. */
static enum status apply(struct writer *writer, struct store_write *write, struct error *error)
{
    struct transaction *transaction = &writer->transaction;
    enum status status = write->takes_all ? STATUS_OK : command(writer, "SAVEPOINT write", error);
    if (status != STATUS_OK) {
        return status;
    }
    pending_begin_write(transaction->pending);
    write->status = write->apply(transaction, write, &write->error);
    if (writer->is_careful && write->status == STATUS_OK) {
        write->status = connection_settle(transaction->connection, &write->error);
    }
    if (write->status == STATUS_UNAVAILABLE && should_repeat(writer)) {
        *error = write->error; /* the engine's trouble, not the write's */
        return write->status;
    }
    if (write->takes_all) {
        *error = write->error;
        return write->status;
    }
    if (write->status != STATUS_OK) {
        status = undo(writer, error);
    }
    return status == STATUS_OK ? command(writer, "RELEASE write", error) : status;
}

/* Between writes, so that what is gathered takes little memory. */
static enum status flush_much(struct writer *writer, struct error *error)
{
    struct transaction *transaction = &writer->transaction;
    if (!pending_is_much(transaction->pending)) {
        return STATUS_OK;
    }
    enum status status = unposted_flush(transaction, error);
    pending_forget_flushed(transaction->pending);
    return status;
}

static void roll_back(struct writer *writer)
{
    struct error ignored; /* the failure that is told is the one that led here */
    if (writer->is_begun) {
        writer->is_begun = command(writer, "ROLLBACK", &ignored) != STATUS_OK;
    }
}

/* Has the engine asked what writes from `ahead` on want to know, until that is much; the first
 * write that is left. */
static struct store_write *look_ahead(struct writer *writer, struct store_write *ahead)
{
    struct connection *connection = writer->transaction.connection;
    connection->foreseen = 0;
    while (ahead != NULL && connection->foreseen < FORESEEN_QUERIES) {
        if (ahead->foresee != NULL) {
            ahead->foresee(&writer->transaction, ahead);
        }
        ahead = ahead->next;
    }
    return ahead;
}

static enum status apply_each(struct writer *writer, struct store_write *writes,
                              struct error *error)
{
    enum status status = STATUS_OK;
    struct store_write *ahead = writer->is_careful ? NULL : writes;
    for (struct store_write *write = writes; write != NULL && status == STATUS_OK;
         write = write->next) {
        if (write == ahead) {
            ahead = look_ahead(writer, ahead);
        }
        status = apply(writer, write, error);
        status = status == STATUS_OK ? flush_much(writer, error) : status;
    }
    return status;
}

/* Begins a transaction. *out_done: the one before it has taken place after all, which tells that
 * there is nothing left to do. */
static enum status begin(struct writer *writer, bool *out_done, struct error *error)
{
    *out_done = false;
    writer->transaction.knows_profiles = false;
    writer->transaction.reads_profiles = false;
    /* What is left of a group whose rollback failed with it, as the engine was gone, goes first. */
    roll_back(writer);
    enum status status = command(writer, backend_in(writer)->begin_writing, error);
    writer->is_begun = writer->is_begun || status == STATUS_OK;
    if (status == STATUS_OK) {
        status = turns_take(&writer->turns, &writer->transaction, error);
    }
    if (status == STATUS_OK && writer->is_unsure) {
        status =
            turns_was_committed(&writer->turns, writer->transaction.connection, out_done, error);
        writer->is_unsure = status != STATUS_OK;
    }
    return status;
}

static void tell_committed(struct writer *writer, int64_t before_seq)
{
    struct transaction *transaction = &writer->transaction;
    pending_commit(transaction->pending);
    segments_end(transaction->segments);
    deferral_committed(&writer->deferral, transaction, before_seq);
    if (transaction->store->learning != NULL) {
        learning_consider(transaction->store->learning, transaction->next_seq - 1);
    }
}

static enum status commit(struct writer *writer, int64_t before_seq, struct error *error)
{
    struct transaction *transaction = &writer->transaction;
    enum status status = segments_settle(transaction, error);
    if (status == STATUS_OK) {
        status = deferral_end(&writer->deferral, transaction, before_seq, error);
    }
    if (status == STATUS_OK) {
        status = turns_end(&writer->turns, transaction, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = command(writer, "COMMIT", error);
    writer->is_begun = status != STATUS_OK;
    writer->is_unsure = status != STATUS_OK && should_repeat(writer);
    if (status == STATUS_OK) {
        tell_committed(writer, before_seq);
    }
    return status;
}

static void reset_all(struct store_write *writes)
{
    for (struct store_write *write = writes; write != NULL; write = write->next) {
        write->status = STATUS_OK;
    }
}

static enum status apply_all(struct writer *writer, struct store_write *writes, struct error *error)
{
    bool is_done = false;
    enum status status = begin(writer, &is_done, error);
    if (status != STATUS_OK || is_done) {
        return status;
    }
    int64_t before_seq = writer->transaction.next_seq - 1;
    writer->transaction.must_post = writer->is_ending;
    reset_all(writes);
    status = apply_each(writer, writes, error);
    return status == STATUS_OK ? commit(writer, before_seq, error) : status;
}

/* ---- doing a lost transaction again ---- */

static void pause_repeating(void)
{
    (void)nanosleep(&(struct timespec){.tv_nsec = REPEAT_PAUSE_NS}, NULL);
}

static void forget_group(struct writer *writer)
{
    roll_back(writer);
    forget(writer);
    segments_end(writer->transaction.segments);
    pending_roll_back(writer->transaction.pending);
}

enum status group_write(struct writer *writer, struct store_write *writes, struct error *error)
{
    int64_t until_us = clock_monotonic_us() + REPEAT_FOR_US;
    writer->is_unsure = false;
    writer->is_careful = backend_in(writer)->settle == NULL;
    for (;;) {
        enum status status = apply_all(writer, writes, error);
        if (status == STATUS_OK) {
            roll_back(writer); /* what only asked for the outcome of the one before */
            turns_note_bound(&writer->turns, writer->transaction.connection);
            return status;
        }
        bool may_repeat = should_repeat(writer);
        bool again = may_repeat ? clock_monotonic_us() < until_us : !writer->is_careful;
        writer->is_careful = writer->is_careful || !may_repeat;
        forget_group(writer);
        if (!again) {
            return status;
        }
        if (may_repeat) {
            pause_repeating();
        }
    }
}
