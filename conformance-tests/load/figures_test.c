/* SPDX-License-Identifier: Apache-2.0 */

/* How percentiles are read off, and failures counted. */
#include "load/figures.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { BYTES_MAX = 1 << 10 };

static void a_percentile_is_one_of_the_values(void **state)
{
    (void)state;
    const int64_t values[] = {1, 2, 3, 40};
    assert_int_equal(figures_percentile(values, 4, 50), 2);
    assert_int_equal(figures_percentile(values, 4, 99), 40);
    assert_int_equal(figures_percentile(values, 1, 50), 1);
}

static void a_percentile_leaves_out_the_few_slowest(void **state)
{
    (void)state;
    int64_t values[200];
    for (int i = 0; i < 200; i++) {
        values[i] = i + 1;
    }
    assert_int_equal(figures_percentile(values, 200, 99), 198);
    assert_int_equal(figures_percentile(values, 200, 100), 200);
}

static void times_need_no_order(void **state)
{
    (void)state;
    int64_t values[] = {40, 2, 1, 3};
    struct figures figures = {.total_us = 2000000};
    figures_set_times(&figures, values, 4);
    assert_int_equal(figures.requests, 4);
    assert_int_equal(figures.p50_us, 2);
    assert_int_equal(figures.max_us, 40);
    assert_int_equal((int)figures_per_second(&figures, figures.requests), 2);
}

static void no_request_has_no_time(void **state)
{
    (void)state;
    struct figures figures = {0};
    figures_set_times(&figures, NULL, 0);
    assert_int_equal(figures.max_us, 0);
    assert_int_equal((int)figures_per_second(&figures, 0), 0);
}

static void failures_are_told_by_status(void **state)
{
    (void)state;
    const struct error first = {STATUS_UNAVAILABLE, "first"};
    const struct error last = {STATUS_INVALID, "last"};
    struct figures figures = {0};
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(BYTES_MAX);
    figures_add_failure(&figures, 500, &first);
    figures_add_failure(&figures, FIGURES_NO_ANSWER, &first);
    figures_add_failure(&figures, 500, &last);
    figures_write_failures(&figures, &text);
    assert_string_equal(text.data, "{\"500\":2,\"no answer\":1}");
    assert_int_equal(figures.failed, 3);
    assert_string_equal(figures.last_failure.message, "last");
}

static void more_kinds_than_rows_are_others(void **state)
{
    (void)state;
    const struct error why = {0};
    struct figures figures = {0};
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(BYTES_MAX);
    for (long code = 400; code < 400 + FIGURES_CODES_MAX + 2; code++) {
        figures_add_failure(&figures, code, &why);
    }
    figures_write_failures(&figures, &text);
    assert_non_null(strstr(text.data, "\"406\":1,\"other\":3}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_percentile_is_one_of_the_values),
        cmocka_unit_test(a_percentile_leaves_out_the_few_slowest),
        cmocka_unit_test(times_need_no_order),
        cmocka_unit_test(no_request_has_no_time),
        cmocka_unit_test(failures_are_told_by_status),
        cmocka_unit_test(more_kinds_than_rows_are_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
