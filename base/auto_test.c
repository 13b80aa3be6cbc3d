/* SPDX-License-Identifier: Apache-2.0 */

/* What leaves its scope is released once, and what was taken is not. */
#include "base/auto.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int released;

static void count_release(const int *thing)
{
    if (thing != NULL) {
        released++;
    }
}
DEFINE_AUTO(const int, count_release);

static void count_finish(const int *thing)
{
    released += *thing;
}
DEFINE_AUTO_VALUE(const int, count_finish);

static const int *make_or_fail(int fails)
{
    static const int thing = 1;
    AUTO(count_release) const int *made = &thing;
    if (fails) {
        return NULL;
    }
    return TAKE(made);
}

static void a_pointer_is_released_on_every_way_out(void **state)
{
    (void)state;
    released = 0;
    assert_null(make_or_fail(1));
    assert_int_equal(released, 1);
}

static void a_pointer_that_was_taken_is_not_released(void **state)
{
    (void)state;
    released = 0;
    assert_non_null(make_or_fail(0));
    assert_int_equal(released, 0);
}

static void taking_leaves_null_behind(void **state)
{
    (void)state;
    int number = 1;
    int *pointer = &number;
    assert_ptr_equal(TAKE(pointer), &number);
    assert_null(pointer);
}

static void a_value_is_finished_at_the_end_of_its_scope(void **state)
{
    (void)state;
    released = 0;
    {
        AUTO(count_finish) const int three = 3;
        assert_int_equal(released, 0);
        (void)three;
    }
    assert_int_equal(released, 3);
}

static void plain_memory_is_freed(void **state)
{
    (void)state;
    AUTO(free) char *memory = mem_zeroed(1, 10);
    AUTO(free) char *nothing = NULL;
    assert_non_null(memory);
    assert_null(nothing);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pointer_is_released_on_every_way_out),
        cmocka_unit_test(a_pointer_that_was_taken_is_not_released),
        cmocka_unit_test(taking_leaves_null_behind),
        cmocka_unit_test(a_value_is_finished_at_the_end_of_its_scope),
        cmocka_unit_test(plain_memory_is_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
