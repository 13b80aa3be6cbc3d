/* SPDX-License-Identifier: Apache-2.0 */

/* The one thread that writes: everything that waits goes into one transaction (group commit), each
 * write in its own savepoint.
 *
 * A write is acknowledged by done() after the commit has returned, never before; when the commit
 * fails, every write of the group fails with it. What the writer remembers between transactions
 * (terms, definitions, an authority) is forgotten on each rollback, because it may have been taken
 * back. What the group's writes add to shared rows is gathered (pending.h) and written before the
 * commit. */
#include "base/clock.h"
#include "base/mem.h"
#include "store/bodies.h"
#include "store/definitions.h"
#include "store/internal.h"
#include "store/pending.h"
#include "store/spans.h"
#include "store/terms.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

/* As long as a failover takes; a client waits no longer. */
enum { REPEAT_FOR_US = 20000000, REPEAT_PAUSE_NS = 100000000 };

struct writer {
    struct transaction transaction;
    bool is_committing; /* the last command sent was COMMIT */
    bool is_begun;      /* a transaction; still so if it could not even be rolled back */
    pthread_t thread;
    bool started;
    pthread_mutex_t mutex; /* guards what follows */
    pthread_cond_t work;
    struct store_write *first;
    struct store_write **tail;
    size_t waiting;
    size_t queue_max;
    bool closing;
};

static enum status command(struct writer *writer, const char *sql, struct error *error)
{
    return connection_run(writer->transaction.connection, sql, NO_VALUES, error);
}

