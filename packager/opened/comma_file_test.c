/* SPDX-License-Identifier: Apache-2.0 */

/* Lines of values, as programs write them. */
#include "opened/comma_file.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void values_are_found_by_their_columns(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct comma_file file = comma_file_begin(text_of("\r\n\"System_ID\",title , Empty\r\n"
                                                      "A1,\"One, and \"\"more\"\"\",\"\"\r\n"
                                                      "\r\n"
                                                      "A2,Two\n"
                                                      "A3,\"not closed, x"),
                                              arena);
    assert_true(comma_file_next(&file));
    assert_string_equal(comma_file_value(&file, "system_id"), "A1");
    assert_string_equal(comma_file_value(&file, "TITLE"), "One, and \"more\"");
    assert_null(comma_file_value(&file, "empty"));
    assert_null(comma_file_value(&file, "none"));
    assert_int_equal(file.line, 3);
    assert_true(comma_file_next(&file));
    assert_string_equal(comma_file_value(&file, "title"), "Two");
    assert_null(comma_file_value(&file, "empty"));
    assert_int_equal(file.line, 5);
    assert_true(comma_file_next(&file));
    assert_string_equal(comma_file_value(&file, "title"), "\"not closed, x");
    assert_false(comma_file_next(&file));
}

static void rows_and_columns_are_bounded(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const size_t length = (size_t)4 * COMMA_ROWS_MAX;
    const size_t columns = (size_t)2 * COMMA_COLUMNS_MAX;
    char *text = arena_reserve(arena, length);
    memset(text, ',', columns);
    for (size_t i = columns; i < length; i++) {
        text[i] = i % 2 == 0 ? '\n' : 'a';
    }
    struct comma_file file = comma_file_begin((struct text){text, length}, arena);
    assert_int_equal(file.column_count, COMMA_COLUMNS_MAX);
    size_t rows = 0;
    while (comma_file_next(&file)) {
        rows++;
    }
    assert_int_equal(rows, COMMA_ROWS_MAX);
}

static void an_empty_file_has_no_row(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct comma_file file = comma_file_begin(text_of(""), arena);
    assert_false(comma_file_next(&file));
    assert_null(comma_file_value(&file, "a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_found_by_their_columns),
        cmocka_unit_test(rows_and_columns_are_bounded),
        cmocka_unit_test(an_empty_file_has_no_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
