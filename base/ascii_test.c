/* SPDX-License-Identifier: Apache-2.0 */

/* Each byte is of the kinds that ASCII gives it. */
#include "base/ascii.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void every_byte_has_its_kinds(void **state)
{
    (void)state;
    int digits = 0;
    int letters = 0;
    int hexadecimals = 0;
    int controls = 0;
    for (int byte = 0; byte < 256; byte++) {
        char character = (char)byte;
        digits += ascii_is_digit(character);
        letters += ascii_is_letter(character);
        hexadecimals += ascii_is_hexadecimal(character);
        controls += ascii_is_control(character);
        assert_int_equal(ascii_is_letter_or_digit(character),
                         ascii_is_letter(character) || ascii_is_digit(character));
    }
    assert_int_equal(digits, 10);
    assert_int_equal(letters, 52);
    assert_int_equal(hexadecimals, 22);
    assert_int_equal(controls, 33);
}

static void the_borders_of_each_kind_are_right(void **state)
{
    (void)state;
    assert_true(ascii_is_digit('0') && ascii_is_digit('9'));
    assert_true(ascii_is_letter('a') && ascii_is_letter('Z'));
    assert_true(ascii_is_hexadecimal('f') && ascii_is_hexadecimal('F'));
    assert_true(ascii_is_control('\0') && ascii_is_control('\x1F') && ascii_is_control('\x7F'));
    assert_false(ascii_is_control(' ') || ascii_is_control('\x80'));
}

static void only_letters_become_small_or_capital(void **state)
{
    (void)state;
    for (int byte = 0; byte < 256; byte++) {
        char character = (char)byte;
        bool is_capital = byte >= 'A' && byte <= 'Z';
        bool is_small = byte >= 'a' && byte <= 'z';
        assert_int_equal(ascii_to_lower(character), is_capital ? (char)(byte + 32) : character);
        assert_int_equal(ascii_to_upper(character), is_small ? (char)(byte - 32) : character);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_byte_has_its_kinds),
        cmocka_unit_test(the_borders_of_each_kind_are_right),
        cmocka_unit_test(only_letters_become_small_or_capital),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