static void forget(struct writer *writer)
{
    terms_forget(writer->transaction.terms);
    definitions_forget(writer->transaction.definitions);
    bodies_forget(writer->transaction.connection);
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

/* Applies one write inside its savepoint. What the write itself makes of it stands in
 * write->status; the returned status is about the whole group. */
static enum status apply(struct writer *writer, struct store_write *write, struct error *error)
{
    enum status status = command(writer, "SAVEPOINT write", error);
    if (status != STATUS_OK) {
        return status;
    }
    pending_begin_write(writer->transaction.pending);
    write->status = write->apply(&writer->transaction, write, &write->error);
    if (write->status == STATUS_UNAVAILABLE && should_repeat(writer)) {
        *error = write->error; /* the engine's trouble, not the write's */
        return write->status;
    }
    if (write->status != STATUS_OK) {
        forget(writer);
        pending_undo_write(writer->transaction.pending);
        /* Fails if the engine has already rolled the whole transaction back. */
        status = command(writer, "ROLLBACK TO write", error);
    }
    return status == STATUS_OK ? command(writer, "RELEASE write", error) : status;
}

/* Between writes, so that what is gathered takes little memory, and at the end. */
static enum status flush(struct writer *writer, struct error *error)
{
    struct transaction *transaction = &writer->transaction;
    enum status status = pending_flush(transaction->pending, transaction->connection, error);
    pending_clear(transaction->pending);
    return status;
}

/* Where several processes write: waits for this one's turn and goes on where the last one ended.
 * What others have written since may have changed definitions; terms stay what they are. */
static enum status take_turn(struct writer *writer, struct error *error)
{
    struct transaction *transaction = &writer->transaction;
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = cursor_begin(transaction->connection, backend_in(writer)->take_turn,
                                      NO_VALUES, &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    assert(row);
    int64_t next_seq = cursor_integer(cursor, 0) + 1;
    if (next_seq != transaction->next_seq) {
        definitions_forget(transaction->definitions);
    }
    transaction->next_seq = next_seq;
    transaction->number = cursor_integer(cursor, 2);
    store_keep_stamp_us(transaction->store, cursor_integer(cursor, 1));
    return STATUS_OK;
}

static enum status end_turn(struct writer *writer, struct error *error)
{
    struct transaction *transaction = &writer->transaction;
    return connection_run(transaction->connection, backend_in(writer)->end_turn,
                          VALUES(value_integer(transaction->next_seq - 1),
                                 value_integer(store_last_stamp_us(transaction->store))),
                          error);
}

static void roll_back(struct writer *writer)
{
    struct error ignored; /* the failure that is told is the one that led here */
    if (writer->is_begun) {
        writer->is_begun = command(writer, "ROLLBACK", &ignored) != STATUS_OK;
    }
}

/* A dictionary that cannot be read is not used: then statements are packed as before. */
static void use_learned(struct transaction *transaction)
{
    struct error ignored;
    (void)!bodies_use_newest(transaction->connection, transaction->store->packing, &ignored);
}

static enum status apply_each(struct writer *writer, struct store_write *writes,
                              struct error *error)
{
    enum status status = STATUS_OK;
    for (struct store_write *write = writes; write != NULL && status == STATUS_OK;
         write = write->next) {
        status = apply(writer, write, error);
        if (status == STATUS_OK &&
            (write->next == NULL || pending_is_much(writer->transaction.pending))) {
            status = flush(writer, error);
        }
    }
    return status;
}

/* What is made of many statements, now that those behind `before_seq` have come. */
static enum status summarise(struct writer *writer, int64_t before_seq, bool *out_has_learned,
                             struct error *error)
{
    struct connection *connection = writer->transaction.connection;
    int64_t last_seq = writer->transaction.next_seq - 1;
    enum status status = spans_fill(connection, before_seq, last_seq, error);
    return status == STATUS_OK ? bodies_learn(connection, last_seq, out_has_learned, error)
                               : status;
}

static enum status apply_all(struct writer *writer, struct store_write *writes, struct error *error)
{
    bool takes_turns = backend_in(writer)->take_turn != NULL;
    /* What is left of a group whose rollback failed with it, as the engine was gone, goes first. */
    roll_back(writer);
    writer->is_committing = false;
    enum status status = command(writer, backend_in(writer)->begin_writing, error);
    writer->is_begun = writer->is_begun || status == STATUS_OK;
    if (status == STATUS_OK && takes_turns) {
        status = take_turn(writer, error);
    }
    int64_t before_seq = writer->transaction.next_seq - 1;
    bool has_learned = false;
    status = status == STATUS_OK ? apply_each(writer, writes, error) : status;
    status = status == STATUS_OK ? summarise(writer, before_seq, &has_learned, error) : status;
    if (status == STATUS_OK && takes_turns) {
        status = end_turn(writer, error);
    }
    writer->is_committing = status == STATUS_OK;
    status = status == STATUS_OK ? command(writer, "COMMIT", error) : status;
    writer->is_begun = writer->is_begun && status != STATUS_OK;
    if (status == STATUS_OK && has_learned) {
        use_learned(&writer->transaction);
    }
    return status;
}

static void fail_all(struct store_write *writes, const struct error *cause)
{
    for (struct store_write *write = writes; write != NULL; write = write->next) {
        if (write->status == STATUS_OK) {
            write->status = FAIL(&write->error, STATUS_UNAVAILABLE,
                                 "nothing was stored, try again later: %.400s", cause->message);
        }
    }
}

/* ---- doing a lost transaction again ---- */

static void pause_repeating(void)
{
    (void)nanosleep(&(struct timespec){.tv_nsec = REPEAT_PAUSE_NS}, NULL);
}

/* Whether the commit whose answer was lost has taken place; asked until it is known. A document's
 * precondition would fail if it were done twice. */
static bool was_committed(struct writer *writer, int64_t until_us)
{
    const char *question = backend_in(writer)->outcome;
    int64_t outcome = -1;
    while (writer->is_committing && question != NULL && outcome < 0 &&
           clock_monotonic_us() < until_us) {
        struct error ignored;
        enum status status = connection_integer(writer->transaction.connection, question,
                                                VALUES(value_integer(writer->transaction.number)),
                                                &outcome, &ignored);
        if (status != STATUS_OK || outcome < 0) {
            pause_repeating();
        }
    }
    return outcome == 1;
}

static void reset_all(struct store_write *writes)
{
    for (struct store_write *write = writes; write != NULL; write = write->next) {
        write->status = STATUS_OK;
    }
}

/* The group in one transaction; again in another one while the engine says that this may help and
 * nobody has waited too long. */
static enum status write_or_repeat(struct writer *writer, struct store_write *writes,
                                   struct error *error)
{
    int64_t until_us = clock_monotonic_us() + REPEAT_FOR_US;
    for (;;) {
        enum status status = apply_all(writer, writes, error);
        if (status == STATUS_OK) {
            return status;
        }
        bool again = should_repeat(writer) && clock_monotonic_us() < until_us;
        roll_back(writer);
        if (again && was_committed(writer, until_us)) {
            return STATUS_OK;
        }
        forget(writer);
        pending_clear(writer->transaction.pending);
        if (!again) {
            return status;
        }
        reset_all(writes);
        pause_repeating();
    }
}

/* Before whoever changed one is told that it is done. If nothing was committed after all, asking
 * again does no harm. */
static void tell_credentials(struct writer *writer)
{
    if (writer->transaction.changes_credentials && backend_in(writer)->count_mark != NULL) {
        backend_in(writer)->count_mark(writer->transaction.connection);
    }
    writer->transaction.changes_credentials = false;
}

static void write_group(struct writer *writer, struct store_write *writes)
{
    struct error error = {0};
    store_begin_writing(writer->transaction.store);
    if (write_or_repeat(writer, writes, &error) != STATUS_OK) {
        fail_all(writes, &error);
    }
    store_end_writing(writer->transaction.store);
    tell_credentials(writer);
    while (writes != NULL) {
        struct store_write *next = writes->next;
        writes->done(writes);
        writes = next;
    }
}

/* All that waits; waits for something to come; NULL once the store closes and nothing is left. */
static struct store_write *take_waiting(struct writer *writer)
{
    (void)pthread_mutex_lock(&writer->mutex);
    while (writer->first == NULL && !writer->closing) {
        (void)pthread_cond_wait(&writer->work, &writer->mutex);
    }
    struct store_write *writes = writer->first;
    writer->first = NULL;
    writer->tail = &writer->first;
    writer->waiting = 0;
    (void)pthread_mutex_unlock(&writer->mutex);
    return writes;
}

static void *run(void *context)
{
    struct writer *writer = context;
    struct store_write *writes = take_waiting(writer);
    while (writes != NULL) {
        write_group(writer, writes);
        writes = take_waiting(writer);
    }
    return NULL;
}

enum status writer_submit(struct writer *writer, struct store_write *write, struct error *error)
{
    write->next = NULL;
    write->status = STATUS_OK;
    (void)pthread_mutex_lock(&writer->mutex);
    bool closing = writer->closing;
    bool taken = !closing && writer->waiting < writer->queue_max;
    if (taken) {
        *writer->tail = write;
        writer->tail = &write->next;
        writer->waiting++;
        (void)pthread_cond_signal(&writer->work);
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    if (taken) {
        return STATUS_OK;
    }
    if (closing) {
        return FAIL(error, STATUS_UNAVAILABLE, "the store is closing; send this again later");
    }
    return FAIL(error, STATUS_UNAVAILABLE, "%zu writes wait already; send this again later",
                writer->queue_max);
}

enum status writer_create(struct store *store, size_t queue_max, struct writer **out,
                          struct error *error)
{
    int64_t last_seq = 0;
    enum status status = connection_integer(store->connection, "SELECT max(seq) FROM statement",
                                            NO_VALUES, &last_seq, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct writer *writer = MEM_NEW(struct writer);
    writer->transaction = (struct transaction){.connection = store->connection,
                                               .store = store,
                                               .terms = terms_create(),
                                               .definitions = definitions_create(),
                                               .pending = pending_create(),
                                               .next_seq = last_seq + 1};
    (void)pthread_mutex_init(&writer->mutex, NULL);
    (void)pthread_cond_init(&writer->work, NULL);
    writer->tail = &writer->first;
    writer->queue_max = queue_max;
    writer->started = pthread_create(&writer->thread, NULL, run, writer) == 0;
    if (!writer->started) {
        writer_destroy(writer);
        return FAIL(error, STATUS_UNAVAILABLE, "the system gives no thread to write with");
    }
    *out = writer;
    return STATUS_OK;
}

void writer_destroy(struct writer *writer)
{
    if (writer == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&writer->mutex);
    writer->closing = true;
    (void)pthread_cond_signal(&writer->work);
    (void)pthread_mutex_unlock(&writer->mutex);
    if (writer->started) {
        (void)pthread_join(writer->thread, NULL);
    }
    terms_destroy(writer->transaction.terms);
    definitions_destroy(writer->transaction.definitions);
    pending_destroy(writer->transaction.pending);
    free(writer->transaction.authority);
    (void)pthread_cond_destroy(&writer->work);
    (void)pthread_mutex_destroy(&writer->mutex);
    free(writer);
}

/* ---- waiting for one write ---- */

struct waiting_write {
    struct store_write base;
    struct store_write *inner;
    pthread_mutex_t mutex;
    pthread_cond_t finished;
    bool is_finished;
};

static enum status apply_inner(struct transaction *transaction, struct store_write *write,
                               struct error *error)
{
    struct store_write *inner = ((struct waiting_write *)write)->inner;
    return inner->apply(transaction, inner, error);
}

static void wake(struct store_write *write)
{
    struct waiting_write *waiting = (struct waiting_write *)write;
    (void)pthread_mutex_lock(&waiting->mutex);
    waiting->is_finished = true;
    (void)pthread_cond_signal(&waiting->finished);
    (void)pthread_mutex_unlock(&waiting->mutex);
}

enum status store_write_and_wait(struct store *store, struct store_write *write,
                                 struct error *error)
{
    struct waiting_write waiting = {.base = {.apply = apply_inner, .done = wake}, .inner = write};
    (void)pthread_mutex_init(&waiting.mutex, NULL);
    (void)pthread_cond_init(&waiting.finished, NULL);
    enum status status = store_submit(store, &waiting.base, error);
    if (status == STATUS_OK) {
        (void)pthread_mutex_lock(&waiting.mutex);
        while (!waiting.is_finished) {
            (void)pthread_cond_wait(&waiting.finished, &waiting.mutex);
        }
        (void)pthread_mutex_unlock(&waiting.mutex);
        status = waiting.base.status;
        if (status != STATUS_OK && error != NULL) {
            *error = waiting.base.error;
        }
    }
    (void)pthread_cond_destroy(&waiting.finished);
    (void)pthread_mutex_destroy(&waiting.mutex);
    write->status = status;
    return status;
}
