/* SPDX-License-Identifier: Apache-2.0 */

/* Days of London begin where its clocks say so. */
#include "base/london.h"

#include "base/timestamp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static int64_t us_of(const char *text)
{
    int64_t us = 0;
    assert_true(timestamp_parse(text_of(text), &us));
    return us;
}

static int64_t day_of(const char *text)
{
    int64_t day = 0;
    assert_true(day_parse(text_of(text), &day));
    return day;
}

static void a_day_begins_at_midnight_in_london(void **state)
{
    (void)state;
    static const char *const rows[][2] = {
        {"2018-01-15", "2018-01-15T00:00:00Z"}, {"2018-03-25", "2018-03-25T00:00:00Z"},
        {"2018-03-26", "2018-03-25T23:00:00Z"}, {"2018-07-01", "2018-06-30T23:00:00Z"},
        {"2018-10-28", "2018-10-27T23:00:00Z"}, {"2018-10-29", "2018-10-29T00:00:00Z"},
        {"2026-03-30", "2026-03-29T23:00:00Z"}, {"1970-01-01", "1970-01-01T00:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t day = day_of(rows[i][0]);
        assert_int_equal(london_midnight_us(day), us_of(rows[i][1]));
        assert_int_equal(london_day(us_of(rows[i][1])), day);
        assert_int_equal(london_day(us_of(rows[i][1]) - 1), day - 1);
    }
}

static void every_moment_is_in_the_day_that_has_begun(void **state)
{
    (void)state;
    for (int64_t day = day_of("1996-01-01"); day < day_of("2040-01-01"); day++) {
        int64_t begins = london_midnight_us(day);
        int64_t hours = (london_midnight_us(day + 1) - begins) / (INT64_C(3600) * 1000000);
        assert_in_range(hours, 23, 25);
        assert_int_equal(london_day(begins), day);
        assert_int_equal(london_day(london_midnight_us(day + 1) - 1), day);
    }
}

static void clocks_show_a_time_once_but_for_two_hours_a_year(void **state)
{
    (void)state;
    static const struct {
        const char *day;
        int64_t minutes;
        enum london_clock clock;
        const char *moment;
    } rows[] = {
        {"2018-01-15", 9 * 60 + 30, LONDON_ONCE, "2018-01-15T09:30:00Z"},
        {"2018-07-01", 9 * 60 + 30, LONDON_ONCE, "2018-07-01T08:30:00Z"},
        {"2018-07-01", 0, LONDON_ONCE, "2018-06-30T23:00:00Z"},
        {"2018-03-25", 59, LONDON_ONCE, "2018-03-25T00:59:00Z"},
        {"2018-03-25", 60, LONDON_NEVER, "2018-03-25T01:00:00Z"},
        {"2018-03-25", 119, LONDON_NEVER, "2018-03-25T01:59:00Z"},
        {"2018-03-25", 120, LONDON_ONCE, "2018-03-25T01:00:00Z"},
        {"2018-10-28", 59, LONDON_ONCE, "2018-10-27T23:59:00Z"},
        {"2018-10-28", 60, LONDON_TWICE, "2018-10-28T00:00:00Z"},
        {"2018-10-28", 119, LONDON_TWICE, "2018-10-28T00:59:00Z"},
        {"2018-10-28", 120, LONDON_ONCE, "2018-10-28T02:00:00Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t us = 0;
        assert_int_equal(london_moment_us(day_of(rows[i].day), rows[i].minutes * 60 * 1000000, &us),
                         rows[i].clock);
        assert_int_equal(us, us_of(rows[i].moment));
    }
}

static void the_first_and_the_last_day_have_moments(void **state)
{
    (void)state;
    static const char *const days[] = {"0000-01-01", "9999-12-31"};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        int64_t day = day_of(days[i]);
        for (int64_t at = day - 1; at <= day + 1; at++) {
            assert_int_equal(london_day(london_midnight_us(at)), at);
        }
    }
}

static void days_are_read_in_two_forms_and_written_in_one(void **state)
{
    (void)state;
    char text[DAY_TEXT_SIZE];
    assert_int_equal(day_of("20180430"), day_of("2018-04-30"));
    day_format(day_of("20160229"), text);
    assert_string_equal(text, "2016-02-29");
    static const char *const bad[] = {"",           "2018-02-29", "2018-4-30",  "30/04/2018",
                                      "2018-04-3O", "201804300",  "2018/04/30", "-2018-4-3",
                                      "2018-0430",  "20180431",   "2018-04-30 "};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int64_t day = 0;
        assert_false(day_parse(text_of(bad[i]), &day));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_day_begins_at_midnight_in_london),
        cmocka_unit_test(every_moment_is_in_the_day_that_has_begun),
        cmocka_unit_test(clocks_show_a_time_once_but_for_two_hours_a_year),
        cmocka_unit_test(the_first_and_the_last_day_have_moments),
        cmocka_unit_test(days_are_read_in_two_forms_and_written_in_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
