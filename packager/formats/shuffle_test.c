/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the order that looks like chance. */
#include "formats/shuffle.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { ROUNDS = 200 };

static const char *const NAMES[] = {"a", "b", "c", "d", "e", "f"};

static void every_place_comes_once_and_not_all_in_their_order(void **state)
{
    (void)state;
    for (size_t round = 0; round < ROUNDS; round++) {
        size_t count = 2 + round % 5;
        char seed[32];
        (void)snprintf(seed, sizeof seed, "question-%zu", round);
        size_t order[SHUFFLE_MAX];
        shuffle(seed, NAMES, count, order);
        unsigned seen = 0;
        bool is_moved = false;
        for (size_t i = 0; i < count; i++) {
            seen |= 1U << order[i];
            is_moved = is_moved || order[i] != i;
        }
        assert_int_equal(seen, (1U << count) - 1);
        assert_true(is_moved);
    }
}

static void the_order_is_the_same_each_time_and_another_for_another_seed(void **state)
{
    (void)state;
    size_t first[6];
    size_t second[6];
    shuffle("rainbow", NAMES, 6, first);
    shuffle("rainbow", NAMES, 6, second);
    assert_memory_equal(first, second, sizeof first);
    shuffle("mixing", NAMES, 6, second);
    assert_memory_not_equal(first, second, sizeof first);
}

static void one_alone_stays(void **state)
{
    (void)state;
    size_t order[1] = {7};
    shuffle("x", NAMES, 1, order);
    assert_int_equal(order[0], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_place_comes_once_and_not_all_in_their_order),
        cmocka_unit_test(the_order_is_the_same_each_time_and_another_for_another_seed),
        cmocka_unit_test(one_alone_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
