/* SPDX-License-Identifier: Apache-2.0 */

/* Clocks move on, and a test's clock takes the place of the system's. */
#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

#include <cmocka.h>

static int64_t fixed(void)
{
    return 42;
}

static void now_is_in_microseconds_since_1970(void **state)
{
    (void)state;
    int64_t second = (int64_t)time(NULL);
    int64_t now = clock_now_us() / 1000000;
    assert_true(now >= second - 1 && now <= second + 60);
}

static void a_replacement_answers_until_it_is_taken_back(void **state)
{
    (void)state;
    clock_replace(fixed);
    assert_true(clock_now_us() == 42);
    clock_replace(NULL);
    assert_true(clock_now_us() > 42);
}

static void the_monotonic_clock_measures_what_passes(void **state)
{
    (void)state;
    const struct timespec two_ms = {.tv_nsec = 2000000};
    int64_t before = clock_monotonic_us();
    assert_int_equal(nanosleep(&two_ms, NULL), 0);
    assert_true(clock_monotonic_us() - before >= 2000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(now_is_in_microseconds_since_1970),
        cmocka_unit_test(a_replacement_answers_until_it_is_taken_back),
        cmocka_unit_test(the_monotonic_clock_measures_what_passes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
