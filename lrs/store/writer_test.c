/* SPDX-License-Identifier: Apache-2.0 */

/* The writer under load and in trouble: threads, a full queue, locks, Consistent-Through. */
#include "store/fixture.h"
#include "store/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#define FILE_NAME "writer_test.db"
enum { THREADS = 8, WRITES_EACH = 40, TOTAL = THREADS * WRITES_EACH };

/* The same file or server again, as another process would open it. */
static const char *url_again(void)
{
    const char *url = getenv("IBEST_TEST_STORE");
    return url != NULL ? url : "sqlite:" FILE_NAME;
}

static void remove_files(void)
{
    (void)unlink(FILE_NAME);
    (void)unlink(FILE_NAME "-wal");
    (void)unlink(FILE_NAME "-shm");
    (void)unlink(FILE_NAME "-lock");
}

static int set_up(void **state)
{
    struct error error = {0};
    struct store *store = NULL;
    remove_files();
    if (fixture_empty(&error) != STATUS_OK ||
        store_open(url_again(), NULL, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_close(*state);
    remove_files();
    return 0;
}

struct thread_work {
    pthread_t thread;
    struct store *store;
    unsigned first;
    bool failed;
};

static void *write_many(void *context)
{
    struct thread_work *work = context;
    for (unsigned i = 0; i < WRITES_EACH; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct error error = {0};
        struct statement statement = fixture_did(
            arena, work->first + i, "ann", "http://example.org/did", "http://example.org/course");
        work->failed |= fixture_put(work->store, &statement, 1, &error) != STATUS_OK;
    }
    return NULL;
}

static void start_threads(struct store *store, struct thread_work *work)
{
    for (unsigned i = 0; i < THREADS; i++) {
        work[i] = (struct thread_work){.store = store, .first = 1 + i * WRITES_EACH};
        assert_int_equal(pthread_create(&work[i].thread, NULL, write_many, &work[i]), 0);
    }
}

static void join_threads(struct thread_work *work)
{
    for (unsigned i = 0; i < THREADS; i++) {
        (void)pthread_join(work[i].thread, NULL);
        assert_false(work[i].failed);
    }
}

/* Which statements a reader has seen, by number, and how often. */
struct seen {
    unsigned times[TOTAL + 1];
    unsigned count;
    int64_t last_stored_us;
};

static enum status see(void *context, const struct stored_statement *statement, struct error *error)
{
    (void)error;
    struct seen *seen = context;
    unsigned number = (unsigned)statement->id.bytes[14] << 8 | statement->id.bytes[15];
    assert_in_range(number, 1, TOTAL);
    assert_true(statement->stored_us > seen->last_stored_us);
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
        assert_int_equal(store_query_statements(store, &query, see, seen, &query.after_seq, &error),
                         STATUS_OK);
    } while (query.after_seq != 0);
}

static void assert_each_seen_once(const struct seen *seen)
{
    assert_int_equal(seen->count, TOTAL);
    for (unsigned i = 1; i <= TOTAL; i++) {
        assert_int_equal(seen->times[i], 1);
    }
}

static void writes_of_many_threads_are_all_stored(void **state)
{
    struct thread_work work[THREADS];
    start_threads(*state, work);
    join_threads(work);
    struct seen seen = {0};
    read_span(*state, INT64_MIN, INT64_MAX, &seen);
    assert_each_seen_once(&seen);
}

/* A reader who asks from one bound to the next, as a warehouse does, while others write. */
static void consistent_through_never_misses_a_statement(void **state)
{
    struct thread_work work[THREADS];
    struct seen seen = {0};
    int64_t since_us = INT64_MIN;
    start_threads(*state, work);
    while (seen.count < TOTAL) {
        int64_t bound_us = store_consistent_through_us(*state);
        assert_true(bound_us >= since_us);
        read_span(*state, since_us, bound_us, &seen);
        since_us = bound_us;
    }
    join_threads(work);
    assert_each_seen_once(&seen);
}

static void second_store_on_a_file_is_refused_with_its_name(void **state)
{
    (void)state;
    struct error error = {0};
    struct store *second = NULL;
    if (getenv("IBEST_TEST_STORE") != NULL) {
        skip(); /* many may serve a database server's */
    }
    assert_int_equal(store_open("sqlite:" FILE_NAME, NULL, &second, &error), STATUS_UNAVAILABLE);
    assert_null(second);
    assert_non_null(strstr(error.message, "'" FILE_NAME "' is in use by another ibest-lrs"));
}

static enum status put_credential(struct transaction *transaction, struct store_write *write,
                                  struct error *error)
{
    (void)write;
    const struct credential credential = {
        .key = "k", .secret_hash = "h", .name = "n", .scopes = "all", .created_us = 7};
    return transaction_put_credential(transaction, &credential, error);
}

static enum status found(void *context, const struct credential *credential, struct error *error)
{
    (void)context;
    (void)credential;
    (void)error;
    return STATUS_OK;
}

static void store_beside_a_serving_one_may_write_a_credential(void **state)
{
    struct error error = {0};
    const struct store_options options = {.beside = true};
    AUTO(store_close) struct store *beside = NULL;
    assert_int_equal(store_open(url_again(), &options, &beside, &error), STATUS_OK);
    struct store_write write = {.apply = put_credential};
    assert_int_equal(store_write_and_wait(beside, &write, &error), STATUS_OK);
    assert_int_equal(store_find_credential(*state, "k", found, NULL, &error), STATUS_OK);
}

/* ---- a queue that is full ---- */

struct slow_write {
    struct store_write base;
    atomic_bool *release;
    atomic_int *finished;
};

static enum status wait_for_release(struct transaction *transaction, struct store_write *write,
                                    struct error *error)
{
    (void)transaction;
    (void)error;
    while (!atomic_load(((struct slow_write *)write)->release)) {
        (void)nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    return STATUS_OK;
}

static void count_finished(struct store_write *write)
{
    atomic_fetch_add(((struct slow_write *)write)->finished, 1);
}

static void full_queue_is_unavailable_and_loses_nothing(void **state)
{
    (void)state;
    enum { QUEUE = 2, OFFERED = 8 };
    const struct store_options options = {.queue_max = QUEUE};
    struct store *store = NULL;
    struct error error = {0};
    atomic_bool release = false;
    atomic_int finished = 0;
    struct slow_write writes[OFFERED];
    int accepted = 0;
    assert_int_equal(store_open("sqlite::memory:", &options, &store, &error), STATUS_OK);
    for (int i = 0; i < OFFERED; i++) {
        writes[i] = (struct slow_write){.base = {.apply = wait_for_release, .done = count_finished},
                                        .release = &release,
                                        .finished = &finished};
        accepted += store_submit(store, &writes[i].base, &error) == STATUS_OK;
    }
    assert_int_equal(error.status, STATUS_UNAVAILABLE);
    assert_in_range(accepted, QUEUE, OFFERED - 1);
    atomic_store(&release, true);
    store_close(store); /* finishes what waits */
    assert_int_equal(finished, accepted);
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(writes_of_many_threads_are_all_stored),
        RULE(consistent_through_never_misses_a_statement),
        RULE(second_store_on_a_file_is_refused_with_its_name),
        RULE(store_beside_a_serving_one_may_write_a_credential),
        RULE(full_queue_is_unavailable_and_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
