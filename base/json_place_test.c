/* SPDX-License-Identifier: Apache-2.0 */

#include "base/json_place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void the_outermost_value_is_the_empty_pointer(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(json_place_pointer(NULL, arena), "");
}

static void keys_and_indexes_stand_from_the_top(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct json_place array = json_place_member(NULL, "a");
    const struct json_place element = json_place_element(&array, 12);
    const struct json_place member = json_place_member(&element, "");
    assert_string_equal(json_place_pointer(&member, arena), "/a/12/");
}

static void tilde_and_slash_in_keys_are_escaped(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct json_place place = json_place_member(NULL, "~1/");
    assert_string_equal(json_place_pointer(&place, arena), "/~01~1");
}

static void a_pointer_too_long_is_cut_at_a_whole_step(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char *key = arena_allocate(arena, JSON_PLACE_MAX, 1);
    memset(key, '~', JSON_PLACE_MAX / 2 + 10);
    const struct json_place first = json_place_member(NULL, "a");
    const struct json_place second = json_place_member(&first, key);
    const struct json_place third = json_place_member(&second, "b");
    assert_string_equal(json_place_pointer(&third, arena), "/a");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_outermost_value_is_the_empty_pointer),
        cmocka_unit_test(keys_and_indexes_stand_from_the_top),
        cmocka_unit_test(tilde_and_slash_in_keys_are_escaped),
        cmocka_unit_test(a_pointer_too_long_is_cut_at_a_whole_step),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
