/* SPDX-License-Identifier: Apache-2.0 */

/* That the quick reader reads what Jansson reads, and leaves the rest to it. */
#include "base/json_plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { READ_FLAGS = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY };

static void what_is_plain_is_read_as_jansson_reads_it(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "{}",
        "[]",
        " [ ] ",
        "\"\"",
        "null",
        "[true,false,null]",
        "0",
        "-0",
        "-0.0",
        "123456789012345678",
        "-12",
        "[1.50, 1e3, 2E-4, 1.5e+10, 1e-400]",
        "{\"a\":{\"b\":[{\"c\":\"d\"},2]},\"e\":\"\"}",
        "\t{ \"a\" : 1 ,\r\n \"b\" : [ 1 , 2 ] }\n",
        "\"caf\xC3\xA9 \xF0\x9F\x98\x80 and more\"",
        "\"http:\\/\\/example.org\\/\"",
        "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
        "{\"a\\\"b\":{\"c\\\\\":\"\\n\"},\"\":1}",
        "[\"ends with a backslash \\\\\",\"\\\\\\\"\"]",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *plain = json_plain_read(text_of(rows[i]));
        json_t *json = json_loads(rows[i], READ_FLAGS, NULL);
        if (plain == NULL || json_equal(plain, json) != 1) {
            fail_msg("%s", rows[i]);
        }
        json_decref(plain);
        json_decref(json);
    }
}

static void what_is_wrong_or_unusual_is_left_to_jansson(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        " ",
        "{",
        "[",
        "[1",
        "[1,",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "\"",
        "\"\\",
        "\"\\\"",
        "\"\\x\"",
        "\"a\nb\"",
        "\"12345678\x1F\"",
        "\"\xFF\"",
        "\"\xED\xA0\x80\"",
        "01",
        "-",
        "1.",
        ".5",
        "1e",
        "1e999",
        "+1",
        "tru",
        "nulll",
        "1 2",
        "{}x",
        "'a'",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\a\":2}",
        "\"\\u0041\"",
        "1234567890123456789",
        "\xEF\xBB\xBF{}",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        json_t *plain = json_plain_read(text_of(rows[i]));
        if (plain != NULL) {
            fail_msg("%s", rows[i]);
        }
    }
}

static void levels_are_limited(void **state)
{
    (void)state;
    char text[2 * 65];
    memset(text, '[', 65);
    memset(text + 65, ']', 65);
    assert_null(json_plain_read((struct text){text, sizeof text}));
    json_t *deepest = json_plain_read((struct text){text + 1, sizeof text - 2});
    assert_non_null(deepest);
    json_decref(deepest);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_plain_is_read_as_jansson_reads_it),
        cmocka_unit_test(what_is_wrong_or_unusual_is_left_to_jansson),
        cmocka_unit_test(levels_are_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
