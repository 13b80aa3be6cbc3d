/* SPDX-License-Identifier: Apache-2.0 */

/* Jansson in an arena, and beside it as ever. */
#include "base/json_room.h"

#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define TEXT "{\"a\":[1,2.5,\"three\"],\"b\":{\"c\":null}}"

static void what_is_made_in_an_arena_needs_no_release(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    json_t *json = NULL;
    struct error error = {0};
    assert_int_equal(json_read_in(text_of(TEXT), NULL, arena, &json, &error), STATUS_OK);
    assert_true(arena_size(arena) > 0);
    AUTO(json_release) json_t *same = json_loads(TEXT, 0, NULL);
    assert_int_equal(json_equal(json, same), 1);
}

static void parts_may_be_counted_and_put_elsewhere(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    json_t *json = NULL;
    struct error error = {0};
    assert_int_equal(json_read_in(text_of(TEXT), NULL, arena, &json, &error), STATUS_OK);
    AUTO(json_release) json_t *other = json_object();
    assert_int_equal(json_object_set(other, "part", json_object_get(json, "a")), 0);
    AUTO(json_release) json_t *part = json_incref(json_object_get(json, "b"));
    AUTO(free) char *text = json_dumps(other, JSON_COMPACT);
    assert_string_equal(text, "{\"part\":[1,2.5,\"three\"]}");
}

static void text_that_is_refused_leaves_the_thread_as_it_was(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    json_t *json = NULL;
    struct error error = {0};
    assert_int_equal(json_read_in(text_of("{\"a\":[1,"), NULL, arena, &json, &error),
                     STATUS_INVALID);
    size_t before = arena_size(arena);
    AUTO(json_release) json_t *beside = json_loads(TEXT, 0, NULL);
    assert_non_null(beside);
    assert_int_equal(arena_size(arena), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_made_in_an_arena_needs_no_release),
        cmocka_unit_test(parts_may_be_counted_and_put_elsewhere),
        cmocka_unit_test(text_that_is_refused_leaves_the_thread_as_it_was),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
