/* SPDX-License-Identifier: Apache-2.0 */

/* cases/KEYWORD.json: schemas, each with values that fit it, and with values that break it, the
 * place and the keyword. problems.json: schemas that cannot be used, or not all of them. */
#include "schema/schema_fixture.h"

#include "base/file.h"
#include "schema/node.h"

#include <stdio.h>

enum { FILE_MAX = 1 << 20 };

static json_t *read_file(struct case_room *made, const char *path)
{
    struct error error = {.message = ""};
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(FILE_MAX);
    json_t *json = NULL;
    if (file_read(path, FILE_MAX, &text, &error) != STATUS_OK ||
        json_read_in(buffer_text(&text), path, made->arena, &json, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return json;
}

static const char *dumped(struct case_room *made, const json_t *json)
{
    AUTO(free) char *text = json_dumps(json, JSON_ENCODE_ANY);
    return arena_copy_string(made->arena, text);
}

static void assert_fits(struct case_room *made, const struct schema *schema, const json_t *value,
                        const char *which)
{
    struct schema_breach breach = {.message = NULL};
    if (schema_validate(schema, value, made->arena, &breach) != SCHEMA_VALID) {
        fail_msg("%s: %s does not fit: %s: %s", which, dumped(made, value), breach.keyword,
                 breach.message);
    }
    assert_null(breach.message);
}

static void assert_breaks(struct case_room *made, const struct schema *schema, const json_t *row,
                          const char *which)
{
    struct schema_breach breach = {.message = NULL};
    const json_t *value = json_object_get(row, "value");
    if (schema_validate(schema, value, made->arena, &breach) != SCHEMA_INVALID) {
        fail_msg("%s: %s fits", which, dumped(made, value));
    }
    assert_string_equal(breach.place, json_string_value(json_object_get(row, "place")));
    assert_string_equal(breach.keyword, json_string_value(json_object_get(row, "keyword")));
    assert_true(strlen(breach.message) > 10);
}

/* Returns how many values there were. */
static size_t try_case(struct case_room *made, const json_t *row, const char *file)
{
    const json_t *json = json_object_get(row, "schema");
    const json_t *fits = json_object_get(row, "fits");
    const json_t *breaks = json_object_get(row, "breaks");
    const struct schema *schema = read_json(made, json);
    const char *which = arena_print(made->arena, "%s: %s", file, dumped(made, json));
    if (schema == NULL) {
        fail_msg("%s: %s: %s", which, made->place, made->message);
    }
    for (size_t i = 0; i < json_array_size(fits); i++) {
        assert_fits(made, schema, json_array_get(fits, i), which);
    }
    for (size_t i = 0; i < json_array_size(breaks); i++) {
        assert_breaks(made, schema, json_array_get(breaks, i), which);
    }
    return json_array_size(fits) + json_array_size(breaks);
}

static void each_keyword_holds_what_its_cases_say(void **state)
{
    struct case_room *made = *state;
    for (const struct schema_keyword *at = schema_keywords; at->name != NULL; at++) {
        const char *name = at->name[0] == '$' ? at->name + 1 : at->name;
        if (at->holds == NULL) {
            continue;
        }
        const char *path = arena_print(made->arena, SOURCE_FOLDER "/cases/%s.json", name);
        const json_t *rows = read_file(made, path);
        size_t values = 0;
        for (size_t i = 0; i < json_array_size(rows); i++) {
            values += try_case(made, json_array_get(rows, i), name);
        }
        assert_true(values >= 3);
    }
}

static void each_problem_of_a_schema_is_told_at_its_place(void **state)
{
    static const char *const PROBLEMS[] = {"form", "limit", "ignored"};
    struct case_room *made = *state;
    const json_t *rows = read_file(made, SOURCE_FOLDER "/problems.json");
    assert_true(json_array_size(rows) > 30);
    for (size_t i = 0; i < json_array_size(rows); i++) {
        const json_t *row = json_array_get(rows, i);
        const json_t *json = json_object_get(row, "schema");
        const struct schema *schema = read_json(made, json);
        if (made->count != 1) {
            fail_msg("%s: %zu problems", dumped(made, json), made->count);
        }
        assert_string_equal(PROBLEMS[made->problem],
                            json_string_value(json_object_get(row, "problem")));
        assert_string_equal(made->place, json_string_value(json_object_get(row, "place")));
        assert_int_equal(schema == NULL, made->problem != SCHEMA_PROBLEM_IGNORED);
    }
}

static void a_schema_of_draft_7_by_name_is_no_problem(void **state)
{
    struct case_room *made = *state;
    static const char *const ADDRESSES[] = {"http://json-schema.org/draft-07/schema#",
                                            "https://json-schema.org/draft-07/schema"};
    for (size_t i = 0; i < sizeof ADDRESSES / sizeof *ADDRESSES; i++) {
        const char *text = arena_print(made->arena, "{\"$schema\":\"%s\"}", ADDRESSES[i]);
        assert_non_null(read_json(made, json_in(made, text)));
        assert_int_equal(made->count, 0);
    }
}

static void the_first_breach_is_the_one_told(void **state)
{
    struct case_room *made = *state;
    struct schema_breach breach = {.message = NULL};
    const struct schema *schema = read_json(
        made, json_in(made, "{\"properties\":{\"a\":{\"anyOf\":[{\"type\":\"null\"},{\"minimum\":"
                            "3}]},\"b\":{\"type\":\"null\"}}}"));
    assert_int_equal(
        schema_validate(schema, json_in(made, "{\"b\":1,\"a\":2}"), made->arena, &breach),
        SCHEMA_INVALID);
    assert_string_equal(breach.place, "/a");
    assert_string_equal(breach.message, "it fits none of 2 schemas");
}

static void values_from_outside_are_printable_in_messages(void **state)
{
    struct case_room *made = *state;
    struct schema_breach breach = {.message = NULL};
    const struct schema *schema = read_json(made, json_in(made, "{\"const\":\"x\"}"));
    assert_int_equal(
        schema_validate(schema, json_in(made, "\"a\\u001b[1m\""), made->arena, &breach),
        SCHEMA_INVALID);
    assert_string_equal(breach.message, "it is 'a\\x1B[1m', and must be 'x'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_keyword_holds_what_its_cases_say, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(each_problem_of_a_schema_is_told_at_its_place, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(a_schema_of_draft_7_by_name_is_no_problem, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(the_first_breach_is_the_one_told, make_case, drop_case),
        cmocka_unit_test_setup_teardown(values_from_outside_are_printable_in_messages, make_case,
                                        drop_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
