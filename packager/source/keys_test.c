/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of checking JSON objects against tables of keys. */
#include "source/keys.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct key KEYS[] = {
    {"id", KEY_ID, true, 0, 0},
    {"title", KEY_LINE, false, 1, 5},
    {"about", KEY_TEXT, false, 1, 9},
    {"minutes", KEY_INTEGER, false, 1, 600},
    {"mark", KEY_NUMBER, false, 0, 100},
    {"right", KEY_BOOLEAN, false, 0, 0},
    {"list", KEY_ARRAY, false, 1, 2},
    {"parts", KEY_OBJECT, false, 0, 0},
    {"off", KEY_SIGNED_NUMBER, false, 0, 9},
};

struct row {
    const char *text;
    const char *message; /* a part of it; NULL if the object is right */
};

static const struct row ROWS[] = {
    {"{\"id\": \"a\"}", NULL},
    {"{\"id\": \"a-1\", \"title\": \"\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\xC3\xA9\"}", NULL},
    {"{\"id\": \"a\", \"about\": \"one\\ntwo\"}", NULL},
    {"{\"id\": \"a\", \"mark\": 66.5, \"minutes\": 600, \"right\": false, \"list\": [1]}", NULL},
    {"[]", "f.json:1: here must stand an object"},
    {"{}", "f.json:1: 'id' is missing"},
    {"{\n\"id\": 5}", "f.json:2: 'id' must be text"},
    {"{\n\"id\": \"A\"}", "f.json:2: 'A' cannot be an id"},
    {"{\n\"id\": \"\"}", "f.json:2: '' cannot be an id"},
    {"{\n\"id\": \"1a\"}", "f.json:2: '1a' cannot be an id"},
    {"{\"id\": \"a\",\n\"title\": \"sixsix\"}", "f.json:2: 'title' has 6 characters; at most 5"},
    {"{\"id\": \"a\",\n\"title\": \" \"}", "f.json:2: 'title' must not be blank"},
    {"{\"id\": \"a\",\n\"title\": \"a\\nb\"}", "f.json:2: 'title' must be one line"},
    {"{\"id\": \"a\",\n\"about\": \"a\\u0007\"}", "f.json:2: 'about' must be text without control"},
    {"{\"id\": \"a\",\n\"minutes\": 1.5}",
     "f.json:2: 'minutes' must be a whole number from 1 to 6"},
    {"{\"id\": \"a\",\n\"minutes\": 0}", "f.json:2: 'minutes' must be a whole number"},
    {"{\"id\": \"a\",\n\"mark\": 100.5}", "f.json:2: 'mark' must be a number from 0 to 100"},
    {"{\"id\": \"a\", \"off\": -8.5}", NULL},
    {"{\"id\": \"a\",\n\"off\": -9.5}", "f.json:2: 'off' must be a number from -9 to 9"},
    {"{\"id\": \"a\",\n\"off\": \"1\"}", "f.json:2: 'off' must be a number from -9 to 9"},
    {"{\"id\": \"a\",\n\"right\": 1}", "f.json:2: 'right' must be true or false"},
    {"{\"id\": \"a\",\n\"list\": {}}", "f.json:2: 'list' must be a list of 1 to 2"},
    {"{\"id\": \"a\",\n\"list\": [1, 2, 3]}", "f.json:2: 'list' must be a list of 1 to 2"},
    {"{\"id\": \"a\", \"parts\": {}}", NULL},
    {"{\"id\": \"a\",\n\"parts\": []}", "f.json:2: 'parts' must be an object"},
    {"{\"id\": \"a\",\n\n\"a/b~c\": 1}", "f.json:3: unknown key 'a/b~c'; see content/README.md"},
};

static void objects_are_checked_against_their_keys(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct json_file file = {"f.json", text_of(ROWS[i].text), arena, NULL, false};
        AUTO(json_release) json_t *json = NULL;
        struct error error = {0};
        assert_int_equal(json_file_read(&file, &json, &error), STATUS_OK);
        const struct place root = {.file = &file, .json = json, .pointer = ""};
        enum status status = KEYS_CHECK(&root, KEYS, &error);
        assert_int_equal(status, ROWS[i].message == NULL ? STATUS_OK : STATUS_INVALID);
        if (ROWS[i].message != NULL && strstr(error.message, ROWS[i].message) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void broken_json_is_told_by_line(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct json_file file = {"f.json", text_of("{\n\"a\": 1,\n\"a\": 2}"), arena, NULL, false};
    json_t *json = NULL;
    struct error error = {0};
    assert_int_equal(json_file_read(&file, &json, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "f.json:3: "));
    assert_non_null(strstr(error.message, "'a'"));
    assert_null(json);
}

static void places_lead_into_the_file(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct json_file file = {"f.json", text_of("{\"list\": [\n{\"id\": \"x\"}\n]}"), arena, NULL,
                             false};
    AUTO(json_release) json_t *json = NULL;
    assert_int_equal(json_file_read(&file, &json, NULL), STATUS_OK);
    const struct place root = {.file = &file, .json = json, .pointer = ""};
    struct place list = place_member(&root, "list");
    assert_int_equal(place_count(&list), 1);
    struct place element = place_element(&list, 0);
    assert_string_equal(element.pointer, "/list/0");
    assert_string_equal(place_text(&element, "id"), "x");
    assert_null(place_text(&element, "title"));
    struct error error = {0};
    assert_int_equal(place_fail(&element, &error, "no '%s'", "x"), STATUS_INVALID);
    assert_string_equal(error.message, "f.json:2: no 'x'");
}

static void the_place_is_told_behind_the_line_where_that_is_wanted(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(json_release) json_t *json = NULL;
    struct json_file file = {"f.json", text_of("{\"a/b\": [{}]}"), arena, NULL, true};
    struct error error = {0};
    assert_int_equal(json_file_read(&file, &json, NULL), STATUS_OK);
    const struct place root = {&file, json, ""};
    const struct place list = place_member(&root, "a/b");
    const struct place first = place_element(&list, 0);
    assert_int_equal(place_fail(&first, &error, "no"), STATUS_INVALID);
    assert_string_equal(error.message, "f.json:1: /a~1b/0: no");
    assert_int_equal(place_fail(&root, &error, "no"), STATUS_INVALID);
    assert_string_equal(error.message, "f.json:1: no");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(objects_are_checked_against_their_keys),
        cmocka_unit_test(broken_json_is_told_by_line),
        cmocka_unit_test(places_lead_into_the_file),
        cmocka_unit_test(the_place_is_told_behind_the_line_where_that_is_wanted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
