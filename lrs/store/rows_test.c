/* SPDX-License-Identifier: Apache-2.0 */

/* Two sorted walks side by side: every key once, with what became of it. */
#include "store/rows.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { TEXT_LIMIT = 4096 };

static int open_memory(void **state)
{
    struct connection *connection = NULL;
    *state = NULL;
    enum status status = backend_sqlite.open(":memory:", BACKEND_BESIDE, &connection, NULL);
    *state = connection;
    return status == STATUS_OK ? 0 : -1;
}

static int close_memory(void **state)
{
    connection_close(*state);
    return 0;
}

static void print(void *context, enum rows_relation relation, const struct rows *row)
{
    static const char signs[] = {[ROWS_EQUAL] = '=',
                                 [ROWS_DIFFERENT] = '!',
                                 [ROWS_LEFT_ONLY] = '<',
                                 [ROWS_RIGHT_ONLY] = '>'};
    char key[ROWS_KEY_SIZE];
    rows_print_key(row, 1, key);
    buffer_print(context, "%c%s;", signs[relation], key);
}

static void assert_compared(struct connection *connection, const char *left_sql,
                            const char *right_sql, const char *expected)
{
    AUTO(buffer_finish) struct buffer told = BUFFER_INIT(TEXT_LIMIT);
    AUTO(rows_end) struct rows left = {.cursor = NULL};
    AUTO(rows_end) struct rows right = {.cursor = NULL};
    struct error error = {0};
    buffer_add_string(&told, "");
    assert_int_equal(rows_begin(&left, connection, left_sql, &error), STATUS_OK);
    assert_int_equal(rows_begin(&right, connection, right_sql, &error), STATUS_OK);
    assert_int_equal(rows_compare(&left, &right, 1, print, &told, &error), STATUS_OK);
    assert_string_equal(told.data == NULL ? "" : told.data, expected);
}

static void every_key_is_visited_once_in_order(void **state)
{
    assert_compared(*state, "VALUES (1, 'a'), (2, 'b'), (4, 'd'), (5, 'e')",
                    "VALUES (2, 'b'), (3, 'c'), (4, 'x'), (6, 'f')", "< 1;= 2;> 3;! 4;< 5;> 6;");
    assert_compared(*state, "SELECT 1, 2 WHERE false", "VALUES (1, 2)", "> 1;");
    assert_compared(*state, "VALUES (1, 2)", "SELECT 1, 2 WHERE false", "< 1;");
    assert_compared(*state, "SELECT 1, 2 WHERE false", "SELECT 1, 2 WHERE false", "");
}

static void values_differ_by_kind_too(void **state)
{
    assert_compared(*state, "VALUES (1, 1), (2, NULL), (3, 'a'), (4, x'')",
                    "VALUES (1, 1.0), (2, 0), (3, x'61'), (4, x'')", "! 1;! 2;! 3;= 4;");
    assert_compared(*state, "VALUES (1, 'a'), (2, x'0001'), (3, 0.5)",
                    "VALUES (1, 'ab'), (2, x'0002'), (3, 0.25)", "! 1;! 2;! 3;");
}

static void texts_are_in_the_order_of_their_bytes(void **state)
{
    assert_compared(*state, "VALUES ('B', 0), ('a', 0), ('aa', 0), ('\xc3\xa9', 0)",
                    "VALUES ('a', 0), ('ab', 0)", "< 'B';= 'a';< 'aa';> 'ab';< '\xc3\xa9';");
    assert_compared(*state, "VALUES (x'00ff', 0)", "VALUES (x'00', 0)", "> 00;< 00ff;");
}

static enum status double_value(struct rows *rows, struct error *error)
{
    rows->values[1] = value_integer(rows->values[1].integer * 2);
    return rows->values[0].integer < 3 ? STATUS_OK
                                       : FAIL(error, STATUS_UNAVAILABLE, "the third is broken");
}

static void a_row_is_what_was_taken_of_it_and_a_failure_ends_the_walk(void **state)
{
    AUTO(rows_end) struct rows rows = {.take = double_value};
    struct error error = {0};
    assert_int_equal(rows_begin(&rows, *state, "VALUES (1, 7), (2, 8), (3, 9)", &error), STATUS_OK);
    assert_int_equal(rows.values[1].integer, 14);
    assert_int_equal(rows_next(&rows, &error), STATUS_OK);
    assert_int_equal(rows.values[1].integer, 16);
    assert_int_equal(rows_next(&rows, &error), STATUS_UNAVAILABLE);
}

static void a_long_key_is_cut(void **state)
{
    static const char *const long_keys[] = {
        "SELECT hex(zeroblob(100)), hex(zeroblob(100))",
        "SELECT zeroblob(100), 7",
    };
    for (size_t i = 0; i < sizeof long_keys / sizeof long_keys[0]; i++) {
        AUTO(rows_end) struct rows rows = {.cursor = NULL};
        struct error error = {0};
        char key[ROWS_KEY_SIZE];
        assert_int_equal(rows_begin(&rows, *state, long_keys[i], &error), STATUS_OK);
        rows_print_key(&rows, 2, key);
        assert_int_equal(strlen(key), ROWS_KEY_SIZE - 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_key_is_visited_once_in_order),
        cmocka_unit_test(values_differ_by_kind_too),
        cmocka_unit_test(texts_are_in_the_order_of_their_bytes),
        cmocka_unit_test(a_row_is_what_was_taken_of_it_and_a_failure_ends_the_walk),
        cmocka_unit_test(a_long_key_is_cut),
    };
    return cmocka_run_group_tests(tests, open_memory, close_memory);
}
