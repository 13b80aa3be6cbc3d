/* SPDX-License-Identifier: Apache-2.0 */

/* Who reaches what, over chains and rings. */
#include "check/reach.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void what_leads_to_one_of_the_kind_reaches_it(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct check_reach *reach = check_reach_create(6, arena);
    check_reach_lead(reach, 0, 1);
    check_reach_lead(reach, 1, 2);
    check_reach_lead(reach, 2, 0); /* a ring */
    check_reach_lead(reach, 2, 3);
    check_reach_lead(reach, 3, 4);
    check_reach_lead(reach, 5, 5);
    reach->is_reaching[3] = true;
    assert_true(check_reach_spread(reach));
    static const bool EXPECTED[] = {true, true, true, true, false, false};
    for (size_t i = 0; i < sizeof EXPECTED / sizeof *EXPECTED; i++) {
        assert_int_equal(reach->is_reaching[i], EXPECTED[i]);
    }
}

static void too_many_leads_are_not_followed(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct check_reach *reach = check_reach_create(2, arena);
    for (size_t i = 0; i <= CHECK_LEADS_MAX; i++) {
        check_reach_lead(reach, 0, 1);
    }
    reach->is_reaching[1] = true;
    assert_false(check_reach_spread(reach));
    assert_false(reach->is_reaching[0]);
}

/* A chain whose files each lead to the next, as long as a package may be. */
static void a_long_chain_takes_no_longer_than_its_length(void **state)
{
    (void)state;
    enum { LENGTH = 100000 };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct check_reach *reach = check_reach_create(LENGTH, arena);
    for (size_t i = 0; i + 1 < LENGTH; i++) {
        check_reach_lead(reach, i, i + 1);
    }
    reach->is_reaching[LENGTH - 1] = true;
    assert_true(check_reach_spread(reach));
    assert_true(reach->is_reaching[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_leads_to_one_of_the_kind_reaches_it),
        cmocka_unit_test(too_many_leads_are_not_followed),
        cmocka_unit_test(a_long_chain_takes_no_longer_than_its_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
