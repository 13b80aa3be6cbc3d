/* SPDX-License-Identifier: Apache-2.0 */

/* The one thread that writes: everything that waits goes into one transaction (group commit).
 *
 * A write is acknowledged by done() after the commit has returned, never before; when the commit
 * fails, every write of the group fails with it. */
#include "base/clock.h"
#include "base/mem.h"
#include "store/definitions.h"
#include "store/erased.h"
#include "store/pending.h"
#include "store/segments.h"
#include "store/terms.h"
#include "store/writer_parts.h"

#include <stdio.h>
#include <stdlib.h>

static const struct backend *backend_in(const struct writer *writer)
{
    return writer->transaction.connection->backend;
}

static void fail_all(struct store_write *writes, bool is_unsure, const struct error *cause)
{
    const char *outcome = is_unsure ? "whether this was stored is not known yet, send it again"
                                    : "nothing was stored, try again later";
    for (struct store_write *write = writes; write != NULL; write = write->next) {
        if (write->status == STATUS_OK) {
            write->status =
                FAIL(&write->error, STATUS_UNAVAILABLE, "%s: %.400s", outcome, cause->message);
        }
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

/* None: only what was put off. */
static void write_group(struct writer *writer, struct store_write *writes)
{
    struct error error = {0};
    store_begin_writing(writer->transaction.store);
    if (group_write(writer, writes, &error) != STATUS_OK) {
        fail_all(writes, writer->is_unsure, &error);
        deferral_failed(&writer->deferral);
    }
    store_end_writing(writer->transaction.store);
    tell_credentials(writer);
    while (writes != NULL) {
        struct store_write *next = writes->next;
        writes->done(writes);
        writes = next;
    }
}

static int64_t wake_us(const struct writer *writer)
{
    int64_t deferral_us = deferral_wake_us(&writer->deferral);
    int64_t settling_us = settling_wake_us(&writer->settling);
    return deferral_us < settling_us ? deferral_us : settling_us;
}

/* It may have been woken for something else. */
static bool has_put_off(const struct writer *writer)
{
    return writer->deferral.first_seq != 0 &&
           (writer->is_ending || clock_monotonic_us() >= deferral_wake_us(&writer->deferral));
}

static void settle(struct writer *writer)
{
    struct store_write *portion = writer->is_ending ? NULL : settling_take(&writer->settling);
    if (portion != NULL) {
        write_group(writer, portion);
    }
}

static void *run(void *context)
{
    struct writer *writer = context;
    while (!writer->is_ending) {
        struct store_write *writes =
            write_queue_take(writer->queue, wake_us(writer), &writer->is_ending);
        bool is_written = writes != NULL;
        if (is_written || has_put_off(writer)) {
            write_group(writer, writes);
        }
        if (is_written) {
            settling_wrote(&writer->settling, &writer->transaction);
        }
        settle(writer);
    }
    return NULL;
}

enum status writer_submit(struct writer *writer, struct store_write *write, struct error *error)
{
    return write_queue_put(writer->queue, write, error);
}

static int64_t larger(int64_t left, int64_t right)
{
    return left > right ? left : right;
}

enum status writer_create(struct store *store, size_t queue_max, struct writer **out,
                          struct error *error)
{
    int64_t last_seq = 0;
    int64_t erased_seq = 0;
    int64_t last_term = 0;
    struct turns turns = {0};
    enum status status = connection_integer(store->connection, "SELECT max(seq) FROM statement",
                                            NO_VALUES, &last_seq, error);
    if (status == STATUS_OK) {
        status = erasure_last_seq(store->connection, &erased_seq, error);
    }
    if (status == STATUS_OK) {
        status = connection_integer(store->connection, "SELECT max(id) FROM term", NO_VALUES,
                                    &last_term, error);
    }
    if (status == STATUS_OK) {
        status = turns_init(&turns, store->connection, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct writer *writer = MEM_NEW(struct writer);
    writer->turns = turns;
    writer->transaction = (struct transaction){.connection = store->connection,
                                               .store = store,
                                               .terms = terms_create(),
                                               .definitions = definitions_create(),
                                               .pending = pending_create(),
                                               .segments = segments_create(),
                                               .has_erased = erased_seq != 0,
                                               .next_seq = larger(last_seq, erased_seq) + 1};
    terms_keep_last(writer->transaction.terms, last_term);
    writer->queue = write_queue_create(queue_max);
    settling_begin(&writer->settling, store->settles);
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
    write_queue_close(writer->queue);
    if (writer->started) {
        (void)pthread_join(writer->thread, NULL);
    }
    terms_destroy(writer->transaction.terms);
    definitions_destroy(writer->transaction.definitions);
    pending_destroy(writer->transaction.pending);
    segments_destroy(writer->transaction.segments);
    free(writer->transaction.authority);
    write_queue_destroy(writer->queue);
    free(writer);
}
