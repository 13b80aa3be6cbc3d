/* SPDX-License-Identifier: Apache-2.0 */

/* The machine's clock steps back, again and again, while several threads write: `stored` grows with
 * seq all the same, Consistent-Through never falls, and a span of time misses nothing. */
#include "base/clock.h"
#include "faults/sound.h"
#include "store/fixture.h"
#include "store/store.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>

#include <cmocka.h>

#define FILE_NAME "clock_steps_test.db"
#define URL "sqlite:" FILE_NAME
enum { THREADS = 4, EACH = 150, ROUNDS = 3, DAY_S = 86400 };

static atomic_uint asked;

/* Goes on by a millisecond each time, and back by up to a day every eleventh time. */
static int64_t stepping_clock(void)
{
    int64_t start_us = INT64_C(1700000000000000);
    unsigned count = atomic_fetch_add(&asked, 1);
    int64_t back_s = (int64_t)(count / 11) * 977 % DAY_S;
    return start_us + (int64_t)count * 1000 - back_s * 1000000;
}

struct writing {
    pthread_t thread;
    struct store *store;
    unsigned first;
    bool failed;
};

static void *write_on(void *context)
{
    struct writing *writing = context;
    for (unsigned i = 0; i < EACH; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement statement =
            fixture_did(arena, writing->first + i, "ann",
                        "http://adlnet.gov/expapi/verbs/completed", "https://example.org/course");
        int64_t bound = store_consistent_through_us(writing->store);
        writing->failed |= fixture_put(writing->store, &statement, 1, NULL) != STATUS_OK ||
                           store_consistent_through_us(writing->store) < bound;
    }
    return NULL;
}

struct span {
    int64_t last_us;
    int64_t count;
};

static enum status see(void *context, const struct stored_statement *statement, struct error *error)
{
    (void)error;
    struct span *span = context;
    assert_true(statement->stored_us > span->last_us);
    span->last_us = statement->stored_us;
    span->count++;
    return STATUS_OK;
}

/* In pages of time, as a client does that goes on from the `stored` it saw last. */
static void assert_spans_have_all(struct store *store, int64_t expected)
{
    struct span span = {.last_us = INT64_MIN};
    int64_t more = 1;
    while (more != 0) {
        struct statement_query query = {
            .since_us = span.last_us, .until_us = INT64_MAX, .ascending = true, .limit = 7};
        assert_int_equal(store_query_statements(store, &query, see, &span, &more, NULL), STATUS_OK);
    }
    assert_int_equal(span.count, expected);
}

static void write_round(unsigned round)
{
    struct writing writing[THREADS];
    AUTO(store_close) struct store *store = NULL;
    assert_int_equal(store_open(URL, NULL, &store, NULL), STATUS_OK);
    for (unsigned i = 0; i < THREADS; i++) {
        writing[i] = (struct writing){.store = store, .first = 1 + (round * THREADS + i) * EACH};
        assert_int_equal(pthread_create(&writing[i].thread, NULL, write_on, &writing[i]), 0);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        (void)pthread_join(writing[i].thread, NULL);
        assert_false(writing[i].failed);
    }
    assert_spans_have_all(store, (int64_t)(round + 1) * THREADS * EACH);
}

static void stored_grows_while_the_clock_steps_back(void **state)
{
    (void)state;
    remove_store(FILE_NAME);
    clock_replace(stepping_clock);
    for (unsigned round = 0; round < ROUNDS; round++) { /* opened anew, with an earlier clock */
        write_round(round);
    }
    clock_replace(NULL);
    int64_t stored = assert_sound(URL);
    assert_int_equal(stored, ROUNDS * THREADS * EACH);
    print_message("%d acknowledged, %lld stored, the clock stepped back %u times\n",
                  ROUNDS * THREADS * EACH, (long long)stored, atomic_load(&asked) / 11);
    remove_store(FILE_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(stored_grows_while_the_clock_steps_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
