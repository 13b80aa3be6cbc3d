/* SPDX-License-Identifier: Apache-2.0 */

/* Chance repeats, and keeps to its ranges. */
#include "base/chance.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void one_seed_gives_one_sequence(void **state)
{
    (void)state;
    struct chance first = {7};
    struct chance second = {7};
    struct chance other = {8};
    uint64_t number = chance_next(&first);
    assert_true(number == chance_next(&second));
    assert_true(number != chance_next(&other));
    assert_true(number != chance_next(&first));
}

static void both_ends_of_a_range_are_reached(void **state)
{
    (void)state;
    struct chance chance = {1};
    int seen[3] = {0};
    for (int i = 0; i < 300; i++) {
        int64_t number = chance_between(&chance, -1, 1);
        assert_true(number >= -1 && number <= 1);
        seen[number + 1]++;
    }
    assert_true(seen[0] > 50 && seen[1] > 50 && seen[2] > 50);
}

static void never_and_always_are_certain(void **state)
{
    (void)state;
    struct chance chance = {1};
    for (int i = 0; i < 100; i++) {
        assert_false(chance_of(&chance, 0));
        assert_true(chance_of(&chance, 100));
    }
}

static void a_shuffle_holds_each_number_once(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    struct chance chance = {1};
    size_t numbers[COUNT];
    size_t moved = 0;
    int seen[COUNT] = {0};
    chance_shuffle(&chance, numbers, COUNT);
    for (size_t i = 0; i < COUNT; i++) {
        assert_in_range(numbers[i], 0, COUNT - 1);
        assert_int_equal(seen[numbers[i]]++, 0);
        moved += numbers[i] != i;
    }
    assert_true(moved > COUNT / 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_seed_gives_one_sequence),
        cmocka_unit_test(both_ends_of_a_range_are_reached),
        cmocka_unit_test(never_and_always_are_certain),
        cmocka_unit_test(a_shuffle_holds_each_number_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
