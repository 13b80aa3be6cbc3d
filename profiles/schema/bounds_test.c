/* SPDX-License-Identifier: Apache-2.0 */

/* Schemas and values that are made to cost much: undecided after a bounded number of steps, or
 * refused when they are read. */
#include "schema/schema_fixture.h"

#include "schema/pattern.h"

enum { TEXT_MAX = 8 << 20 };

static const char *repeated(struct case_room *made, const char *before, size_t count,
                            const char *each, const char *after)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    buffer_add_string(&text, before);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&text, each);
    }
    buffer_add_string(&text, after);
    assert_false(text.overflowed);
    return arena_copy(made->arena, buffer_text(&text));
}

static enum schema_outcome outcome(struct case_room *made, const char *schema, const char *value,
                                   struct schema_breach *breach)
{
    const struct schema *read = read_json(made, json_in(made, schema));
    if (read == NULL) {
        fail_msg("%s: %s", made->place, made->message);
    }
    return schema_validate(read, json_in(made, value), made->arena, breach);
}

static void assert_undecided(struct case_room *made, const char *schema, const char *value,
                             const char *words)
{
    struct schema_breach breach = {.message = NULL};
    assert_int_equal(outcome(made, schema, value, &breach), SCHEMA_UNDECIDED);
    if (strstr(breach.message, words) == NULL) {
        fail_msg("no '%s' in: %s", words, breach.message);
    }
}

static void catastrophic_expressions_are_given_up(void **state)
{
    static const char *const PATTERNS[] = {
        "^(a+)+$",           "^(a|a)*$",          "^(a|aa)+$",    "^([a-z]+)*\\\\d$",
        "(.*)*(.*)*(.*)*x$", "^(?:a?){50}a{50}$", "^(a*)*\\\\1$",
    };
    struct case_room *made = *state;
    const char *value = repeated(made, "\"", 60, "a", "x!\"");
    for (size_t i = 0; i < sizeof PATTERNS / sizeof *PATTERNS; i++) {
        const char *schema = arena_print(made->arena, "{\"pattern\":\"%s\"}", PATTERNS[i]);
        assert_undecided(made, schema, value, "too many steps");
    }
}

static void what_an_expression_takes_is_taken_from_all_steps(void **state)
{
    struct case_room *made = *state;
    size_t room = ROOM;
    size_t steps = 1000;
    struct schema_pattern *pattern = NULL;
    AUTO(pattern_run_destroy) struct pattern_run *run = pattern_run_create();
    assert_int_equal(pattern_read(text_of("^[a-c]+d$"), made->arena, &room, &pattern, NULL),
                     STATUS_OK);
    assert_int_equal(pattern_find(run, pattern, text_of("abcd"), &steps), PATTERN_FOUND);
    assert_in_range(steps, 900, 999);
    steps = 3;
    assert_int_equal(pattern_find(run, pattern, text_of("abcabcabcabcxd"), &steps),
                     PATTERN_UNDECIDED);
    assert_int_equal(steps, 0);
}

static void a_long_string_is_not_searched(void **state)
{
    struct case_room *made = *state;
    struct schema_breach breach = {.message = NULL};
    assert_undecided(made, "{\"pattern\":\"b\"}",
                     repeated(made, "\"", SCHEMA_SUBJECT_BYTES_MAX + 1, "a", "\""),
                     "too many steps");
    assert_int_equal(outcome(made, "{\"pattern\":\"b\"}",
                             repeated(made, "\"", SCHEMA_SUBJECT_BYTES_MAX, "a", "\""), &breach),
                     SCHEMA_INVALID);
}

static void schemas_that_lead_to_themselves_are_given_up(void **state)
{
    struct case_room *made = *state;
    assert_undecided(made, "{\"$ref\":\"#\"}", "1", "schemas deep");
    assert_undecided(made,
                     "{\"allOf\":[{\"$ref\":\"#/definitions/a\"}],\"definitions\":{\"a\":{\"not\":{"
                     "\"$ref\":\"#\"}}}}",
                     "1", "schemas deep");
}

/* 2 to the power of 50 schemas, each of which is tried. */
static void schemas_that_double_with_each_step_are_given_up(void **state)
{
    struct case_room *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    buffer_add_string(&text, "{\"$ref\":\"#/definitions/d0\",\"definitions\":{\"d50\":true");
    for (unsigned i = 0; i < 50; i++) {
        buffer_print(&text,
                     ",\"d%u\":{\"allOf\":[{\"$ref\":\"#/definitions/d%u\"},{\"$ref\":"
                     "\"#/definitions/d%u\"}]}",
                     i, i + 1, i + 1);
    }
    buffer_add_string(&text, "}}");
    assert_undecided(made, arena_copy(made->arena, buffer_text(&text)), "1", "steps");
}

static void many_elements_are_not_compared_each_with_each(void **state)
{
    struct case_room *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    buffer_add_string(&text, "[0");
    for (unsigned i = 1; i < 5000; i++) {
        buffer_print(&text, ",%u", i);
    }
    buffer_add_string(&text, "]");
    assert_undecided(made, "{\"uniqueItems\":true}", arena_copy(made->arena, buffer_text(&text)),
                     "steps");
}

static void assert_over_limit(struct case_room *made, const char *schema, const char *words)
{
    assert_null(read_json(made, json_in(made, schema)));
    assert_int_equal(made->problem, SCHEMA_PROBLEM_LIMIT);
    if (strstr(made->message, words) == NULL) {
        fail_msg("no '%s' in: %s", words, made->message);
    }
}

static void schemas_too_deep_or_too_many_are_refused(void **state)
{
    struct case_room *made = *state;
    const char *deep = repeated(made, "", SCHEMA_DEPTH_MAX, "{\"not\":", "{}");
    assert_over_limit(made, repeated(made, deep, SCHEMA_DEPTH_MAX, "}", ""), "within each other");
    assert_over_limit(made, repeated(made, "{\"allOf\":[{}", SCHEMA_NODES_MAX, ",{}", "]}"),
                      "schemas");
    const char *enough = repeated(made, "{\"allOf\":[{}", SCHEMA_NODES_MAX - 2, ",{}", "]}");
    assert_non_null(read_json(made, json_in(made, enough)));
}

static void expressions_of_all_schemas_share_one_room(void **state)
{
    struct case_room *made = *state;
    const char *schema = "{\"pattern\":\"^(a{30}){30}$\"}";
    size_t read = 0;
    while (read_json(made, json_in(made, schema)) != NULL) {
        read++;
        assert_in_range(read, 1, ROOM / 500);
    }
    assert_true(read > 0);
    assert_int_equal(made->problem, SCHEMA_PROBLEM_LIMIT);
    assert_string_equal(made->place, "/pattern");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(catastrophic_expressions_are_given_up, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(what_an_expression_takes_is_taken_from_all_steps, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(a_long_string_is_not_searched, make_case, drop_case),
        cmocka_unit_test_setup_teardown(schemas_that_lead_to_themselves_are_given_up, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(schemas_that_double_with_each_step_are_given_up, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(many_elements_are_not_compared_each_with_each, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(schemas_too_deep_or_too_many_are_refused, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(expressions_of_all_schemas_share_one_room, make_case,
                                        drop_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
