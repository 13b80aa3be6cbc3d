/* SPDX-License-Identifier: Apache-2.0 */

/* Memory is there, zeroed or copied, or the process ends. */
#include "base/mem.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static void zeroed_memory_is_zero(void **state)
{
    (void)state;
    struct pair {
        int64_t left, right;
    };
    struct pair *pair = MEM_NEW(struct pair);
    assert_true(pair->left == 0 && pair->right == 0);
    free(pair);
    free(mem_zeroed(0, 0));
}

static void copies_have_a_nul_behind_them(void **state)
{
    (void)state;
    char *copy = mem_copy("a\0b!", 3);
    assert_memory_equal(copy, "a\0b", 4);
    free(copy);
    copy = mem_copy(NULL, 0);
    assert_string_equal(copy, "");
    free(copy);
    copy = mem_copy_string("text");
    assert_string_equal(copy, "text");
    free(copy);
}

static void resizing_keeps_what_was_there(void **state)
{
    (void)state;
    int *numbers = mem_resize(NULL, 1, sizeof *numbers);
    numbers[0] = 7;
    numbers = mem_resize(numbers, 1000, sizeof *numbers);
    assert_int_equal(numbers[0], 7);
    numbers = mem_resize(numbers, 0, sizeof *numbers);
    free(numbers);
}

static void sparse_memory_is_zeroed_and_can_be_given_back(void **state)
{
    (void)state;
    enum { SIZE = 64 << 20 };
    char *memory = mem_sparse(SIZE);
    assert_int_equal(memory[0], 0);
    assert_int_equal(memory[SIZE - 1], 0);
    memory[SIZE - 1] = 1;
    mem_sparse_release(memory, SIZE);
    mem_sparse_release(NULL, SIZE);
}

static void overflow(void)
{
    free(mem_resize(NULL, SIZE_MAX / 2, 3));
}

/* In a process of its own, whose end is watched. */
static void a_size_beyond_the_address_space_ends_the_process(void **state)
{
    (void)state;
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)signal(SIGABRT, SIG_DFL);
        (void)close(STDERR_FILENO);
        overflow();
        _exit(0);
    }
    int end = 0;
    assert_int_equal(waitpid(child, &end, 0), child);
    assert_true(WIFSIGNALED(end));
    assert_int_equal(WTERMSIG(end), SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(zeroed_memory_is_zero),
        cmocka_unit_test(copies_have_a_nul_behind_them),
        cmocka_unit_test(resizing_keeps_what_was_there),
        cmocka_unit_test(sparse_memory_is_zeroed_and_can_be_given_back),
        cmocka_unit_test(a_size_beyond_the_address_space_ends_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
