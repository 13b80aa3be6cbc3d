/* SPDX-License-Identifier: Apache-2.0 */

/* Each byte at each place, since what is found eight bytes at a time errs at the edges. */
#include "base/word.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { LENGTH = 3 * WORD_SIZE + 1 };

static const char *find_slowly(const char *at, const char *end)
{
    while (at < end && *at != '"' && *at != '\\') {
        at++;
    }
    return at;
}

static void every_byte_is_found_or_passed_over_at_every_place(void **state)
{
    (void)state;
    char bytes[LENGTH];
    for (int byte = 0; byte < 256; byte++) {
        for (size_t place = 0; place < LENGTH; place++) {
            memset(bytes, 'a', sizeof bytes);
            bytes[place] = (char)byte;
            for (size_t begin = 0; begin <= LENGTH; begin++) {
                const char *end = bytes + LENGTH;
                assert_ptr_equal(word_find_either(bytes + begin, end, '"', '\\'),
                                 find_slowly(bytes + begin, end));
            }
        }
    }
}

static void nothing_is_found_behind_the_end(void **state)
{
    (void)state;
    static const char bytes[] = "0123456789\"";
    for (size_t length = 0; length < sizeof bytes - 1; length++) {
        assert_ptr_equal(word_find_either(bytes, bytes + length, '"', '\\'),
                         bytes + (length < 10 ? length : 10));
    }
}

static void ascii_ends_at_0x80(void **state)
{
    (void)state;
    assert_true(word_is_ascii(word_load("12345\x7F\x01 ")));
    assert_false(word_is_ascii(word_load("12345\x80"
                                         "78")));
    assert_false(word_is_ascii(word_load("\xFF"
                                         "2345678")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_is_found_or_passed_over_at_every_place),
        cmocka_unit_test(nothing_is_found_behind_the_end),
        cmocka_unit_test(ascii_ends_at_0x80),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
