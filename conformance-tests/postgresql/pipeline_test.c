/* SPDX-License-Identifier: Apache-2.0 */

/* How often a PostgreSQL server is waited for, and what holds although it is not. */
#include "store/group_fixture.h"
#include "store/internal.h"
#include "store/postgres.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* What prepares the statements of a session, and what is measured then. */
enum { STATEMENTS = 100, WARM_UPS = 2, SINGLES = 64 };
/* The turn, what is known of the statements, COMMIT; and a few more. */
enum { ROUND_TRIPS_MAX = 8 };

static struct store *open_store(void)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    return store;
}

static struct postgres_connection *session_of(struct store *store)
{
    return postgres_own(store->connection);
}

/* Each by a learner of its own, in one of four activities. */
static struct statement *make(struct arena *arena, unsigned first, unsigned count)
{
    struct statement *items = ARENA_ARRAY(arena, struct statement, count);
    for (unsigned i = 0; i < count; i++) {
        items[i] = fixture_did(arena, first + i, arena_print(arena, "learner%u", first + i),
                               "http://adlnet.gov/expapi/verbs/initialized",
                               arena_print(arena, "http://example.org/%u", i % 4));
        items[i].defines = true;
    }
    return items;
}

static void a_hundred_statements_wait_a_few_times(void **state)
{
    (void)state;
    struct error error = {0};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    size_t before = 0;
    for (unsigned i = 0; i <= WARM_UPS; i++) {
        before = session_of(store)->round_trips;
        struct statement *items = make(arena, 1 + i * STATEMENTS, STATEMENTS);
        assert_int_equal(fixture_put(store, items, STATEMENTS, &error), STATUS_OK);
    }
    size_t round_trips = session_of(store)->round_trips - before;
    print_message("%d statements: %zu round trips\n", STATEMENTS, round_trips);
    assert_in_range(round_trips, 1, ROUND_TRIPS_MAX);
}

static void as_many_writes_of_one_group_wait_no_oftener(void **state)
{
    (void)state;
    static struct group group;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    size_t before = 0;
    for (unsigned i = 0; i <= WARM_UPS; i++) {
        before = session_of(store)->round_trips;
        struct statement *items = make(arena, 1 + i * SINGLES, SINGLES);
        group_init(&group);
        for (size_t j = 0; j < SINGLES; j++) {
            group_add(&group, &items[j], 1);
        }
        group_put(&group, store);
    }
    size_t round_trips = session_of(store)->round_trips - before;
    print_message("%d writes: %zu round trips, two of them for the write that held the others\n",
                  SINGLES, round_trips);
    assert_in_range(round_trips, 1, ROUND_TRIPS_MAX + 2);
}

static enum status run(struct store *store, const char *sql)
{
    struct error error = {0};
    return connection_run(store->connection, sql, NO_VALUES, &error);
}

static enum status settle(struct store *store)
{
    struct error error = {0};
    return connection_settle(store->connection, &error);
}

/* The writer sleeps meanwhile: nothing is submitted. */
static void a_failed_command_fails_all_behind_it_until_it_is_rolled_back(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    assert_int_equal(run(store, "BEGIN"), STATUS_OK);
    assert_int_equal(run(store, "SAVEPOINT one"), STATUS_OK);
    assert_int_equal(run(store, "UPDATE sequencing SET seq = seq / 0"), STATUS_OK); /* not yet */
    assert_int_equal(settle(store), STATUS_INTERNAL);
    assert_int_equal(settle(store), STATUS_INTERNAL); /* still */
    assert_int_equal(run(store, "UPDATE sequencing SET seq = 6"), STATUS_INTERNAL);
    assert_int_equal(run(store, "ROLLBACK TO one"), STATUS_OK);
    assert_int_equal(run(store, "UPDATE sequencing SET seq = 7"), STATUS_OK);
    assert_int_equal(run(store, "COMMIT"), STATUS_OK);
    int64_t seq = 0;
    struct error error = {0};
    assert_int_equal(connection_integer(store->connection, "SELECT seq FROM sequencing", NO_VALUES,
                                        &seq, &error),
                     STATUS_OK);
    assert_int_equal(seq, 7);
}

static void a_commit_behind_a_failed_command_commits_nothing(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    int64_t seq = -1;
    struct error error = {0};
    assert_int_equal(run(store, "BEGIN"), STATUS_OK);
    assert_int_equal(run(store, "UPDATE sequencing SET seq = 9"), STATUS_OK);
    assert_int_equal(run(store, "UPDATE sequencing SET seq = seq / 0"), STATUS_OK);
    assert_int_equal(run(store, "COMMIT"), STATUS_INTERNAL);
    assert_int_equal(run(store, "ROLLBACK"), STATUS_OK);
    assert_int_equal(connection_integer(store->connection, "SELECT seq FROM sequencing", NO_VALUES,
                                        &seq, &error),
                     STATUS_OK);
    assert_int_equal(seq, 0);
}

/* The server answers such a COMMIT with success. */
static void a_commit_that_the_server_turned_into_a_rollback_fails(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    struct error error = {0};
    assert_int_equal(run(store, "BEGIN"), STATUS_OK);
    assert_int_equal(postgres_leave_pipeline(session_of(store), &error), STATUS_OK);
    PQclear(PQexec(session_of(store)->session, "SELECT 1 / 0")); /* behind the store's back */
    assert_int_equal(run(store, "COMMIT"), STATUS_INTERNAL);
}

/* libpq refuses some functions while a pipeline goes on, which looks as if the session were lost.
 */
static void commands_behind_a_transaction_keep_its_session(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    assert_int_equal(run(store, "BEGIN"), STATUS_OK);
    assert_int_equal(run(store, "UPDATE sequencing SET seq = 3"), STATUS_OK);
    assert_int_equal(run(store, "COMMIT"), STATUS_OK);
    const PGconn *session = session_of(store)->session;
    int process = PQbackendPID(session);
    assert_int_equal(run(store, "UPDATE sequencing SET seq = 3"), STATUS_OK); /* prepared */
    assert_int_equal(settle(store), STATUS_OK);
    assert_ptr_equal(session_of(store)->session, session);
    assert_int_equal(PQbackendPID(session), process);
}

/* A statement is looked up ahead of the write before it, which stores it. */
static void an_answer_asked_ahead_is_not_older_than_the_writes_before(void **state)
{
    (void)state;
    static struct group group;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    struct statement *items = make(arena, 1, 1);
    int64_t count = 0;
    struct error error = {0};
    group_init(&group);
    for (size_t i = 0; i < SINGLES; i++) {
        group_add(&group, items, 1);
    }
    group_put(&group, store);
    for (size_t i = 0; i < SINGLES; i++) {
        assert_int_equal(group_outcome(&group, i), STATUS_OK);
    }
    assert_int_equal(connection_integer(store->connection, "SELECT count(*) FROM statement",
                                        NO_VALUES, &count, &error),
                     STATUS_OK);
    assert_int_equal(count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hundred_statements_wait_a_few_times),
        cmocka_unit_test(as_many_writes_of_one_group_wait_no_oftener),
        cmocka_unit_test(a_failed_command_fails_all_behind_it_until_it_is_rolled_back),
        cmocka_unit_test(a_commit_behind_a_failed_command_commits_nothing),
        cmocka_unit_test(a_commit_that_the_server_turned_into_a_rollback_fails),
        cmocka_unit_test(commands_behind_a_transaction_keep_its_session),
        cmocka_unit_test(an_answer_asked_ahead_is_not_older_than_the_writes_before),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
