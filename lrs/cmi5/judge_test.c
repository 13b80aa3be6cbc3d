/* SPDX-License-Identifier: Apache-2.0 */

/* moveOn, and how it goes up from the AUs. */
#include "cmi5/judge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { NODES = 6 };

/* course ( block ( unit, block ( unit ) ), unit ) */
static struct cmi5_node nodes[NODES];
static const struct cmi5_course course = {nodes, NODES};
static struct cmi5_standing standings[NODES];
static bool fresh[NODES];

static int begin(void **state)
{
    (void)state;
    static const struct cmi5_node shape[NODES] = {
        {.kind = CMI5_COURSE, .parent = 0}, {.kind = CMI5_BLOCK, .parent = 0},
        {.kind = CMI5_UNIT, .parent = 1},   {.kind = CMI5_BLOCK, .parent = 1},
        {.kind = CMI5_UNIT, .parent = 3},   {.kind = CMI5_UNIT, .parent = 0},
    };
    for (size_t i = 0; i < NODES; i++) {
        nodes[i] = shape[i];
        nodes[i].move_on = CMI5_COMPLETED;
        standings[i] = (struct cmi5_standing){0};
    }
    return 0;
}

/* `expected` has a character a node: '-' not satisfied, 's' satisfied before, 'N' now. */
static void judge(const char *expected)
{
    cmi5_judge(&course, standings, fresh);
    for (size_t i = 0; i < NODES; i++) {
        int found = !standings[i].is_satisfied ? '-' : (fresh[i] ? 'N' : 's');
        if (found != expected[i]) {
            fail_msg("node %zu: '%c', not '%c'", i, found, expected[i]);
        }
    }
}

static void move_on_says_what_satisfies_an_au(void **state)
{
    (void)state;
    static const struct {
        enum cmi5_move_on move_on;
        const char *expected; /* for nothing, completed, passed, both */
    } rows[] = {
        {CMI5_NOT_APPLICABLE, "yyyy"},      {CMI5_PASSED, "nnyy"},
        {CMI5_COMPLETED, "nyny"},           {CMI5_COMPLETED_AND_PASSED, "nnny"},
        {CMI5_COMPLETED_OR_PASSED, "nyyy"},
    };
    for (size_t row = 0; row < sizeof rows / sizeof rows[0]; row++) {
        for (unsigned said = 0; said < 4; said++) {
            nodes[2].move_on = rows[row].move_on;
            standings[2] = (struct cmi5_standing){.is_completed = (said & 1) != 0,
                                                  .is_passed = (said & 2) != 0};
            cmi5_judge(&course, standings, fresh);
            assert_int_equal(standings[2].is_satisfied, rows[row].expected[said] == 'y');
        }
    }
}

static void a_block_is_satisfied_with_the_last_of_its_aus_and_the_course_with_all(void **state)
{
    (void)state;
    judge("------");
    standings[4].is_completed = true;
    judge("---NN-");
    standings[2].is_completed = true;
    judge("-NNss-");
    standings[5].is_completed = true;
    judge("NssssN");
    judge("ssssss");
}

static void a_waived_au_counts_as_satisfied(void **state)
{
    (void)state;
    standings[2].is_waived = true;
    standings[4].is_completed = true;
    judge("-NNNN-");
}

static void what_was_satisfied_stays_so(void **state)
{
    (void)state;
    standings[0].is_satisfied = true;
    standings[2].is_satisfied = true;
    judge("s-s---");
}

static void where_nothing_is_asked_all_is_satisfied_at_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < NODES; i++) {
        nodes[i].move_on = CMI5_NOT_APPLICABLE;
    }
    judge("NNNNNN");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(move_on_says_what_satisfies_an_au, begin),
        cmocka_unit_test_setup(
            a_block_is_satisfied_with_the_last_of_its_aus_and_the_course_with_all, begin),
        cmocka_unit_test_setup(a_waived_au_counts_as_satisfied, begin),
        cmocka_unit_test_setup(what_was_satisfied_stays_so, begin),
        cmocka_unit_test_setup(where_nothing_is_asked_all_is_satisfied_at_once, begin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
