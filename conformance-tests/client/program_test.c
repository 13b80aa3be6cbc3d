/* SPDX-License-Identifier: Apache-2.0 */

/* Numbers of the command line, and exit codes. */
#include "client/program.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void numbers_are_whole_and_within_their_bounds(void **state)
{
    (void)state;
    unsigned long long number = 0;
    assert_int_equal(program_read_number("1", "batch", 1, 10, &number, NULL), STATUS_OK);
    assert_int_equal(number, 1);
    assert_int_equal(
        program_read_number("18446744073709551615", "seed", 0, UINT64_MAX, &number, NULL),
        STATUS_OK);
    assert_true(number == UINT64_MAX);
    static const char *const bad[] = {"",   "0",   "11",   "-1", "+1",
                                      " 1", "1.0", "0x1A", "1 ", "18446744073709551617"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct error error = {0};
        assert_int_equal(program_read_number(bad[i], "batch", 1, 10, &number, &error),
                         STATUS_INVALID);
        assert_non_null(strstr(error.message, "from 1 to 10"));
    }
}

/* What the program under test does; `settings` is one of these. */
struct behaviour {
    enum status read;
    bool is_help;
    enum status run;
};

static enum status read(int count, char **arguments, void *settings, struct options_result *result,
                        struct error *error)
{
    const struct behaviour *behaviour = settings;
    assert_int_equal(count, 1);
    assert_string_equal(arguments[0], "--one");
    result->is_help = behaviour->is_help;
    return behaviour->read == STATUS_OK ? STATUS_OK : FAIL(error, behaviour->read, "read");
}

static enum status run(const void *settings, struct error *error)
{
    const struct behaviour *behaviour = settings;
    return behaviour->run == STATUS_OK ? STATUS_OK : FAIL(error, behaviour->run, "run");
}

static void a_status_becomes_an_exit_code(void **state)
{
    (void)state;
    static const struct {
        struct behaviour behaviour;
        int code;
    } rows[] = {
        {{.run = STATUS_OK}, 0},        {{.is_help = true, .run = STATUS_INTERNAL}, 0},
        {{.run = STATUS_INVALID}, 1},   {{.run = STATUS_FORBIDDEN}, 1},
        {{.read = STATUS_INVALID}, 2},  {{.run = STATUS_UNAVAILABLE}, 3},
        {{.run = STATUS_NOT_FOUND}, 3},
    };
    const struct program program = {"test", read, run};
    char name[] = "test";
    char option[] = "--one";
    char *arguments[] = {name, option};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct behaviour behaviour = rows[i].behaviour;
        assert_int_equal(program_run(&program, 2, arguments, &behaviour), rows[i].code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_whole_and_within_their_bounds),
        cmocka_unit_test(a_status_becomes_an_exit_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
