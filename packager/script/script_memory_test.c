/* SPDX-License-Identifier: Apache-2.0 */

/* What is remembered is what reading would give. */
#include "script/script_memory.h"

#include "base/arena.h"
#include "base/auto.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* A script of `length` bytes that is like no other number's. */
static struct text make_script(struct arena *arena, size_t length, unsigned number)
{
    char *script = arena_reserve(arena, length);
    memset(script, ' ', length);
    struct text begin = text_of(arena_print(arena, "\nconsole.log(%u);\n", number));
    memcpy(script, begin.data, begin.length);
    return (struct text){script, length};
}

static void assert_same(const struct script_facts *left, const struct script_facts *right)
{
    assert_memory_equal(left, right, sizeof *left);
}

static void a_script_is_read_once(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct script_memory *memory = script_memory_create(arena);
    struct text script = make_script(arena, SCRIPT_MEMORY_BYTES_MIN, 1);
    struct script_facts expected = {0};
    script_facts_add(&expected, script, 1);
    assert_true(script_has(&expected, SCRIPT_LOG));
    for (size_t i = 0; i < 3; i++) {
        assert_same(script_memory_facts(memory, script, arena), &expected);
    }
    assert_int_equal(script_memory_read_count(memory), 1);
}

static void scripts_that_differ_in_a_byte_are_told_apart(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct script_memory *memory = script_memory_create(arena);
    struct text one = make_script(arena, SCRIPT_MEMORY_BYTES_MIN, 1);
    char *copy = arena_copy(arena, one);
    copy[1] = 'C'; /* Console.log is nothing to tell */
    struct text other = {copy, one.length};
    assert_true(script_has(script_memory_facts(memory, one, arena), SCRIPT_LOG));
    assert_false(script_has(script_memory_facts(memory, other, arena), SCRIPT_LOG));
}

static void short_scripts_are_not_kept(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct script_memory *memory = script_memory_create(arena);
    struct text script = make_script(arena, SCRIPT_MEMORY_BYTES_MIN - 1, 1);
    for (size_t i = 0; i < 2; i++) {
        assert_true(script_has(script_memory_facts(memory, script, arena), SCRIPT_LOG));
    }
    assert_int_equal(script_memory_read_count(memory), 2);
}

/* A package of many scripts takes no more memory than one of few. */
static void only_so_many_are_kept_and_all_are_right(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct script_memory *memory = script_memory_create(arena);
    for (size_t round = 0; round < 2; round++) {
        for (unsigned i = 0; i <= SCRIPT_MEMORY_SCRIPTS; i++) {
            struct text script = make_script(arena, SCRIPT_MEMORY_BYTES_MIN, i);
            const struct script_facts *facts = script_memory_facts(memory, script, arena);
            assert_int_equal(facts->sights[SCRIPT_LOG].line, 2);
        }
    }
    assert_int_equal(script_memory_read_count(memory), SCRIPT_MEMORY_SCRIPTS + 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_script_is_read_once),
        cmocka_unit_test(scripts_that_differ_in_a_byte_are_told_apart),
        cmocka_unit_test(short_scripts_are_not_kept),
        cmocka_unit_test(only_so_many_are_kept_and_all_are_right),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
