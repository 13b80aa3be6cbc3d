/* SPDX-License-Identifier: Apache-2.0 */

/* Files in the program are found by name, with their exact content. */
#include "base/embed.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const unsigned char content[] = "one\0two";

static const struct embedded_file table[] = {
    {"a.txt", content, content + 3},
    {"b.txt", content + 4, content + 7},
    {"empty", content + 3, content + 3},
    {0},
};

static void a_file_is_found_by_its_name(void **state)
{
    (void)state;
    assert_true(text_is(embedded_file_find(table, "a.txt"), "one"));
    assert_true(text_is(embedded_file_find(table, "b.txt"), "two"));
}

static void an_empty_file_is_not_a_missing_one(void **state)
{
    (void)state;
    assert_non_null(embedded_file_find(table, "empty").data);
    assert_int_equal(embedded_file_find(table, "empty").length, 0);
    assert_null(embedded_file_find(table, "a").data);
    assert_null(embedded_file_find(table + 3, "a.txt").data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_found_by_its_name),
        cmocka_unit_test(an_empty_file_is_not_a_missing_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
