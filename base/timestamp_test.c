/* SPDX-License-Identifier: Apache-2.0 */

/* Which texts are timestamps, and which moments they name. */
#include "base/timestamp.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct moment {
    const char *text;
    int64_t us;
};

static void check(const struct moment *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int64_t us = -1;
        if (!timestamp_parse(text_of(rows[i].text), &us) || us != rows[i].us) {
            fail_msg("'%s' was read as %lld", rows[i].text, (long long)us);
        }
    }
}

/* The seconds are those that GNU date gives for the same text. */
static void known_moments_are_read(void **state)
{
    (void)state;
    static const struct moment rows[] = {
        {"1970-01-01T00:00:00Z", 0},
        {"1970-01-01T00:00:00.000001Z", 1},
        {"1969-12-31T23:59:59.999999Z", -1},
        {"2000-02-29T12:00:00Z", 951825600000000},
        {"2026-01-31T12:00:00.123456Z", 1769860800123456},
        {"2038-01-19T03:14:08Z", 2147483648000000},
        {"1900-03-01T00:00:00Z", -2203891200000000},
        {"0000-01-01T00:00:00Z", -62167219200000000},
        {"9999-12-31T23:59:59.999999Z", 253402300799999999},
    };
    check(rows, sizeof rows / sizeof rows[0]);
}

static void offsets_are_converted_to_utc(void **state)
{
    (void)state;
    static const struct moment rows[] = {
        {"1970-01-01T01:00:00+01:00", 0}, {"1970-01-01T01:00:00+0100", 0},
        {"1970-01-01T01:00:00+01", 0},    {"1969-12-31T18:30:00-05:30", 0},
        {"1970-01-01T00:00:00+00:00", 0}, {"1970-01-01T00:00:00+00", 0},
        {"1970-01-01T23:59:00+23:59", 0}, {"1970-01-01t00:00:00z", 0},
        {"1969-12-31T23:30:00-00:30", 0},
    };
    check(rows, sizeof rows / sizeof rows[0]);
}

static void fractions_are_cut_at_a_microsecond(void **state)
{
    (void)state;
    static const struct moment rows[] = {
        {"1970-01-01T00:00:00.5Z", 500000},
        {"1970-01-01T00:00:00,5Z", 500000},
        {"1970-01-01T00:00:00.120Z", 120000},
        {"1970-01-01T00:00:00.1234569Z", 123456},
        {"1970-01-01T00:00:00.0000009999999999999999999Z", 0},
    };
    check(rows, sizeof rows / sizeof rows[0]);
}

static void a_leap_second_is_the_one_after_it(void **state)
{
    (void)state;
    static const struct moment rows[] = {
        {"1990-12-31T23:59:60Z", 662688000000000},
        {"1990-12-31T15:59:60.5-08:00", 662688000500000},
    };
    check(rows, sizeof rows / sizeof rows[0]);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "2026",
        "2026-01-31",
        "2026-01-31T12:00:00",
        "2026-01-31T12:00Z",
        "2026-01-31T12Z",
        "2026-01-31 12:00:00Z",
        "20260131T120000Z",
        "2026-031T12:00:00Z",
        "2026-W05-6T12:00:00Z",
        "26-01-31T12:00:00Z",
        "+2026-01-31T12:00:00Z",
        "12026-01-31T12:00:00Z",
        "2026-1-31T12:00:00Z",
        "2026-00-31T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-01-00T12:00:00Z",
        "2026-01-32T12:00:00Z",
        "2026-04-31T12:00:00Z",
        "2026-02-29T12:00:00Z",
        "1900-02-29T12:00:00Z",
        "2026-01-31T24:00:00Z",
        "2026-01-31T12:60:00Z",
        "2026-01-31T12:00:61Z",
        "2026-01-31T12:00:60Z",
        "2026-01-31T12:00:00.Z",
        "2026-01-31T12:00:00.-1Z",
        "2026-01-31T12:00:00Z ",
        " 2026-01-31T12:00:00Z",
        "2026-01-31T12:00:00ZZ",
        "2026-01-31T12:00:00-00",
        "2026-01-31T12:00:00-0000",
        "2026-01-31T12:00:00-00:00",
        "2026-01-31T12:00:00+24:00",
        "2026-01-31T12:00:00+01:60",
        "2026-01-31T12:00:00+1",
        "2026-01-31T12:00:00+01:",
        "2026-01-31T12:00:00+01:0",
        "2026-01-31T12:00:00+01:000",
        "2026-01-31T12:00:00+",
        "2026-01-31T1\xD9\xA2:00:00Z",
        "0000-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "9999-12-31T23:59:60Z",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        int64_t us = 7;
        if (timestamp_parse(text_of(texts[i]), &us) || us != 7) {
            fail_msg("'%s' was read as %lld", texts[i], (long long)us);
        }
    }
}

static void writing_gives_utc_with_six_digits(void **state)
{
    (void)state;
    char out[TIMESTAMP_SIZE];
    timestamp_format(-1, out);
    assert_string_equal(out, "1969-12-31T23:59:59.999999Z");
    timestamp_format(951782400000000, out);
    assert_string_equal(out, "2000-02-29T00:00:00.000000Z");
    timestamp_format(253402300799999999, out);
    assert_string_equal(out, "9999-12-31T23:59:59.999999Z");
}

/* Every day of 800 years around the calendar's 400-year turns, and some time in it. */
static void reading_what_was_written_gives_the_same_moment(void **state)
{
    (void)state;
    const int64_t us_per_day = INT64_C(86400000000);
    for (int64_t day = -719528; day < -719528 + 2 * 146097; day++) {
        int64_t us = day * us_per_day + (day * -86399999 % us_per_day + us_per_day) % us_per_day;
        char text[TIMESTAMP_SIZE];
        int64_t again = 0;
        timestamp_format(us, text);
        assert_true(timestamp_parse(text_of(text), &again));
        assert_true(again == us);
    }
}

static void nothing_behind_the_length_is_read(void **state)
{
    (void)state;
    int64_t us = 0;
    const char *text = "2026-01-31T12:00:00Z";
    for (size_t length = 0; length < strlen(text); length++) {
        assert_false(timestamp_parse((struct text){text, length}, &us));
    }
    assert_true(timestamp_parse((struct text){"2026-01-31T12:00:00Z!", 20}, &us));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_moments_are_read),
        cmocka_unit_test(offsets_are_converted_to_utc),
        cmocka_unit_test(fractions_are_cut_at_a_microsecond),
        cmocka_unit_test(a_leap_second_is_the_one_after_it),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(writing_gives_utc_with_six_digits),
        cmocka_unit_test(reading_what_was_written_gives_the_same_moment),
        cmocka_unit_test(nothing_behind_the_length_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
