/* SPDX-License-Identifier: Apache-2.0 */

/* Who refers to a statement: near and far, many, and in circles. */
#include "store/chain.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/referrers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define SAID "http://example.org/said"
enum { MANY = 600, LONG = CHAIN_MAX + 6 };

static int set_up(void **state)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static void put(struct store *store, unsigned number, const char *verb, unsigned target)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    struct statement statement = fixture_told(arena, number, "ann", verb, target);
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* Statement `number` refers to statement `target`. */
static void tell(struct store *store, unsigned number, unsigned target)
{
    put(store, number, SAID, target);
}

struct visited {
    int64_t seqs[MANY + 1];
    size_t count;
    size_t voided;
};

static enum status note(void *context, int64_t seq, bool is_voided, struct error *error)
{
    (void)error;
    struct visited *visited = context;
    assert_true(visited->count <= MANY);
    visited->voided += is_voided;
    visited->seqs[visited->count++] = seq;
    return STATUS_OK;
}

static struct visited visit(struct store *store, unsigned number)
{
    struct visited visited = {.count = 0};
    struct error error = {0};
    struct uuid id = fixture_id(number);
    assert_int_equal(referrers_visit(fixture_connection(store), &id, note, &visited, &error),
                     STATUS_OK);
    return visited;
}

static void nobody_refers_to_what_stands_alone(void **state)
{
    tell(*state, 1, 900);
    assert_int_equal(visit(*state, 1).count, 0);
}

/* 2 and 3 refer to 1, 4 to 2, 5 to another. */
static void the_nearest_are_visited_first(void **state)
{
    tell(*state, 1, 900); /* gets seq 1 */
    tell(*state, 4, 2);
    tell(*state, 2, 1);
    tell(*state, 3, 1);
    tell(*state, 5, 901);
    struct visited visited = visit(*state, 1);
    assert_int_equal(visited.count, 3);
    assert_int_equal(visited.seqs[0] + visited.seqs[1], 3 + 4);
    assert_int_equal(visited.seqs[2], 2);
}

static void a_circle_is_gone_round_once(void **state)
{
    tell(*state, 1, 3);
    tell(*state, 2, 1);
    tell(*state, 3, 2);
    tell(*state, 4, 4); /* to itself */
    struct visited visited = visit(*state, 1);
    assert_int_equal(visited.count, 2);
    assert_int_equal(visited.seqs[0], 2);
    assert_int_equal(visited.seqs[1], 3);
    assert_int_equal(visit(*state, 4).count, 0);
}

/* As far as the chain of each is followed in the other direction. */
static void those_too_far_away_are_not_visited(void **state)
{
    for (unsigned i = 1; i <= LONG; i++) {
        tell(*state, i, i == 1 ? 900 : i - 1);
    }
    struct visited visited = visit(*state, 1);
    assert_int_equal(visited.count, CHAIN_MAX - 1);
    assert_int_equal(visited.seqs[CHAIN_MAX - 2], CHAIN_MAX);
}

/* 3 refers to 2, which refers to 1 and is voided by 4. */
static void a_voided_one_is_told_and_led_through(void **state)
{
    tell(*state, 1, 900);
    tell(*state, 2, 1);
    tell(*state, 3, 2);
    put(*state, 4, FIXTURE_VOIDED, 2);
    struct visited visited = visit(*state, 1);
    assert_int_equal(visited.count, 3); /* 4 refers to 2 as well */
    assert_int_equal(visited.voided, 1);
}

static void all_of_very_many_are_visited_once(void **state)
{
    int64_t sum = 0;
    for (unsigned i = 1; i <= MANY; i++) {
        tell(*state, i, 900);
    }
    struct visited visited = visit(*state, 900);
    for (size_t i = 0; i < visited.count; i++) {
        sum += visited.seqs[i];
    }
    assert_int_equal(visited.count, MANY);
    assert_int_equal(sum, MANY * (MANY + 1) / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(nobody_refers_to_what_stands_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(the_nearest_are_visited_first, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_circle_is_gone_round_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(those_too_far_away_are_not_visited, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_voided_one_is_told_and_led_through, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_of_very_many_are_visited_once, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
