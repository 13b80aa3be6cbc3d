/* SPDX-License-Identifier: Apache-2.0 */

/* definitions/: {"sent": [definitions in their order], "merged": what is known then}; with
 * "display": true they are verbs' displays. Each merge is repeated, which must change nothing. */
#include "xapi/definition.h"

#include "xapi/cases.h"

typedef struct text (*merge_function)(struct text known, struct text sent, struct arena *arena);

static void check_case(const char *name, struct text description)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    bool is_display = json_member(description, "display").data != NULL;
    merge_function merge = is_display ? display_merge : definition_merge;
    struct text known = {NULL, 0};
    struct json_walk sent = json_walk_begin(json_member(description, "sent"));
    while (json_walk_next(&sent)) {
        known = merge(known, sent.value, arena);
        assert_same(name, merge(known, sent.value, arena), known);
    }
    struct text nothing = text_of("null");
    assert_same(name, known.data == NULL ? nothing : known, json_member(description, "merged"));
}

static void definitions_are_merged_over_time(void **state)
{
    (void)state;
    assert_true(run_cases(SOURCE_FOLDER "/definitions", check_case) > 0);
}

static const char *definition_of_length(struct arena *arena, const char *language, size_t length)
{
    char *name = arena_allocate(arena, length + 1, 1);
    memset(name, 'x', length);
    return arena_print(arena, "{\"name\":{\"%s\":\"%s\"}}", language, name);
}

static void what_would_grow_beyond_the_limit_changes_nothing(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text first = text_of(definition_of_length(arena, "en", DEFINITION_MAX / 2));
    struct text second = text_of(definition_of_length(arena, "cy", DEFINITION_MAX / 2));
    struct text small = text_of("{\"name\":{\"en\":\"small\"}}");
    struct text known = definition_merge((struct text){NULL, 0}, first, arena);
    assert_true(text_equals(definition_merge(known, second, arena), known));
    struct text huge = text_of(definition_of_length(arena, "en", DEFINITION_MAX));
    assert_true(text_equals(definition_merge(known, huge, arena), known));
    assert_null(definition_merge((struct text){NULL, 0}, huge, arena).data);
    known = definition_merge(known, small, arena);
    assert_true(text_equals(known, small));
    known = definition_merge(known, second, arena);
    assert_true(known.length > DEFINITION_MAX / 2 && known.length <= DEFINITION_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(definitions_are_merged_over_time),
        cmocka_unit_test(what_would_grow_beyond_the_limit_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
