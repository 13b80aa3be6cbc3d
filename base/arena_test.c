/* SPDX-License-Identifier: Apache-2.0 */

/* What is allocated in an arena stays apart, aligned and zeroed until the arena goes. */
#include "base/arena.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static bool is_aligned(const void *memory)
{
    return (uintptr_t)memory % alignof(max_align_t) == 0;
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static void pieces_of_any_size_are_aligned_zeroed_and_apart(void **state)
{
    (void)state;
    enum { PIECES = 600 };
    static unsigned char *pieces[PIECES];
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = arena_allocate(arena, 1, i * 37);
        assert_true(is_aligned(pieces[i]));
        assert_true(is_zero(pieces[i], i * 37));
        memset(pieces[i], (int)i & 0xFF, i * 37);
    }
    for (size_t i = 0; i < PIECES; i++) {
        for (size_t j = 0; j < i * 37; j++) {
            assert_int_equal(pieces[i][j], i & 0xFF);
        }
    }
}

static void a_large_piece_leaves_the_newest_block_in_use(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *first = arena_allocate(arena, 1, 16);
    (void)ARENA_ARRAY(arena, char, 1000000);
    const char *second = arena_allocate(arena, 1, 16);
    assert_ptr_equal(first + 16, second);
}

static void copies_end_in_nul_and_are_independent(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char text[] = "slice of text";
    const char *slice = arena_copy(arena, (struct text){text, 5});
    const char *whole = arena_copy_string(arena, text);
    text[0] = '?';
    assert_string_equal(slice, "slice");
    assert_string_equal(whole, "slice of text");
    assert_string_equal(arena_copy(arena, (struct text){NULL, 0}), "");
}

static void printing_makes_room_for_the_whole_text(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(arena_print(arena, "%s-%d", "page", 7), "page-7");
    assert_int_equal(strlen(arena_print(arena, "%*s", 100000, "x")), 100000);
}

static void the_size_is_what_was_handed_out(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_int_equal(arena_size(arena), 0);
    (void)ARENA_NEW(arena, char);
    size_t one = arena_size(arena);
    assert_true(one >= 1 && one <= alignof(max_align_t));
    (void)ARENA_ARRAY(arena, char, 100000);
    assert_true(arena_size(arena) >= one + 100000);
}

static void destroying_nothing_is_allowed(void **state)
{
    (void)state;
    arena_destroy(NULL);
    arena_destroy(arena_create());
}

static int released;

static void count_release(void *object)
{
    assert_int_equal(*(const int *)object, released);
    released++;
}

static void what_was_deferred_is_released_newest_first(void **state)
{
    (void)state;
    static int numbers[] = {2, 1, 0};
    released = 0;
    struct arena *arena = arena_create();
    for (size_t i = 0; i < 3; i++) {
        arena_defer(arena, count_release, &numbers[i]);
    }
    assert_int_equal(released, 0);
    arena_destroy(arena);
    assert_int_equal(released, 3);
}

static void an_array_that_grows_keeps_what_it_has(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    size_t *numbers = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        numbers = arena_grow(arena, numbers, i, &capacity, sizeof *numbers);
        assert_int_equal(numbers[i], 0);
        numbers[i] = i + 1;
    }
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(numbers[i], i + 1);
    }
    assert_true(capacity < 2048);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_any_size_are_aligned_zeroed_and_apart),
        cmocka_unit_test(a_large_piece_leaves_the_newest_block_in_use),
        cmocka_unit_test(copies_end_in_nul_and_are_independent),
        cmocka_unit_test(printing_makes_room_for_the_whole_text),
        cmocka_unit_test(the_size_is_what_was_handed_out),
        cmocka_unit_test(destroying_nothing_is_allowed),
        cmocka_unit_test(what_was_deferred_is_released_newest_first),
        cmocka_unit_test(an_array_that_grows_keeps_what_it_has),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
