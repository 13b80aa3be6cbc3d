/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of what names mean, and of what it costs to keep many. */
#include "source/claims.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

enum { FEW = 1000, TIMES = 16, TRIES = 3 };

static void a_name_keeps_its_first_meaning(void **state)
{
    (void)state;
    AUTO(claims_finish) struct claims claims = {0};
    assert_null(claims_add(&claims, "bank colours", "a.json"));
    assert_null(claims_add(&claims, "bank shapes", "b.json"));
    assert_null(claims_add(&claims, "bank colours", "a.json"));
    assert_string_equal(claims_add(&claims, "bank colours", "b.json"), "a.json");
    assert_string_equal(claims_add(&claims, "bank colours", "c.json"), "a.json");
}

static void finished_claims_know_nothing(void **state)
{
    (void)state;
    struct claims claims = {0};
    assert_null(claims_add(&claims, "a", "one"));
    assert_null(claims_add(&claims, "b", "one"));
    claims_finish(&claims);
    assert_null(claims_add(&claims, "a", "two"));
    claims_finish(&claims);
    claims_finish(&claims);
}

/* Processor time, of which none passes while others run; the least of some tries. */
static clock_t time_of(const char *const *names, size_t count)
{
    clock_t least = 0;
    for (int try = 0; try < TRIES; try++) {
        clock_t begin = clock();
        AUTO(claims_finish) struct claims claims = {0};
        for (size_t i = 0; i < count; i++) {
            assert_null(claims_add(&claims, names[i], "text"));
        }
        clock_t spent = clock() - begin;
        least = try == 0 || spent < least ? spent : least;
    }
    return least;
}

/* A list that is searched would take 16 * 16 times as long. */
static void sixteen_times_as_many_names_take_about_as_many_times_as_long(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char **names = ARENA_ARRAY(arena, const char *, FEW *TIMES);
    for (size_t i = 0; i < (size_t)FEW * TIMES; i++) {
        names[i] = arena_print(arena, "survey confidence-%06zu a", i);
    }
    clock_t few = time_of(names, FEW);
    clock_t many = time_of(names, (size_t)FEW * TIMES);
    if (many > few * TIMES * TIMES / 3) {
        fail_msg("%d names take %ld, %d names %ld", FEW, (long)few, FEW * TIMES, (long)many);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_keeps_its_first_meaning),
        cmocka_unit_test(finished_claims_know_nothing),
        cmocka_unit_test(sixteen_times_as_many_names_take_about_as_many_times_as_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
