/* SPDX-License-Identifier: Apache-2.0 */

/* What merging keeps, replaces and refuses. */
#include "resources/merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <string.h>

static void members_are_replaced_at_the_top_and_values_kept_as_written(void **state)
{
    (void)state;
    static const struct {
        const char *stored;
        const char *posted;
        const char *expected;
    } cases[] = {
        {"{\"x\":\"foo\",\"y\":\"bar\"}", "{\"x\":\"bash\",\"z\":\"faz\"}",
         "{\"y\":\"bar\",\"x\":\"bash\",\"z\":\"faz\"}"},
        {"{\"a\":{\"b\":1}}", "{\"a\":{\"c\":2}}", "{\"a\":{\"c\":2}}"},
        {"{}", "{}", "{}"},
        {"{}", " { \"a\" : 1 } ", "{\"a\":1}"},
        {"{\"a\":1}", "{}", "{\"a\":1}"},
        {"{\"n\":1.10,\"big\":12345678901234567890}", "{\"e\":1E2}",
         "{\"n\":1.10,\"big\":12345678901234567890,\"e\":1E2}"},
        {"{\"\\u0061\":1,\"\":2}", "{\"a\":3}", "{\"\":2,\"a\":3}"},
        {"{\"a\":null}", "{\"a\":null,\"b\":[]}", "{\"a\":null,\"b\":[]}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct text merged = {NULL, 0};
        assert_int_equal(
            merge_objects(text_of(cases[i].stored), text_of(cases[i].posted), arena, &merged, NULL),
            STATUS_OK);
        assert_string_equal(arena_copy(arena, merged), cases[i].expected);
    }
}

static void only_objects_can_be_merged(void **state)
{
    (void)state;
    static const char *const others[] = {"", "[]", "1", "null", "{", "{\"a\":1}x", "text"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct text merged;
        struct error error = {.message = ""};
        struct text other = text_of(others[i]);
        struct text object = text_of("{}");
        assert_int_equal(merge_objects(other, object, arena, &merged, &error), STATUS_INVALID);
        assert_ptr_equal(strstr(error.message, "the stored document"), error.message);
        assert_int_equal(merge_objects(object, other, arena, &merged, &error), STATUS_INVALID);
        assert_ptr_equal(strstr(error.message, "the body"), error.message);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_are_replaced_at_the_top_and_values_kept_as_written),
        cmocka_unit_test(only_objects_can_be_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
