/* SPDX-License-Identifier: Apache-2.0 */

/* How percentiles are read off. */
#include "load/sender.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void a_percentile_is_one_of_the_values(void **state)
{
    (void)state;
    const int64_t values[] = {1, 2, 3, 40};
    assert_int_equal(sender_percentile(values, 4, 50), 2);
    assert_int_equal(sender_percentile(values, 4, 99), 40);
    assert_int_equal(sender_percentile(values, 1, 50), 1);
}

static void a_percentile_leaves_out_the_few_slowest(void **state)
{
    (void)state;
    int64_t values[200];
    for (int i = 0; i < 200; i++) {
        values[i] = i + 1;
    }
    assert_int_equal(sender_percentile(values, 200, 99), 198);
    assert_int_equal(sender_percentile(values, 200, 100), 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_percentile_is_one_of_the_values),
        cmocka_unit_test(a_percentile_leaves_out_the_few_slowest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
