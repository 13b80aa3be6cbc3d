/* SPDX-License-Identifier: Apache-2.0 */

/* The bar of a meter. */
#include "base/meter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void the_bar_is_filled_in_proportion(void **state)
{
    (void)state;
    static const struct {
        int64_t done;
        int64_t total;
        const char *bar;
    } cases[] = {
        {0, 100, "[          ]"},   {55, 100, "[#####     ]"}, {100, 100, "[##########]"},
        {150, 100, "[##########]"}, {-1, 100, "[          ]"}, {5, 0, "[          ]"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char bar[13];
        meter_draw(cases[i].done, cases[i].total, 10, bar);
        assert_string_equal(bar, cases[i].bar);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_bar_is_filled_in_proportion)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
