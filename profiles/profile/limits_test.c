/* SPDX-License-Identifier: Apache-2.0 */

/* Profiles that are made to cost much: bounded by counts, in memory too, and told. */
#include "profile/profile_fixture.h"

#include <string.h>

enum { TEXT_MAX = 8 << 20, MANY = 20000 };

static void assert_refused(struct case_file *made, struct text text, enum status expected,
                           const char *words)
{
    struct error error = {.message = ""};
    enum status status =
        profile_read(text, "p", made->arena, &made->profile, &made->findings, &error);
    assert_int_equal(status, expected);
    if (strstr(error.message, words) == NULL) {
        fail_msg("no '%s' in: %s", words, error.message);
    }
}

/* `before`, `count` times `each`, `after`. */
static void repeat(struct buffer *out, const char *before, size_t count, const char *each,
                   const char *after)
{
    buffer_add_string(out, before);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(out, each);
    }
    buffer_add_string(out, after);
    assert_false(out->overflowed);
}

static void assert_first(const struct case_file *made, const char *fault, const char *place)
{
    assert_true(made->findings.count > 0);
    assert_string_equal(made->findings.items[0].fault->id, fault);
    assert_string_equal(made->findings.items[0].place, place);
}

#define ALTERNATES \
    HEAD ",\"patterns\":[{\"id\":\"a:p\",\"type\":\"Pattern\",\"alternates\":[\"a:b\""

static void too_many_alternates_are_refused_where_they_stand(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    repeat(&text, ALTERNATES, MANY, ",\"a:b\"", "]}]}");
    read_text(made, buffer_text(&text));
    assert_int_equal(made->findings.count, 1);
    assert_first(made, "limit", "/patterns/0/alternates");
}

static void a_million_alternates_are_refused_before_they_are_read(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    repeat(&text, ALTERNATES, 1000000, ",\"a:b\"", "]}]}");
    assert_refused(made, buffer_text(&text), STATUS_TOO_LARGE, "bytes, and a profile may have");
    assert_int_equal(arena_size(made->arena), 0);
}

static void more_values_than_can_be_kept_are_refused_before_they_are_read(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    repeat(&text, HEAD ",\"a:b\":[1", PROFILE_VALUES_MAX, ",{}", "]}");
    assert_refused(made, buffer_text(&text), STATUS_TOO_LARGE, "values in objects and arrays");
    assert_int_equal(arena_size(made->arena), 0);
}

static void commas_and_brackets_within_words_are_no_values(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    repeat(&text, HEAD ",\"a:b\":\"\\\"", PROFILE_VALUES_MAX, ",[{", "\\\\\"}");
    read_text(made, buffer_text(&text));
    assert_int_equal(made->findings.count, 0);
}

/* Jansson's empty object is the value that takes most memory for its text. */
static void as_many_values_as_there_may_be_take_bounded_memory(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    repeat(&text, HEAD ",\"a:b\":[1", PROFILE_VALUES_MAX / 2 - 100, ",{}", "]}");
    read_text(made, buffer_text(&text));
    assert_int_equal(made->findings.errors, PROFILE_VALUES_MAX / 2 - 100);
    assert_true(arena_size(made->arena) < (size_t)512 * (PROFILE_VALUES_MAX / 2));
}

static void faults_that_are_not_kept_take_no_memory(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer few = BUFFER_INIT(TEXT_MAX);
    AUTO(buffer_finish) struct buffer many = BUFFER_INIT(TEXT_MAX);
    repeat(&few, HEAD ",\"concepts\":[1", MANY, ",1", "]}");
    repeat(&many, HEAD ",\"concepts\":[1", (size_t)2 * MANY, ",1", "]}");
    read_text(made, buffer_text(&few));
    size_t of_few = arena_size(made->arena);
    read_text(made, buffer_text(&many));
    assert_int_equal(made->findings.count, FINDINGS_KEPT_MAX);
    assert_int_equal(made->findings.errors, 2 * MANY + 1);
    size_t per_fault = (arena_size(made->arena) - of_few - of_few) / MANY;
    assert_true(per_fault < sizeof(struct profile_concept) + 64);
}

static void rules_that_select_everything_are_read_in_proportion(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    repeat(&text,
           HEAD ",\"templates\":[{\"id\":\"a:t\",\"type\":\"StatementTemplate\",\"inScheme\":"
                "\"https://example.org/p/v1\",\"prefLabel\":{\"en\":\"t\"},\"definition\":{\"en\":"
                "\"t\"},\"rules\":[",
           PROFILE_MEMBERS_MAX - 1,
           "{\"location\":\"$..*\",\"selector\":\"$..*\",\"presence\":\"included\"},",
           "{\"location\":\"$..*..*|$..*\",\"presence\":\"included\"}]}]}");
    read_text(made, buffer_text(&text));
    assert_int_equal(made->findings.count, 0);
    assert_int_equal(made->profile.templates[0].rule_count, PROFILE_MEMBERS_MAX);
    assert_true(arena_size(made->arena) < (size_t)4096 * PROFILE_MEMBERS_MAX);
}

