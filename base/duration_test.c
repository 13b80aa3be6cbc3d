/* SPDX-License-Identifier: Apache-2.0 */

/* Which texts are durations, and how long they are. */
#include "base/duration.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

struct length {
    const char *text;
    int64_t hundredths;
};

static const int64_t day = INT64_C(86400) * 100;

static void check(const struct length *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct text text = text_of(rows[i].text);
        if (!duration_is_valid(text) || duration_hundredths(text) != rows[i].hundredths) {
            fail_msg("'%s' is %lld hundredths", rows[i].text, (long long)duration_hundredths(text));
        }
    }
}

static void each_part_counts_by_its_length(void **state)
{
    (void)state;
    const struct length rows[] = {
        {"PT0S", 0},
        {"PT1S", 100},
        {"PT01S", 100},
        {"PT1M", 6000},
        {"PT1H", 360000},
        {"P1D", day},
        {"P4W", 28 * day},
        {"P1M", 30 * day},
        {"P1Y", 365 * day},
        {"P0Y", 0},
        {"P1Y1M1DT1H1M1S", 396 * day + 366100},
        {"P3Y6M4DT12H30M5.5S", (3 * 365 + 180 + 4) * day + 4500550},
        {"PT36H", 36 * INT64_C(360000)},
        {"P1DT1S", day + 100},
    };
    check(rows, sizeof rows / sizeof rows[0]);
}

/* xAPI compares durations at a hundredth of a second; what is finer is cut off, never rounded. */
static void fractions_are_exact_and_cut_at_a_hundredth(void **state)
{
    (void)state;
    const struct length rows[] = {
        {"PT0.009S", 0},
        {"PT0.019S", 1},
        {"PT1.999S", 199},
        {"PT1,5S", 150},
        {"PT0.5M", 3000},
        {"PT0.29S", 29},
        {"PT0.3333333333333M", 1999},
        {"P0.5D", day / 2},
        {"P0.25W", 7 * day / 4},
        {"P0.1Y", 365 * day / 10},
        {"PT1.00000000000000000000000000000000000001S", 100},
        {"P0.99999999999999999999999Y", 365 * day - 1},
    };
    check(rows, sizeof rows / sizeof rows[0]);
}

static void what_64_bits_do_not_hold_is_the_longest(void **state)
{
    (void)state;
    const struct length rows[] = {
        {"P99999999999Y", INT64_MAX},
        {"PT99999999999999999999999S", INT64_MAX},
        {"P2924712086YT99999999999999999S", INT64_MAX},
    };
    check(rows, sizeof rows / sizeof rows[0]);
}

static void equal_lengths_compare_equal_however_written(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"PT60S", "PT1M"},   {"PT24H", "P1D"},
                                           {"P1W", "P7D"},      {"PT1.50S", "PT1.509S"},
                                           {"PT90M", "PT1.5H"}, {"PT0S", "P0D"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        assert_true(duration_hundredths(text_of(pairs[i][0])) ==
                    duration_hundredths(text_of(pairs[i][1])));
    }
}

static void incomplete_or_misordered_parts_are_invalid(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",         "P",
        "PT",       "P1",
        "T1S",      "1S",
        "PT1",      "PS",
        "P1S",      "PT1D",
        "P1H",      "P1YT",
        "P1D1Y",    "PT1S1M",
        "P1Y1Y",    "PT1S1S",
        "P1W1D",    "P1Y1W",
        "PT1W",     "P1.5Y1M",
        "PT1.S",    "PT.5S",
        "PT1.5",    "PT1.5M1S",
        "P-1D",     "-P1D",
        "+P1D",     "P+1D",
        "pt1s",     "PT1s",
        "P1D ",     " P1D",
        "P 1D",     "PTT1S",
        "P1DTT1S",  "PT1ST1S",
        "P1X",      "P0001-01-01T00:00:00",
        "PT1.5.5S", "W",
        "PW",       "P1WT1S",
        "PT1:00",   "PT\xD9\xA1S",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        if (duration_is_valid(text_of(texts[i]))) {
            fail_msg("'%s' should be invalid", texts[i]);
        }
    }
}

static void nothing_behind_the_length_is_read(void **state)
{
    (void)state;
    assert_false(duration_is_valid((struct text){"PT1S", 3}));
    assert_true(duration_is_valid((struct text){"P1DT1S", 3}));
    assert_false(duration_is_valid((struct text){NULL, 0}));
}

static void time_spans_have_hours_minutes_and_seconds(void **state)
{
    (void)state;
    static const char *const RIGHT[] = {"0000:00:00.00", "00:00:01", "123:59:59.9"};
    static const char *const WRONG[] = {"",          "0:00:01",      "00000:00:01", "00:00",
                                        "00:00:01.", "00:00:01.234", "00:0x:01",    "PT1S"};
    for (size_t i = 0; i < sizeof RIGHT / sizeof *RIGHT; i++) {
        assert_true(timespan_is_valid(text_of(RIGHT[i])));
    }
    for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++) {
        assert_false(timespan_is_valid(text_of(WRONG[i])));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_part_counts_by_its_length),
        cmocka_unit_test(fractions_are_exact_and_cut_at_a_hundredth),
        cmocka_unit_test(what_64_bits_do_not_hold_is_the_longest),
        cmocka_unit_test(equal_lengths_compare_equal_however_written),
        cmocka_unit_test(incomplete_or_misordered_parts_are_invalid),
        cmocka_unit_test(nothing_behind_the_length_is_read),
        cmocka_unit_test(time_spans_have_hours_minutes_and_seconds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
