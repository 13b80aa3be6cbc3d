/* SPDX-License-Identifier: Apache-2.0 */

/* Command lines are read by their table, and refused with a way out. */
#include "base/options.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *format;
static const char *output;
static const char *verbose;
static char modules[64];

static void add_module(void *context, const char *value)
{
    char *list = context;
    size_t length = strlen(list);
    (void)snprintf(list + length, sizeof modules - length, "%s;", value);
}

static const struct option_row rows[] = {
    {.name = "format", .value_name = "FORMAT", .help = "What to build.", .value = &format},
    {.name = "output",
     .value_name = "DIR",
     .help = "Where to.",
     .environment = "OPTIONS_TEST_OUTPUT",
     .value = &output},
    {.name = "module",
     .value_name = "ID",
     .help = "May be given again.",
     .environment = "OPTIONS_TEST_MODULE",
     .add = add_module,
     .context = modules},
    {.name = "verbose", .help = "Tell more.", .value = &verbose},
    {0},
};

static const struct option_table table = {
    .command = "ibest-pack build",
    .usage = "COURSE [OPTIONS]",
    .summary = "Builds a package.",
    .positional_limit = 2,
    .rows = rows,
};

static int reset(void **state)
{
    (void)state;
    format = NULL;
    output = NULL;
    verbose = NULL;
    modules[0] = '\0';
    /* One thread, so the environment may be changed. */
    int result = unsetenv("OPTIONS_TEST_OUTPUT");    // NOLINT(concurrency-mt-unsafe)
    return result + unsetenv("OPTIONS_TEST_MODULE"); // NOLINT(concurrency-mt-unsafe)
}

static void set_variable(const char *name, const char *value)
{
    int result = setenv(name, value, 1); // NOLINT(concurrency-mt-unsafe): one thread
    assert_int_equal(result, 0);
}

/* Reads a line whose arguments stand apart by one space. */
static enum status read_line(const char *line, struct options_result *out, struct error *error)
{
    static char copy[256];
    char *arguments[32];
    int count = 0;
    (void)snprintf(copy, sizeof copy, "%s", line);
    char *rest = NULL;
    for (char *word = strtok_r(copy, " ", &rest); word != NULL; word = strtok_r(NULL, " ", &rest)) {
        arguments[count++] = word;
    }
    return options_read(&table, count, arguments, out, error);
}

static struct options_result read_or_fail(const char *line)
{
    struct options_result result;
    struct error error = {.message = ""};
    if (read_line(line, &result, &error) != STATUS_OK) {
        fail_msg("%s: %s", line, error.message);
    }
    return result;
}

static void values_stand_behind_a_space_or_an_equals_sign(void **state)
{
    (void)state;
    struct options_result result = read_or_fail("--format scorm12 content --output=a=b --verbose");
    assert_string_equal(format, "scorm12");
    assert_string_equal(output, "a=b");
    assert_string_equal(verbose, "");
    assert_int_equal(result.positional_count, 1);
    assert_string_equal(result.positional[0], "content");
    assert_false(result.is_help);
}

static void what_is_absent_keeps_its_default(void **state)
{
    (void)state;
    format = "cmi5";
    (void)read_or_fail("");
    assert_string_equal(format, "cmi5");
    assert_null(verbose);
}

static void the_last_of_several_values_counts(void **state)
{
    (void)state;
    (void)read_or_fail("--format a --format b --format=");
    assert_string_equal(format, "");
}

static void an_option_that_repeats_gets_each_value(void **state)
{
    (void)state;
    (void)read_or_fail("--module one --module=two");
    assert_string_equal(modules, "one;two;");
}

static void the_environment_speaks_where_the_line_is_silent(void **state)
{
    (void)state;
    set_variable("OPTIONS_TEST_OUTPUT", "from-environment");
    set_variable("OPTIONS_TEST_MODULE", "three");
    (void)read_or_fail("--module one");
    assert_string_equal(output, "from-environment");
    assert_string_equal(modules, "one;");
    (void)read_or_fail("--output from-line");
    assert_string_equal(output, "from-line");
    assert_string_equal(modules, "one;three;");
}

