/* SPDX-License-Identifier: Apache-2.0 */

/* Text from strangers as messages show it. */
#include "base/printable.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void assert_shown(struct text text, const char *expected)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(printable(arena, text), expected);
}

static void what_can_be_read_stays(void **state)
{
    (void)state;
    assert_shown(text_of(""), "");
    assert_shown((struct text){NULL, 0}, "");
    assert_shown(text_of("media/caf\xC3\xA9 \xF0\x9F\x98\x80.html"),
                 "media/caf\xC3\xA9 \xF0\x9F\x98\x80.html");
}

static void what_a_terminal_obeys_is_written_out(void **state)
{
    (void)state;
    assert_shown(text_of("\033[31mred\n"), "\\x1B[31mred\\x0A");
    assert_shown((struct text){"a\0b", 3}, "a\\x00b");
    assert_shown(text_of("\x7F\xC2\x9B"), "\\x7F\\xC2\\x9B");
    /* RIGHT-TO-LEFT OVERRIDE would show "gpj.exe" as "exe.jpg". */
    assert_shown(text_of("\xE2\x80\xAEgpj.exe"), "\\xE2\\x80\\xAEgpj.exe");
}

static void bytes_that_are_not_utf8_are_written_out(void **state)
{
    (void)state;
    assert_shown(text_of("caf\xE9.html"), "caf\\xE9.html");
    assert_shown(text_of("\xC3"), "\\xC3");
    assert_shown(text_of("\xED\xA0\x80"), "\\xED\\xA0\\x80"); /* half a surrogate pair */
}

static void long_text_is_cut_at_a_whole_character(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char fits[PRINTABLE_MAX + 1] = {0};
    memset(fits, 'a', PRINTABLE_MAX);
    assert_string_equal(printable(arena, text_of(fits)), fits);
    char umlauts[2 * PRINTABLE_MAX + 1] = {0};
    for (size_t i = 0; i < PRINTABLE_MAX; i++) {
        umlauts[2 * i] = '\xC3';
        umlauts[2 * i + 1] = '\xA9';
    }
    const char *cut = printable(arena, text_of(umlauts));
    assert_true(strlen(cut) <= PRINTABLE_MAX && strlen(cut) > PRINTABLE_MAX - 8);
    assert_true(text_is_utf8(text_of(cut)));
    assert_true(text_ends_with(text_of(cut), "\xC3\xA9\xE2\x80\xA6"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_can_be_read_stays),
        cmocka_unit_test(what_a_terminal_obeys_is_written_out),
        cmocka_unit_test(bytes_that_are_not_utf8_are_written_out),
        cmocka_unit_test(long_text_is_cut_at_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