static void a_selector_of_too_many_steps_is_refused_where_it_stands(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    repeat(&text,
           HEAD ",\"templates\":[{\"id\":\"a:t\",\"type\":\"StatementTemplate\",\"inScheme\":"
                "\"https://example.org/p/v1\",\"prefLabel\":{\"en\":\"t\"},\"definition\":{\"en\":"
                "\"t\"},\"rules\":[{\"location\":\"$",
           JSON_PATH_STEPS_MAX + 1, "..*", "\",\"presence\":\"included\"}]}]}");
    read_text(made, buffer_text(&text));
    assert_int_equal(made->findings.count, 1);
    assert_first(made, "path-form", "/templates/0/rules/0/location");
}

static void values_in_inline_schemas_count_too(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    const char *before =
        HEAD ",\"concepts\":[{\"id\":\"a:b\",\"type\":\"ContextExtension\","
             "\"inScheme\":\"https://example.org/p/v1\",\"prefLabel\":{\"en\":\"e\"},"
             "\"definition\":{\"en\":\"e\"},\"inlineSchema\":\"{\\\"enum\\\":[1";
    repeat(&text, before, PROFILE_VALUES_MAX, ",{}", "]}\"}]}");
    read_text(made, buffer_text(&text));
    assert_int_equal(made->findings.count, 1);
    assert_first(made, "limit", "/concepts/0/inlineSchema");
    assert_true(arena_size(made->arena) < 2 * text.length);
}

/* Each of these few bytes is compiled to more than a kilobyte. */
static void expressions_of_inline_schemas_share_one_room(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    buffer_add_string(&text, HEAD ",\"concepts\":[{\"id\":\"a:b\",\"type\":\"ContextExtension\","
                                  "\"inScheme\":\"https://example.org/p/v1\",\"prefLabel\":{\"en\":"
                                  "\"e\"},\"definition\":{\"en\":\"e\"},\"inlineSchema\":\"{"
                                  "\\\"allOf\\\":[true");
    for (size_t i = 0; i < 9000; i++) {
        buffer_add_string(&text, ",{\\\"pattern\\\":\\\"(a{40}){40}\\\"}");
    }
    buffer_add_string(&text, "]}\"}]}");
    read_text(made, buffer_text(&text));
    assert_true(made->findings.errors > 1000 && made->findings.errors < 9000);
    assert_first(made, "limit", "/concepts/0/inlineSchema");
    assert_null(made->profile.concepts[0].checker);
}

static void patterns_nested_too_deeply_are_cut(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    buffer_add_string(&text, HEAD ",\"patterns\":[{\"id\":\"a:0\",\"type\":\"Pattern\","
                                  "\"optional\":\"a:t\"}");
    for (size_t i = 1; i < 40000; i++) {
        buffer_print(&text, ",{\"id\":\"a:%zu\",\"type\":\"Pattern\",\"optional\":\"a:%zu\"}", i,
                     i - 1);
    }
    buffer_add_string(&text, "]}");
    read_text(made, buffer_text(&text));
    assert_true(made->findings.errors > 0);
    assert_string_equal(made->findings.items[0].fault->id, "pattern-depth");
    for (size_t i = 0; i < made->profile.pattern_count; i++) {
        assert_true(made->profile.patterns[i].depth <= PROFILE_NESTING_MAX);
    }
}

static void more_faults_than_are_kept_are_counted(void **state)
{
    struct case_file *made = *state;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    buffer_add_string(&text, HEAD ",\"concepts\":[1");
    for (size_t i = 1; i < 5000; i++) {
        buffer_add_string(&text, ",1");
    }
    buffer_add_string(&text, "]}");
    read_text(made, buffer_text(&text));
    assert_int_equal(made->findings.count, FINDINGS_KEPT_MAX);
    assert_int_equal(made->findings.errors, 5000);
}

static void brackets_too_deep_are_refused(void **state)
{
    struct case_file *made = *state;
    struct error error;
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    buffer_add_string(&text, HEAD ",\"a:b\":");
    for (size_t i = 0; i < 100; i++) {
        buffer_add_character(&text, '[');
    }
    buffer_add_character(&text, '1');
    for (size_t i = 0; i < 100; i++) {
        buffer_add_character(&text, ']');
    }
    buffer_add_character(&text, '}');
    assert_int_equal(
        profile_read(buffer_text(&text), "p", made->arena, &made->profile, &made->findings, &error),
        STATUS_INVALID);
    assert_true(text_starts_with(text_of(error.message), "p: /a:b/0/0"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(too_many_alternates_are_refused_where_they_stand, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(a_million_alternates_are_refused_before_they_are_read,
                                        make_case, drop_case),
        cmocka_unit_test_setup_teardown(
            more_values_than_can_be_kept_are_refused_before_they_are_read, make_case, drop_case),
        cmocka_unit_test_setup_teardown(commas_and_brackets_within_words_are_no_values, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(as_many_values_as_there_may_be_take_bounded_memory,
                                        make_case, drop_case),
        cmocka_unit_test_setup_teardown(faults_that_are_not_kept_take_no_memory, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(rules_that_select_everything_are_read_in_proportion,
                                        make_case, drop_case),
        cmocka_unit_test_setup_teardown(a_selector_of_too_many_steps_is_refused_where_it_stands,
                                        make_case, drop_case),
        cmocka_unit_test_setup_teardown(values_in_inline_schemas_count_too, make_case, drop_case),
        cmocka_unit_test_setup_teardown(expressions_of_inline_schemas_share_one_room, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(patterns_nested_too_deeply_are_cut, make_case, drop_case),
        cmocka_unit_test_setup_teardown(more_faults_than_are_kept_are_counted, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(brackets_too_deep_are_refused, make_case, drop_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
