/* SPDX-License-Identifier: Apache-2.0 */

/* Writes that share a transaction: each sees those before it, and fails alone. */
#include "store/group_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define DID "http://example.org/did"
#define THING "http://example.org/thing"

struct world {
    struct store *store;
    struct arena *arena;
    struct group group;
};

static int set_up(void **state)
{
    struct error error = {0};
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    assert_int_equal(fixture_open(NULL, &world->store, &error), STATUS_OK);
    world->arena = arena_create();
    group_init(&world->group);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    store_close(world->store);
    arena_destroy(world->arena);
    free(world);
    return 0;
}

static struct statement *make(struct world *world, unsigned number, const char *learner)
{
    struct statement *statement = ARENA_NEW(world->arena, struct statement);
    *statement = fixture_did(world->arena, number, learner, DID, THING);
    return statement;
}

static struct statement *voiding(struct world *world, unsigned number, unsigned target)
{
    struct statement *statement = ARENA_NEW(world->arena, struct statement);
    *statement = fixture_about(world->arena, number, FIXTURE_VOIDED, target);
    return statement;
}

static enum status ignore(void *context, const struct stored_statement *statement,
                          struct error *error)
{
    (void)context;
    (void)statement;
    (void)error;
    return STATUS_OK;
}

static bool is_stored(struct world *world, unsigned number, bool voided)
{
    struct uuid id = fixture_id(number);
    struct error error = {0};
    return store_get_statement(world->store, &id, voided, ignore, NULL, &error) == STATUS_OK;
}

static void assert_count(struct world *world, const char *sql, const char *expected)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer found = BUFFER_INIT(4096);
    assert_int_equal(store_run_report(world->store, sql, NULL, 0, fixture_add_row, &found, &error),
                     STATUS_OK);
    assert_string_equal(found.data, expected);
}

#define COUNT_STATEMENTS "SELECT count(*) AS n FROM statement"

static void one_id_is_stored_once_however_often_a_group_has_it(void **state)
{
    struct world *world = *state;
    group_add(&world->group, make(world, 1, "ann"), 1);
    group_add(&world->group, make(world, 1, "ann"), 1);
    group_add(&world->group, make(world, 1, "bob"), 1);
    group_put(&world->group, world->store);
    assert_int_equal(group_outcome(&world->group, 0), STATUS_OK);
    assert_int_equal(group_outcome(&world->group, 1), STATUS_OK);
    assert_int_equal(group_outcome(&world->group, 2), STATUS_CONFLICT);
    assert_count(world, COUNT_STATEMENTS, "1|\n");
}

static void a_void_in_a_group_meets_its_target_before_and_behind_it(void **state)
{
    struct world *world = *state;
    group_add(&world->group, voiding(world, 3, 4), 1);
    group_add(&world->group, make(world, 4, "ann"), 1);
    group_add(&world->group, make(world, 1, "ann"), 1);
    group_add(&world->group, voiding(world, 2, 1), 1);
    group_put(&world->group, world->store);
    assert_true(is_stored(world, 1, true));
    assert_true(is_stored(world, 2, false));
    assert_true(is_stored(world, 4, true));
}

/* The term of a learner that two writes name is one, and so are those of the progress counted. */
static void writes_of_a_group_share_terms_and_rows(void **state)
{
    struct world *world = *state;
    for (unsigned i = 0; i < 20; i++) {
        struct statement *statement = ARENA_NEW(world->arena, struct statement);
        *statement = fixture_did(world->arena, i + 1, i % 2 == 0 ? "ann" : "bob",
                                 "http://adlnet.gov/expapi/verbs/initialized", THING);
        group_add(&world->group, statement, 1);
    }
    group_put(&world->group, world->store);
    assert_count(world, COUNT_STATEMENTS, "20|\n");
    assert_count(world, "SELECT kind, count(*) AS n FROM term GROUP BY kind ORDER BY kind",
                 "1|2|\n2|3|\n3|1|\n4|1|\n5|1|\n");
    assert_count(world, "SELECT statements, attempts FROM report_progress ORDER BY learner",
                 "10|10|\n10|10|\n");
}

static void a_write_that_fails_takes_nothing_of_the_others_along(void **state)
{
    struct world *world = *state;
    struct statement *pair = ARENA_ARRAY(world->arena, struct statement, 2);
    pair[0] = *make(world, 2, "ann");
    pair[1] = *make(world, 1, "bob"); /* conflicts, after the first was put */
    group_add(&world->group, make(world, 1, "ann"), 1);
    group_add(&world->group, pair, 2);
    group_add(&world->group, make(world, 3, "cem"), 1);
    group_put(&world->group, world->store);
    assert_int_equal(group_outcome(&world->group, 0), STATUS_OK);
    assert_int_equal(group_outcome(&world->group, 1), STATUS_CONFLICT);
    assert_int_equal(group_outcome(&world->group, 2), STATUS_OK);
    assert_true(is_stored(world, 1, false));
    assert_false(is_stored(world, 2, false));
    assert_true(is_stored(world, 3, false));
}

/* The column is written by a command that nobody waits for, where the engine need not. SQLite takes
 * any bytes. */
