/* SPDX-License-Identifier: Apache-2.0 */

/* Scores and durations in the forms of reports. */
#include "lms/values.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static void scores_are_parts_of_their_whole(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        int64_t max;
        double scaled; /* below 0: it is no score */
    } rows[] = {
        {"85", 100, 0.85},    {"85.5", 100, 0.855},   {"85%", 10, 0.85}, {"85.00 %", 0, 0.85},
        {"17/20", 100, 0.85}, {"17 / 20", 0, 0.85},   {"0", 100, 0},     {"100", 100, 1},
        {"101", 100, -1},     {"21/20", 100, -1},     {"85", 0, -1},     {"-1", 100, -1},
        {"", 100, -1},        {"85 points", 100, -1}, {"8,5", 10, -1},   {"17/0", 100, -1},
        {"17/", 100, -1},     {".5", 1, -1},          {"1e2", 100, -1},  {"1234567890", 100, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct lms_score score;
        bool is_read = lms_score_read(text_of(rows[i].value), rows[i].max, &score);
        double scaled = is_read ? lms_score_scaled(&score) : -1;
        if (fabs(scaled - rows[i].scaled) > 1e-9) {
            fail_msg("'%s' of %d is %f", rows[i].value, (int)rows[i].max, scaled);
        }
    }
}

static void durations_are_read_in_the_forms_that_are_allowed(void **state)
{
    (void)state;
    static const struct {
        const char *value;
        unsigned forms;
        int64_t seconds; /* below 0: it is no duration */
    } rows[] = {
        {"1:30", LMS_CLOCK, 5400},
        {"0001:30:15", LMS_CLOCK, 5415},
        {"01:30:15.5", LMS_CLOCK, 5415},
        {"1:60", LMS_CLOCK, -1},
        {"1:30:60", LMS_CLOCK, -1},
        {"1:30:15 ", LMS_CLOCK, -1},
        {"1 hour 30 mins", LMS_WORDS, 5400},
        {"1h, 5m and 3 secs", LMS_WORDS, 3903},
        {"2 Days", LMS_WORDS, 172800},
        {"2 moons", LMS_WORDS, -1},
        {"hours", LMS_WORDS, -1},
        {"PT1H30M", LMS_ISO, 5400},
        {"PT", LMS_ISO, -1},
        {"90", LMS_MINUTES, 5400},
        {"1.5", LMS_MINUTES, 90},
        {"90", LMS_SECONDS, 90},
        {"90", LMS_CLOCK | LMS_WORDS | LMS_ISO, -1},
        {"1:30", LMS_WORDS | LMS_ISO | LMS_MINUTES | LMS_SECONDS, -1},
        {"1001:00", LMS_CLOCK, -1},
        {"999999999 hours", LMS_WORDS, -1},
        {"P999Y", LMS_ISO, -1},
        {"", LMS_CLOCK | LMS_WORDS | LMS_ISO | LMS_MINUTES, -1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t seconds = -1;
        (void)lms_duration_read(text_of(rows[i].value), rows[i].forms, &seconds);
        if (seconds != rows[i].seconds) {
            fail_msg("'%s' has %lld seconds", rows[i].value, (long long)seconds);
        }
    }
}

static void numbers_are_digits_only(void **state)
{
    (void)state;
    int64_t number = 0;
    assert_true(lms_number_read(text_of("12"), &number));
    assert_int_equal(number, 12);
    static const char *const wrong[] = {"", "-1", "1.0", "1 ", "1234567890"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        assert_false(lms_number_read(text_of(wrong[i]), &number));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(scores_are_parts_of_their_whole),
        cmocka_unit_test(durations_are_read_in_the_forms_that_are_allowed),
        cmocka_unit_test(numbers_are_digits_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
