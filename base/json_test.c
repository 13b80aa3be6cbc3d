/* SPDX-License-Identifier: Apache-2.0 */

/* What is JSON, where its errors stand, and how raw text is walked. */
#include "base/json.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static json_t *read_or_fail(const char *text)
{
    json_t *json = NULL;
    struct error error = {.message = ""};
    if (json_read(text_of(text), NULL, &json, &error) != STATUS_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return json;
}

static void any_value_is_allowed_at_the_root(void **state)
{
    (void)state;
    const char *texts[] = {"{}", "[]", "null", "true", "-1", "1.5e3", "\"text\"", " [1, 2]\n"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        json_decref(read_or_fail(texts[i]));
    }
}

struct refusal {
    const char *text;
    const char *message;
};

static void refusals_tell_line_column_and_reason(void **state)
{
    (void)state;
    static const struct refusal rows[] = {
        {"", "course.json:1:1: empty, where a JSON value is expected"},
        {"\xEF\xBB\xBF{}",
         "course.json:1:1: begins with a byte order mark: save it as UTF-8 without one"},
        {"{\n \"a\": 1,\n \"a\": 2}", "course.json:3:4: duplicate object key near '\"a\"'"},
        {"[1] 2", "course.json:1:5: end of file expected near '2'"},
        {"[1,]", "course.json:1:4: unexpected token near ']'"},
        {"[01]", "course.json:1:2: invalid token near '0'"},
        {"[1e999]", "course.json:1:6: real number overflow near '1e999'"},
        {"[99999999999999999999, 1e999]", "course.json:1:28: real number overflow near '1e999'"},
        {"['a']", "course.json:1:2: invalid token near '''"},
        {"\"\\u0000\"", "course.json:1:8: the character \\u0000 is not allowed"},
        {"\"\xFF\"", "course.json:1:1: unable to decode byte 0xff near '\"'"},
        {"\"\xED\xA0\x80\"", "course.json:1:1: unable to decode byte 0xed near '\"'"},
        {"{\"a\"", "course.json:1:4: ':' expected near end of file"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *json = NULL;
        struct error error = {.message = ""};
        enum status status = json_read(text_of(rows[i].text), "course.json", &json, &error);
        assert_int_equal(status, STATUS_INVALID);
        assert_null(json);
        assert_string_equal(error.message, rows[i].message);
    }
}

static void without_a_name_the_message_begins_with_the_line(void **state)
{
    (void)state;
    json_t *json = NULL;
    struct error error;
    assert_int_equal(json_read(text_of("\n{,}"), NULL, &json, &error), STATUS_INVALID);
    assert_string_equal(error.message, "line 2, column 2: string or '}' expected near ','");
}

static void more_than_2048_levels_are_refused(void **state)
{
    (void)state;
    char deep[3000];
    for (size_t i = 0; i < sizeof deep; i++) {
        deep[i] = '[';
    }
    json_t *json = NULL;
    struct error error;
    assert_int_equal(json_read((struct text){deep, sizeof deep}, NULL, &json, &error),
                     STATUS_INVALID);
    assert_non_null(strstr(error.message, "maximum parsing depth reached"));
}

static void integers_over_64_bits_become_reals_and_the_others_stay(void **state)
{
    (void)state;
    AUTO(json_release)
    json_t *json = read_or_fail("[1, 99999999999999999999, -123456789012345678901, "
                                "9223372036854775807, \"99999999999999999999\", 2.5, "
                                "9223372036854775808, -9223372036854775808]");
    assert_int_equal(json_integer_value(json_array_get(json, 0)), 1);
    assert_true(json_real_value(json_array_get(json, 1)) == 1e20);
    assert_true(json_real_value(json_array_get(json, 2)) == -123456789012345678901.0);
    assert_true(json_integer_value(json_array_get(json, 3)) == INT64_MAX);
    assert_string_equal(json_string_value(json_array_get(json, 4)), "99999999999999999999");
    assert_true(json_real_value(json_array_get(json, 5)) == 2.5);
    assert_true(json_real_value(json_array_get(json, 6)) == 9223372036854775808.0);
    assert_true(json_integer_value(json_array_get(json, 7)) == INT64_MIN);
}

static const char document[] = "\n{\n"
                               "  \"modules\": [\n"
                               "    {\"id\": \"one\"},\n"
                               "    {\n"
                               "      \"id\": \"two\",\n"
                               "      \"a/b~c\": 1,\n"
                               "      \"caf\\u00e9 \\\"}\": {\"deep\": [\n"
                               "        null]}\n"
                               "    }\n"
                               "  ]\n"
                               "}\n";

struct place {
    const char *pointer;
    size_t line;
};

static void the_line_of_a_place_is_where_its_value_begins(void **state)
{
    (void)state;
    static const struct place places[] = {
        {"", 2},
        {"/modules", 3},
        {"/modules/0/id", 4},
        {"/modules/1", 5},
        {"/modules/1/id", 6},
        {"/modules/1/a~1b~0c", 7},
        {"/modules/1/caf\xC3\xA9 \"}", 8},
        {"/modules/1/caf\xC3\xA9 \"}/deep/0", 9},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        assert_int_equal(json_line_of(text_of(document), places[i].pointer), places[i].line);
    }
}

static void the_line_of_a_missing_place_is_that_of_what_should_hold_it(void **state)
{
    (void)state;
    static const struct place places[] = {
        {"/title", 2},
        {"/modules/2", 3},
        {"/modules/01", 3},
        {"/modules/-", 3},
        {"/modules/1/title/x", 5},
        {"/modules/0/id/x", 4},
        {"/modules/99999999999999999999999", 3},
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        assert_int_equal(json_line_of(text_of(document), places[i].pointer), places[i].line);
    }
}

static void a_walk_gives_each_member_raw(void **state)
{
    (void)state;
    static const char *expected[][2] = {{"a", "1"},
                                        {"b\\\"}", "\"x\\\\\""},
                                        {"c", "{\"d\": [\"]}\", {}]}"},
                                        {"", "[ ]"},
                                        {"e", "-1.5E+3"}};
    struct json_walk walk = json_walk_begin(
        text_of(" { \"a\" :1, \"b\\\"}\":\"x\\\\\" ,\"c\": {\"d\": [\"]}\", {}]}, \"\":[ ],"
                "\"e\":-1.5E+3 } "));
    assert_true(walk.is_object);
    for (size_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_true(json_walk_next(&walk));
        assert_true(text_is(walk.key, expected[i][0]));
        assert_true(text_is(walk.value, expected[i][1]));
    }
    assert_false(json_walk_next(&walk));
    assert_false(json_walk_next(&walk));
}

static void a_walk_over_an_array_has_empty_keys(void **state)
{
    (void)state;
    struct json_walk walk = json_walk_begin(text_of("[null,\n\"a,b\"]"));
    assert_false(walk.is_object);
    assert_true(json_walk_next(&walk));
    assert_true(text_is(walk.value, "null"));
    assert_true(json_walk_next(&walk));
    assert_true(text_is(walk.value, "\"a,b\""));
    assert_int_equal(walk.key.length, 0);
    assert_false(json_walk_next(&walk));
}

static void a_walk_over_anything_else_ends_early(void **state)
{
    (void)state;
    const char *texts[] = {"",     "  ",      "1",     "\"a\"", "{}", "[]",           "{\"a\"",
                           "{\"a", "{\"a\":", "{a:1}", "[\"a",  "[{", "[{\"a\":\"\\", "{\"a\":}",
                           "}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct json_walk walk = json_walk_begin(text_of(texts[i]));
        assert_false(json_walk_next(&walk));
    }
}

static void a_member_is_found_by_its_key_at_its_own_level(void **state)
{
    (void)state;
    struct text object = text_of("{\"x\": {\"id\": 1}, \"id\": \"two\", \"identity\": 3}");
    assert_true(text_is(json_member(object, "id"), "\"two\""));
    assert_null(json_member(object, "i").data);
    assert_null(json_member(text_of("[\"id\", 1]"), "").data);
}

/* Whatever Jansson prints, the walk finds what Jansson holds. */
static void walks_agree_with_the_parser(void **state)
{
    (void)state;
    const size_t styles[] = {0, JSON_INDENT(2), JSON_COMPACT, JSON_ENSURE_ASCII};
    AUTO(json_release) json_t *json = read_or_fail(document);
    for (size_t i = 0; i < sizeof styles / sizeof styles[0]; i++) {
        AUTO(free) char *text = json_dumps(json, styles[i]);
        AUTO(json_release)
        json_t *modules = read_or_fail("[]");
        struct json_walk walk = json_walk_begin(json_member(text_of(text), "modules"));
        while (json_walk_next(&walk)) {
            json_t *module = NULL;
            assert_int_equal(json_read(walk.value, NULL, &module, NULL), STATUS_OK);
            assert_int_equal(json_array_append_new(modules, module), 0);
        }
        assert_true(json_equal(modules, json_object_get(json, "modules")));
    }
}

static void a_reason_is_text_even_where_the_input_is_not(void **state)
{
    (void)state;
    json_t *json = NULL;
    struct error error = {.message = ""};
    assert_int_equal(json_read(text_of("\"\\u006\xDD\x97\""), NULL, &json, &error), STATUS_INVALID);
    assert_true(text_is_utf8(text_of(error.message)));
    assert_non_null(strstr(error.message, "\\u006?"));
}

static void nul_bytes_are_told_wherever_they_stand(void **state)
{
    (void)state;
    static const struct {
        struct text text;
        const char *place;
    } rows[] = {
        {{"[12\0]", 5}, "line 1, column 4: a NUL byte"},
        {{"[1.5\0]", 6}, "line 1, column 5: a NUL byte"},
        {{"{\"a\":\n 1\0}", 10}, "line 2, column 3: a NUL byte"},
        {{"[1\0,2]", 6}, "line 1, column 3: a NUL byte"},
        {{"7\0", 2}, "line 1, column 2: a NUL byte"},
        {{"\0", 1}, "line 1, column 1: a NUL byte"},
        {{"[\"a\0b\"]", 7}, "line 1, column 4: a NUL byte"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *json = NULL;
        struct error error = {.message = ""};
        assert_int_equal(json_read(rows[i].text, NULL, &json, &error), STATUS_INVALID);
        if (strstr(error.message, rows[i].place) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

/* Every value of `text` by going down into it, or by taking it: what is taken at depth `depth`. */
static void describe(struct json_walk *walk, int depth, struct buffer *out)
{
    while (json_walk_peek(walk)) {
        buffer_print(out, " %.*s=", TEXT_ARGUMENTS(walk->key));
        bool is_nested = walk->rest.data[0] == '{' || walk->rest.data[0] == '[';
        if (depth == 0 || !is_nested) {
            buffer_add_text(out, json_walk_take(walk));
            continue;
        }
        struct json_walk below = json_walk_down(walk);
        buffer_add_string(out, "<");
        describe(&below, depth - 1, out);
        buffer_add_string(out, ">");
        json_walk_up(walk, &below);
    }
}

static void a_walk_goes_down_and_up_again(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int depth;
        const char *expected;
    } rows[] = {
        {"{\"a\":{\"b\":[1,2]},\"c\":3}", 0, " a={\"b\":[1,2]} c=3"},
        {"{\"a\":{\"b\":[1,2]},\"c\":3}", 1, " a=< b=[1,2]> c=3"},
        {"{\"a\":{\"b\":[1,2]},\"c\":3}", 2, " a=< b=< =1 =2>> c=3"},
        {" [ { } , [ ] , [ { \"}\" : \"]\" } ] , \"\\\"]\" ] ", 3,
         " =<> =<> =< =< }=\"]\">> =\"\\\"]\""},
        {"{}", 1, ""},
        {"7", 1, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        AUTO(buffer_finish) struct buffer out = BUFFER_INIT(1024);
        struct json_walk walk = json_walk_begin(text_of(rows[i].text));
        buffer_add_string(&out, "");
        describe(&walk, rows[i].depth, &out);
        assert_string_equal(out.data, rows[i].expected);
    }
}

static void strings_are_written_as_they_are_read_back(void **state)
{
    (void)state;
    static const char *const strings[] = {"", "plain", "say \"so\" \\ \n\t\x7f", "caf\xc3\xa9"};
    for (size_t i = 0; i < sizeof strings / sizeof strings[0]; i++) {
        AUTO(buffer_finish) struct buffer out = BUFFER_INIT(1000);
        AUTO(json_release) json_t *value = NULL;
        struct error error;
        json_add_string(&out, text_of(strings[i]));
        assert_int_equal(json_read(buffer_text(&out), NULL, &value, &error), STATUS_OK);
        assert_string_equal(json_string_value(value), strings[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_written_as_they_are_read_back),
        cmocka_unit_test(nul_bytes_are_told_wherever_they_stand),
        cmocka_unit_test(a_walk_goes_down_and_up_again),
        cmocka_unit_test(any_value_is_allowed_at_the_root),
        cmocka_unit_test(refusals_tell_line_column_and_reason),
        cmocka_unit_test(a_reason_is_text_even_where_the_input_is_not),
        cmocka_unit_test(without_a_name_the_message_begins_with_the_line),
        cmocka_unit_test(more_than_2048_levels_are_refused),
        cmocka_unit_test(integers_over_64_bits_become_reals_and_the_others_stay),
        cmocka_unit_test(the_line_of_a_place_is_where_its_value_begins),
        cmocka_unit_test(the_line_of_a_missing_place_is_that_of_what_should_hold_it),
        cmocka_unit_test(a_walk_gives_each_member_raw),
        cmocka_unit_test(a_walk_over_an_array_has_empty_keys),
        cmocka_unit_test(a_walk_over_anything_else_ends_early),
        cmocka_unit_test(a_member_is_found_by_its_key_at_its_own_level),
        cmocka_unit_test(walks_agree_with_the_parser),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