static void two_dashes_end_the_options(void **state)
{
    (void)state;
    struct options_result result = read_or_fail("- -- --help");
    assert_int_equal(result.positional_count, 2);
    assert_string_equal(result.positional[0], "-");
    assert_string_equal(result.positional[1], "--help");
}

static void a_value_may_look_like_an_option(void **state)
{
    (void)state;
    (void)read_or_fail("--format --output");
    assert_string_equal(format, "--output");
    assert_null(output);
}

struct refusal {
    const char *line;
    const char *message;
};

static void a_refusal_names_the_argument_and_the_way_out(void **state)
{
    (void)state;
    static const struct refusal refusals[] = {
        {"--fromat x", "unknown option '--fromat': did you mean '--format'? See 'ibest-pack build "
                       "--help'"},
        {"--outptu=x", "unknown option '--outptu': did you mean '--output'? See 'ibest-pack build "
                       "--help'"},
        {"--xyz", "unknown option '--xyz': see 'ibest-pack build --help'"},
        {"--=x", "unknown option '--': see 'ibest-pack build --help'"},
        {"-f", "unknown option '-f': options begin with two dashes, see 'ibest-pack build --help'"},
        {"--format", "'--format' needs a value, '--format FORMAT': see 'ibest-pack build --help'"},
        {"--verbose=1", "'--verbose' takes no value, got '1': see 'ibest-pack build --help'"},
        {"a b c", "'c' is one argument too many: see 'ibest-pack build --help'"},
        {"--a-name-of-more-than-sixty-three-characters-that-is-near-to-nothing-at-all",
         "unknown option '--a-name-of-more-than-sixty-three-characters-that-is-near-to-nothing-at-"
         "all': see 'ibest-pack build --help'"},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        struct options_result result = {.positional_count = 7};
        struct error error = {.message = ""};
        assert_int_equal(read_line(refusals[i].line, &result, &error), STATUS_INVALID);
        assert_string_equal(error.message, refusals[i].message);
        assert_int_equal(result.positional_count, 7);
    }
}

static void help_is_given_even_when_the_rest_is_wrong(void **state)
{
    (void)state;
    struct options_result result = read_or_fail("--format x --nonsense -h");
    assert_true(result.is_help);
    assert_null(format);
}

static void help_shows_every_row_in_columns(void **state)
{
    (void)state;
    static const char expected[] =
        "Usage: ibest-pack build COURSE [OPTIONS]\n"
        "\n"
        "Builds a package.\n"
        "\n"
        "Options:\n"
        "  --format FORMAT  What to build.\n"
        "  --output DIR     Where to.\n"
        "                   (or in the environment: OPTIONS_TEST_OUTPUT)\n"
        "  --module ID      May be given again.\n"
        "                   (or in the environment: OPTIONS_TEST_MODULE)\n"
        "  --verbose        Tell more.\n"
        "  --help           Show this text and end.\n";
    char text[sizeof expected + 100] = "";
    FILE *stream = tmpfile();
    assert_non_null(stream);
    options_print_help(&table, stream);
    rewind(stream);
    size_t length = fread(text, 1, sizeof text - 1, stream);
    assert_int_equal(fclose(stream), 0);
    assert_int_equal(length, strlen(expected));
    assert_string_equal(text, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(values_stand_behind_a_space_or_an_equals_sign, reset),
        cmocka_unit_test_setup(what_is_absent_keeps_its_default, reset),
        cmocka_unit_test_setup(the_last_of_several_values_counts, reset),
        cmocka_unit_test_setup(an_option_that_repeats_gets_each_value, reset),
        cmocka_unit_test_setup(the_environment_speaks_where_the_line_is_silent, reset),
        cmocka_unit_test_setup(two_dashes_end_the_options, reset),
        cmocka_unit_test_setup(a_value_may_look_like_an_option, reset),
        cmocka_unit_test_setup(a_refusal_names_the_argument_and_the_way_out, reset),
        cmocka_unit_test_setup(help_is_given_even_when_the_rest_is_wrong, reset),
        cmocka_unit_test_setup(help_shows_every_row_in_columns, reset),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
