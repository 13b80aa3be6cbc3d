/* SPDX-License-Identifier: Apache-2.0 */

/* Flag before variable before default; limits are kept. */
#include "settings/settings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static enum status read_line(int count, char **arguments, struct settings *out, struct error *error)
{
    struct settings_reader reader = {.values = {NULL}};
    struct option_row rows[SETTINGS_MAX + 1] = {{0}};
    (void)settings_option_rows(SETTINGS_STORE | SETTINGS_SERVE, &reader, rows);
    const struct option_table table = {.command = "x", .usage = "", .summary = "", .rows = rows};
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    return status != STATUS_OK ? status : settings_read(&reader, out, error);
}

static void a_flag_wins_over_a_variable_and_that_over_the_default(void **state)
{
    (void)state;
    struct settings settings = {0};
    assert_int_equal(read_line(0, NULL, &settings, NULL), STATUS_OK);
    assert_string_equal(settings.listen, "127.0.0.1:8080");
    assert_int_equal(settings.body_max, 10485760);
    assert_int_equal(setenv("IBEST_BODY_MAX", "4096", 1), 0); // NOLINT(concurrency-mt-unsafe)
    assert_int_equal(read_line(0, NULL, &settings, NULL), STATUS_OK);
    assert_int_equal(settings.body_max, 4096);
    char flag[] = "--body-max=8192";
    char *arguments[] = {flag};
    assert_int_equal(read_line(1, arguments, &settings, NULL), STATUS_OK);
    assert_int_equal(settings.body_max, 8192);
    assert_int_equal(unsetenv("IBEST_BODY_MAX"), 0); // NOLINT(concurrency-mt-unsafe)
}

static void values_outside_the_limits_are_named(void **state)
{
    (void)state;
    static const char *const flags[] = {"--body-max=1023", "--body-max=1073741825",
                                        "--threads=0",     "--threads=1x",
                                        "--threads=",      "--readers=99999999999999999999"};
    for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++) {
        char flag[64];
        (void)snprintf(flag, sizeof flag, "%s", flags[i]);
        char *arguments[] = {flag};
        struct settings settings = {0};
        struct error error;
        assert_int_equal(read_line(1, arguments, &settings, &error), STATUS_INVALID);
        assert_memory_equal(error.message, flags[i], strcspn(flags[i], "="));
    }
}

static void commands_that_only_open_the_store_have_its_settings_alone(void **state)
{
    (void)state;
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + 1] = {{0}};
    assert_int_equal(settings_option_rows(SETTINGS_STORE, &reader, rows), 1);
    assert_string_equal(rows[0].name, "store");
    assert_string_equal(rows[0].environment, "IBEST_STORE");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flag_wins_over_a_variable_and_that_over_the_default),
        cmocka_unit_test(values_outside_the_limits_are_named),
        cmocka_unit_test(commands_that_only_open_the_store_have_its_settings_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
