/* SPDX-License-Identifier: Apache-2.0 */

/* Spans of days by name, at their edges. */
#include "aggregate/bucket.h"

#include "base/timestamp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void expect(enum period period, bool is_london, const char *time, const char *wanted)
{
    char found[BUCKET_SIZE];
    int64_t us = 0;
    assert_true(timestamp_parse(text_of(time), &us));
    bucket_name(period, is_london, us, found);
    assert_string_equal(found, wanted);
}

static void days_of_london_begin_an_hour_earlier_in_summer(void **state)
{
    (void)state;
    expect(PERIOD_DAY, true, "2018-04-29T22:59:59Z", "2018-04-29");
    expect(PERIOD_DAY, true, "2018-04-29T23:00:00Z", "2018-04-30");
    expect(PERIOD_DAY, false, "2018-04-29T23:00:00Z", "2018-04-29");
    expect(PERIOD_DAY, true, "2018-01-29T23:30:00Z", "2018-01-29");
}

static void weeks_begin_on_monday_and_belong_to_the_year_of_their_thursday(void **state)
{
    (void)state;
    expect(PERIOD_WEEK, false, "2018-04-30T00:00:00Z", "2018-W18");
    expect(PERIOD_WEEK, false, "2018-04-29T23:59:59Z", "2018-W17");
    expect(PERIOD_WEEK, false, "2018-12-31T12:00:00Z", "2019-W01");
    expect(PERIOD_WEEK, false, "2021-01-03T12:00:00Z", "2020-W53");
    expect(PERIOD_WEEK, false, "1969-12-31T12:00:00Z", "1970-W01");
}

static void months_and_quarters_are_the_calendar_s(void **state)
{
    (void)state;
    expect(PERIOD_MONTH, true, "2018-03-31T23:00:00Z", "2018-04");
    expect(PERIOD_MONTH, false, "2018-03-31T23:00:00Z", "2018-03");
    expect(PERIOD_QUARTER, true, "2018-03-31T23:00:00Z", "2018-Q2");
    expect(PERIOD_QUARTER, true, "2018-12-31T23:59:59Z", "2018-Q4");
}

static void financial_years_begin_in_april(void **state)
{
    (void)state;
    expect(PERIOD_YEAR, true, "2018-03-31T22:59:59Z", "2017/18");
    expect(PERIOD_YEAR, true, "2018-03-31T23:00:00Z", "2018/19");
    expect(PERIOD_YEAR, false, "2018-03-31T23:00:00Z", "2017/18");
    expect(PERIOD_YEAR, true, "2000-03-01T00:00:00Z", "1999/00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_of_london_begin_an_hour_earlier_in_summer),
        cmocka_unit_test(weeks_begin_on_monday_and_belong_to_the_year_of_their_thursday),
        cmocka_unit_test(months_and_quarters_are_the_calendar_s),
        cmocka_unit_test(financial_years_begin_in_april),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
