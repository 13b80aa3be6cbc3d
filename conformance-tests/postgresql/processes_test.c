/* SPDX-License-Identifier: Apache-2.0 */

/* Several processes on one database, and a database that is ended under them: what was
 * acknowledged is stored, once, in one order that no reader sees a gap in. */
#include "server_fixture.h"

#include "store/fixture.h"
#include "store/store.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>
#include <pthread.h>

enum { WRITERS = 4, BATCHES = 40, BATCH = 3, TOTAL = WRITERS * BATCHES * BATCH, ENDINGS = 3 };

static void pause_ms(long ms)
{
    (void)nanosleep(&(struct timespec){.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000}, NULL);
}

static struct store *open_store(void)
{
    struct error error = {0};
    struct store *store = NULL;
    if (store_open(fixture_url(), NULL, &store, &error) != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    return store;
}

/* Batch `batch` of writer `writer`: the same learners and activities as in every other, so that
 * all want the same rows. */
static enum status put_batch(struct store *store, unsigned writer, unsigned batch,
                             struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement items[BATCH];
    unsigned first = 1 + (writer * BATCHES + batch) * BATCH;
    for (unsigned i = 0; i < BATCH; i++) {
        items[i] =
            fixture_did(arena, first + i, "ann", "http://adlnet.gov/expapi/verbs/initialized",
                        arena_print(arena, "http://example.org/%u", (writer + i) % BATCH));
        items[i].defines = true;
    }
    return fixture_put(store, items, BATCH, error);
}

/* ---- which statements are there ---- */

struct seen {
    unsigned times[TOTAL + 1];
    unsigned count;
    int64_t last_seq;
    int64_t last_stored_us;
};

static enum status see(void *context, const struct stored_statement *statement, struct error *error)
{
    (void)error;
    struct seen *seen = context;
    unsigned number = (unsigned)statement->id.bytes[14] << 8 | statement->id.bytes[15];
    assert_in_range(number, 1, TOTAL);
    assert_true(statement->seq > seen->last_seq);
    assert_true(statement->stored_us > seen->last_stored_us);
    seen->last_seq = statement->seq;
    seen->last_stored_us = statement->stored_us;
    seen->times[number]++;
    seen->count++;
    return STATUS_OK;
}

static void read_span(struct store *store, int64_t since_us, int64_t until_us, struct seen *seen)
{
    struct statement_query query = {
        .since_us = since_us, .until_us = until_us, .ascending = true, .limit = 50};
    struct error error = {0};
    do {
        if (store_query_statements(store, &query, see, seen, &query.after_seq, &error) !=
            STATUS_OK) {
            fail_msg("%s", error.message);
        }
    } while (query.after_seq != 0);
}

static void assert_progress_counts(struct store *store, unsigned statements)
{
    AUTO(buffer_finish) struct buffer found = BUFFER_INIT(4096);
    struct error error = {0};
    char expected[32];
    (void)snprintf(expected, sizeof expected, "%u|%u|\n", statements, statements);
    assert_int_equal(store_run_report(store,
                                      "SELECT sum(statements) AS s, sum(attempts) AS a "
                                      "FROM report_progress",
                                      NULL, 0, fixture_add_row, &found, &error),
                     STATUS_OK);
    assert_string_equal(found.data, expected);
}

/* ---- processes ---- */

static void write_all(unsigned writer)
{
    struct error error = {0};
    struct store *store = open_store();
    enum status status = store == NULL ? STATUS_UNAVAILABLE : STATUS_OK;
    for (unsigned i = 0; i < BATCHES && status == STATUS_OK; i++) {
        status = put_batch(store, writer, i, &error);
    }
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "writer %u: %s\n", writer, error.message);
    }
    store_close(store);
    _exit(status == STATUS_OK ? 0 : 1);
}

static void a_reader_of_many_processes_work_misses_nothing(void **state)
{
    (void)state;
    struct error error = {0};
    pid_t writers[WRITERS];
    assert_int_equal(fixture_empty(&error), STATUS_OK);
    for (unsigned i = 0; i < WRITERS; i++) {
        writers[i] = fork();
        if (writers[i] == 0) {
            write_all(i);
        }
    }
    struct store *store = open_store();
    assert_non_null(store);
    struct seen seen = {.last_stored_us = INT64_MIN};
    int64_t since_us = INT64_MIN;
    for (int tries = 0; seen.count < TOTAL && tries < 20000; tries++) {
        int64_t bound_us = store_consistent_through_us(store);
        assert_true(bound_us >= since_us);
        read_span(store, since_us, bound_us, &seen);
        since_us = bound_us;
        pause_ms(3);
    }
    for (unsigned i = 0; i < WRITERS; i++) {
        int outcome = -1;
        assert_int_equal(waitpid(writers[i], &outcome, 0), writers[i]);
        assert_int_equal(outcome, 0);
    }
    assert_int_equal(seen.count, TOTAL);
    assert_int_equal(seen.last_seq, TOTAL);
    assert_progress_counts(store, TOTAL);
    store_close(store);
}

/* ---- a server that is ended ---- */

struct load {
    pthread_t thread;
    unsigned writer;
    struct store *store;
    atomic_uint *acknowledged_count;
    bool acknowledged[BATCHES];
};

static void *run_load(void *context)
{
    struct load *load = context;
    for (unsigned i = 0; i < BATCHES; i++) {
        struct error error = {0};
        load->acknowledged[i] = put_batch(load->store, load->writer, i, &error) == STATUS_OK;
        atomic_fetch_add(load->acknowledged_count, load->acknowledged[i]);
        pause_ms(10);
    }
    return NULL;
}

static void what_is_acknowledged_survives_crashes_of_the_server(void **state)
{
    (void)state;
    struct error error = {0};
    static struct load loads[WRITERS];
    atomic_uint acknowledged = 0;
    assert_int_equal(fixture_empty(&error), STATUS_OK);
    struct store *stores[2] = {open_store(), open_store()};
    for (unsigned i = 0; i < WRITERS; i++) {
        loads[i] =
            (struct load){.writer = i, .store = stores[i % 2], .acknowledged_count = &acknowledged};
        assert_int_equal(pthread_create(&loads[i].thread, NULL, run_load, &loads[i]), 0);
    }
    for (unsigned i = 1; i <= ENDINGS; i++) {
        while (atomic_load(&acknowledged) < i * WRITERS * BATCHES / (ENDINGS + 2)) {
            pause_ms(5);
        }
        end_server();
    }
    struct seen seen = {.last_stored_us = INT64_MIN};
    for (unsigned i = 0; i < WRITERS; i++) {
        (void)pthread_join(loads[i].thread, NULL);
    }
    read_span(stores[0], INT64_MIN, INT64_MAX, &seen);
    for (unsigned i = 0; i < TOTAL; i++) {
        bool stands = loads[i / BATCH / BATCHES].acknowledged[i / BATCH % BATCHES];
        assert_in_range(seen.times[i + 1], stands ? 1 : 0, 1);
    }
    assert_int_equal(atomic_load(&acknowledged), WRITERS * BATCHES); /* a restart is waited for */
    assert_progress_counts(stores[1], seen.count);
    store_close(stores[0]);
    store_close(stores[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reader_of_many_processes_work_misses_nothing),
        cmocka_unit_test(what_is_acknowledged_survives_crashes_of_the_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
