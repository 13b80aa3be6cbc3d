/* SPDX-License-Identifier: Apache-2.0 */

/* A line a happening, from the level on that was set. */
#include "base/log.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static int64_t fixed_time(void)
{
    return 951825600123456;
}

/* What `write` puts on stderr. */
static const char *capture(void (*write)(void))
{
    static char output[8192];
    FILE *file = tmpfile();
    assert_non_null(file);
    int original = dup(STDERR_FILENO);
    assert_true(original >= 0);
    assert_true(dup2(fileno(file), STDERR_FILENO) >= 0);
    write();
    assert_true(dup2(original, STDERR_FILENO) >= 0);
    assert_int_equal(close(original), 0);
    rewind(file);
    size_t length = fread(output, 1, sizeof output - 1, file);
    output[length] = '\0';
    assert_int_equal(fclose(file), 0);
    return output;
}

static void write_each_level(void)
{
    LOG_ERROR("reason='%s'", "disk");
    LOG_WARNING("n=%d", 1);
    LOG_INFO("n=2");
    LOG_DEBUG("n=3");
}

static void write_a_line_break(void)
{
    LOG_INFO("path=/x\n%s", "level=error forged\x1B[0m");
}

static void write_much(void)
{
    LOG_INFO("%*s", 100000, "x");
}

static void a_line_has_time_level_and_message(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_INFO);
    assert_string_equal(capture(write_each_level),
                        "2000-02-29T12:00:00.123456Z level=error reason='disk'\n"
                        "2000-02-29T12:00:00.123456Z level=warning n=1\n"
                        "2000-02-29T12:00:00.123456Z level=info n=2\n");
}

static void what_is_below_the_level_is_dropped(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    assert_string_equal(capture(write_each_level),
                        "2000-02-29T12:00:00.123456Z level=error reason='disk'\n");
    log_set_level(LOG_LEVEL_DEBUG);
    assert_non_null(strstr(capture(write_each_level), "level=debug n=3\n"));
}

static void a_value_cannot_begin_a_line_of_its_own(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_INFO);
    assert_string_equal(capture(write_a_line_break),
                        "2000-02-29T12:00:00.123456Z level=info path=/x?level=error forged?[0m\n");
}

static void a_message_that_is_too_long_is_cut_and_ends_its_line(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_INFO);
    const char *output = capture(write_much);
    assert_true(strlen(output) < 2200);
    assert_int_equal(output[strlen(output) - 1], '\n');
}

static int set_clock(void **state)
{
    (void)state;
    clock_replace(fixed_time);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_time_level_and_message),
        cmocka_unit_test(what_is_below_the_level_is_dropped),
        cmocka_unit_test(a_value_cannot_begin_a_line_of_its_own),
        cmocka_unit_test(a_message_that_is_too_long_is_cut_and_ends_its_line),
    };
    return cmocka_run_group_tests(tests, set_clock, NULL);
}
