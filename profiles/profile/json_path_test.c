/* SPDX-License-Identifier: Apache-2.0 */

#include "profile/json_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct arena *arena;

static int make_arena(void **state)
{
    (void)state;
    arena = arena_create();
    return 0;
}

static int drop_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct json_path read_path(const char *text)
{
    struct error error = {.message = ""};
    struct json_path path = {0};
    if (json_path_read(text_of(text), arena, &path, &error) != STATUS_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return path;
}

static void assert_refused(const char *text, const char *message)
{
    struct error error = {.message = ""};
    struct json_path path = {0};
    assert_int_equal(json_path_read(text_of(text), arena, &path, &error), STATUS_INVALID);
    assert_string_equal(error.message, message);
}

static void names_and_brackets_are_steps(void **state)
{
    (void)state;
    struct json_path path = read_path("$.context.extensions['https://example.org/it\\'s'][*][12]");
    assert_int_equal(path.branch_count, 1);
    assert_false(path.lacks_root);
    const struct json_path_step *steps = path.branches[0].steps;
    assert_int_equal(path.branches[0].step_count, 5);
    assert_true(text_is(steps[0].choices[0].name, "context"));
    assert_true(text_is(steps[2].choices[0].name, "https://example.org/it's"));
    assert_int_equal(steps[3].choices[0].kind, JSON_PATH_ALL);
    assert_int_equal(steps[4].choices[0].kind, JSON_PATH_INDEX);
    assert_int_equal(steps[4].choices[0].index, 12);
}

static void a_comma_makes_a_union(void **state)
{
    (void)state;
    struct json_path path = read_path("$.a['b', \"c\", *, 0]");
    const struct json_path_step *step = &path.branches[0].steps[1];
    assert_int_equal(step->choice_count, 4);
    assert_true(text_is(step->choices[1].name, "c"));
    assert_int_equal(step->choices[2].kind, JSON_PATH_ALL);
}

static void a_bar_with_or_without_space_joins_paths(void **state)
{
    (void)state;
    struct json_path path = read_path("$.a|$.b[0] | $..id");
    assert_int_equal(path.branch_count, 3);
    assert_int_equal(path.branches[1].step_count, 2);
    assert_true(path.branches[2].steps[0].is_deep);
}

static void a_bar_within_quotes_joins_nothing(void **state)
{
    (void)state;
    struct json_path path = read_path("$['a|b']");
    assert_int_equal(path.branch_count, 1);
    assert_true(text_is(path.branches[0].steps[0].choices[0].name, "a|b"));
}

static void the_root_alone_has_no_step(void **state)
{
    (void)state;
    assert_int_equal(read_path("$").branches[0].step_count, 0);
}

static void a_missing_root_is_told_and_read_over(void **state)
{
    (void)state;
    struct json_path path = read_path("$.a | result.response");
    assert_true(path.lacks_root);
    assert_int_equal(path.branches[1].step_count, 2);
    assert_true(text_is(path.branches[1].steps[0].choices[0].name, "result"));
}

static void filters_scripts_and_slices_are_refused(void **state)
{
    (void)state;
    assert_refused("$.a[?(@.b)]", "at byte 5, '?(@.b)]' stands where a name, an index or * "
                                  "(filters and scripts must not be used) is expected");
    assert_refused("$.a[(@.length-1)]", "at byte 5, '(@.length-1)]' stands where a name, an index "
                                        "or * (filters and scripts must not be used) is expected");
    assert_refused("$.a[0:2]", "at byte 6, ':2]' stands where ] or , is expected");
    assert_refused("$.a[-1]", "at byte 5, '-1]' stands where a quoted name, an index or * is "
                              "expected");
}

static void what_is_not_a_path_is_refused_at_its_byte(void **state)
{
    (void)state;
    assert_refused("", "at byte 1, the end stands where $ is expected");
    assert_refused("$.", "at byte 3, the end stands where a property's name or * is expected");
    assert_refused("$.a |", "at byte 6, the end stands where $ is expected");
    assert_refused("$.a b", "at byte 5, 'b' stands where | or the end is expected");
    assert_refused("$['a", "at byte 5, the end stands where the closing ' is expected");
    assert_refused("$a", "at byte 2, 'a' stands where a dot, [ or | is expected");
}

static void more_bytes_or_steps_than_the_limit_are_refused(void **state)
{
    (void)state;
    char text[JSON_PATH_BYTES_MAX + 2] = "$";
    struct json_path path = {0};
    for (size_t i = 0; i < JSON_PATH_STEPS_MAX; i++) {
        (void)strcat(text, ".a");
    }
    assert_int_equal(json_path_read(text_of(text), arena, &path, NULL), STATUS_OK);
    (void)strcat(text, "['b','c']");
    assert_int_equal(json_path_read(text_of(text), arena, &path, NULL), STATUS_TOO_LARGE);
    memset(text, 'a', JSON_PATH_BYTES_MAX + 1);
    text[JSON_PATH_BYTES_MAX + 1] = '\0';
    assert_int_equal(json_path_read(text_of(text), arena, &path, NULL), STATUS_TOO_LARGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_brackets_are_steps),
        cmocka_unit_test(a_comma_makes_a_union),
        cmocka_unit_test(a_bar_with_or_without_space_joins_paths),
        cmocka_unit_test(a_bar_within_quotes_joins_nothing),
        cmocka_unit_test(the_root_alone_has_no_step),
        cmocka_unit_test(a_missing_root_is_told_and_read_over),
        cmocka_unit_test(filters_scripts_and_slices_are_refused),
        cmocka_unit_test(what_is_not_a_path_is_refused_at_its_byte),
        cmocka_unit_test(more_bytes_or_steps_than_the_limit_are_refused),
    };
    return cmocka_run_group_tests(tests, make_arena, drop_arena);
}