static void a_text_that_the_engine_refuses_fails_the_write_that_sent_it(void **state)
{
    struct world *world = *state;
    bool refuses = strncmp(fixture_url(), "postgresql", 10) == 0;
    struct statement *broken = make(world, 3, "ann");
    broken->version = text_of("1.0\xff");
    for (unsigned i = 1; i <= 5; i++) {
        group_add(&world->group, i == 3 ? broken : make(world, i, "ann"), 1);
    }
    group_put(&world->group, world->store);
    for (unsigned i = 1; i <= 5; i++) {
        bool fails = refuses && i == 3;
        assert_int_equal(group_outcome(&world->group, i - 1), fails ? STATUS_INVALID : STATUS_OK);
        assert_int_equal(is_stored(world, i, false), !fails);
    }
}

/* What is asked ahead may be what the engine refuses. */
static void a_text_that_cannot_even_be_asked_for_fails_the_write_that_sent_it(void **state)
{
    struct world *world = *state;
    bool refuses = strncmp(fixture_url(), "postgresql", 10) == 0;
    static const struct term odd[] = {{TERM_AGENT, {"mailto:a\xff", 9}}};
    struct statement *broken = make(world, 2, "ann");
    broken->terms = odd;
    broken->term_count = 1;
    group_add(&world->group, make(world, 1, "ann"), 1);
    group_add(&world->group, broken, 1);
    group_add(&world->group, make(world, 3, "ann"), 1);
    group_put(&world->group, world->store);
    assert_int_equal(group_outcome(&world->group, 0), STATUS_OK);
    assert_int_equal(group_outcome(&world->group, 1), refuses ? STATUS_INVALID : STATUS_OK);
    assert_int_equal(group_outcome(&world->group, 2), STATUS_OK);
    assert_count(world, COUNT_STATEMENTS, refuses ? "2|\n" : "3|\n");
}

static enum status put_and_fail(struct transaction *transaction, struct store_write *write,
                                struct error *error)
{
    enum status status = fixture_apply(transaction, write, error);
    if (status == STATUS_OK) {
        return FAIL(error, STATUS_CONFLICT, "this one fails");
    }
    return status;
}

#define UNKNOWN_SORTS \
    "SELECT count(*) AS n FROM tally WHERE sort NOT IN (SELECT id FROM tally_sort)"

/* A void writes what is gathered, so the number of what it counts is given by the write that fails.
 */
static void what_a_failed_write_counted_first_is_counted_by_the_next(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    struct statement both[] = {*make(world, 2, "bob"), *voiding(world, 3, 1)};
    assert_int_equal(fixture_put(world->store, make(world, 1, "ann"), 1, &error), STATUS_OK);
    group_add(&world->group, both, 2)->write.base.apply = put_and_fail;
    group_add(&world->group, voiding(world, 4, 1), 1);
    group_put(&world->group, world->store);
    assert_int_equal(group_outcome(&world->group, 0), STATUS_CONFLICT);
    assert_int_equal(group_outcome(&world->group, 1), STATUS_OK);
    assert_count(world, UNKNOWN_SORTS, "0|\n");
    assert_count(world, "SELECT statements FROM report_quality WHERE problem = 'voided'", "1|\n");
}

static void what_takes_all_takes_back_what_shares_its_transaction(void **state)
{
    struct world *world = *state;
    group_add(&world->group, make(world, 1, "ann"), 1);
    struct grouped *grouped = group_add(&world->group, make(world, 2, "bob"), 1);
    grouped->write.base.apply = put_and_fail;
    grouped->write.base.takes_all = true;
    group_put(&world->group, world->store);
    assert_int_equal(group_outcome(&world->group, 0), STATUS_UNAVAILABLE);
    assert_int_equal(group_outcome(&world->group, 1), STATUS_CONFLICT);
    assert_count(world, COUNT_STATEMENTS, "0|\n");
    group_init(&world->group);
    group_add(&world->group, make(world, 1, "ann"), 1);
    group_put(&world->group, world->store);
    assert_true(is_stored(world, 1, false));
}

/* There is nothing to go back to. */
static enum status look_for_savepoint(struct transaction *transaction, struct store_write *write,
                                      struct error *error)
{
    (void)write;
    struct error expected = {0};
    return connection_run(transaction->connection, "ROLLBACK TO write", NO_VALUES, &expected) ==
                   STATUS_OK
               ? FAIL(error, STATUS_CONFLICT, "there is a savepoint")
               : STATUS_OK;
}

static void what_takes_all_has_no_savepoint_also_when_it_is_waited_for(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    struct store_write all = {.apply = look_for_savepoint, .takes_all = true};
    struct store_write other = {.apply = look_for_savepoint};
    if (getenv("IBEST_TEST_STORE") == NULL) { /* a server gives up a transaction that erred */
        assert_int_equal(store_write_and_wait(world->store, &all, &error), STATUS_OK);
    }
    assert_int_equal(store_write_and_wait(world->store, &other, &error), STATUS_CONFLICT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(one_id_is_stored_once_however_often_a_group_has_it, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_void_in_a_group_meets_its_target_before_and_behind_it,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(writes_of_a_group_share_terms_and_rows, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_write_that_fails_takes_nothing_of_the_others_along,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_text_that_the_engine_refuses_fails_the_write_that_sent_it,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_text_that_cannot_even_be_asked_for_fails_the_write_that_sent_it, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_a_failed_write_counted_first_is_counted_by_the_next,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_takes_all_takes_back_what_shares_its_transaction,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_takes_all_has_no_savepoint_also_when_it_is_waited_for,
                                        set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
