/* SPDX-License-Identifier: Apache-2.0 */

/* Which store sizes may be asked for. */
#include "load/cases.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void sizes_are_read_in_order(void **state)
{
    (void)state;
    struct cases_options options = {0};
    assert_int_equal(cases_read_sizes("1,20000,10000000", &options, NULL), STATUS_OK);
    assert_int_equal(options.size_count, 3);
    assert_int_equal(options.sizes[0], 1);
    assert_int_equal(options.sizes[2], 10000000);
}

static void sizes_that_cannot_be_filled_are_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        "0",
        "-1",
        "ten",
        "10,",
        ",10",
        "10;20",
        "20,10",
        "10,10",
        "10000001",
        "1,2,3,4,5,6,7,8,9",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct cases_options options = {0};
        struct error error = {0};
        assert_int_equal(cases_read_sizes(wrong[i], &options, &error), STATUS_INVALID);
        assert_non_null(strstr(error.message, "ascending numbers"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_read_in_order),
        cmocka_unit_test(sizes_that_cannot_be_filled_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
