/* SPDX-License-Identifier: Apache-2.0 */

#include "store/insertion.h"

#include "store/world_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { MANY = 300, COLUMNS = 3, NAME_SIZE = 32 };

/* A name for a number; a table that nothing depends on. */
static struct insertion names = {
    .into = "INSERT INTO agent_name (agent, name, statements)",
    .otherwise = "ON CONFLICT (agent, name) DO UPDATE SET statements = excluded.statements",
    .columns = COLUMNS};

/* Rows 0 to `rows` - 1, each with `statements` and its own number. */
static void insert(struct world *world, size_t rows, int64_t statements)
{
    char texts[MANY][NAME_SIZE];
    struct error error = {0};
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, &names, fixture_connection(world->store));
    for (size_t i = 0; i < rows && status == STATUS_OK; i++) {
        (void)snprintf(texts[i], NAME_SIZE, "name of %zu", i);
        const struct value values[COLUMNS] = {value_integer((int64_t)i), value_string(texts[i]),
                                              value_integer(statements + (int64_t)i)};
        status = inserting_add(&inserting, values, &error);
    }
    status = status == STATUS_OK ? inserting_end(&inserting, &error) : status;
    if (status != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static int64_t ask(struct world *world, const char *sql)
{
    struct error error = {0};
    int64_t answer = -1;
    assert_int_equal(
        connection_integer(fixture_connection(world->store), sql, NO_VALUES, &answer, &error),
        STATUS_OK);
    return answer;
}

static void every_number_of_rows_is_written_once(void **state)
{
    struct world *world = *state;
    static const size_t numbers[] = {0, 1, 7, 8, 9, 63, 64, 65, 85, 86, 170, 171, MANY};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct error error = {0};
        assert_int_equal(connection_run(fixture_connection(world->store), "DELETE FROM agent_name",
                                        NO_VALUES, &error),
                         STATUS_OK);
        insert(world, numbers[i], 1000);
        assert_int_equal(ask(world, "SELECT count(*) FROM agent_name"), (int64_t)numbers[i]);
        assert_int_equal(ask(world, "SELECT count(*) FROM agent_name WHERE statements = 1000 + "
                                    "agent AND name = 'name of ' || agent"),
                         (int64_t)numbers[i]);
    }
}

static void a_row_that_is_there_is_met_by_the_clause(void **state)
{
    struct world *world = *state;
    insert(world, MANY / 2, 1000);
    insert(world, MANY, 5000);
    assert_int_equal(ask(world, "SELECT count(*) FROM agent_name WHERE statements = 5000 + agent"),
                     MANY);
}

static void a_row_that_is_refused_is_told(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    struct inserting inserting;
    const struct value values[COLUMNS] = {value_integer(1), value_null(), value_integer(1)};
    inserting_begin(&inserting, &names, fixture_connection(world->store));
    assert_int_equal(inserting_add(&inserting, values, &error), STATUS_OK);
    assert_int_not_equal(inserting_end(&inserting, &error), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_number_of_rows_is_written_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_row_that_is_there_is_met_by_the_clause, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_row_that_is_refused_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
