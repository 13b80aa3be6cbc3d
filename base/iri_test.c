/* SPDX-License-Identifier: Apache-2.0 */

/* Which texts are IRIs, and which are mailto: addresses. */
#include "base/iri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void check_all(const char *const *texts, bool (*is_valid)(struct text), bool expected)
{
    for (; *texts != NULL; texts++) {
        if (is_valid(text_of(*texts)) != expected) {
            fail_msg("'%s' should be %s", *texts, expected ? "valid" : "invalid");
        }
    }
}

static void absolute_iris_are_valid(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "http://example.org",
        "https://example.org/a/b?c=d&e[]=f#g",
        "urn:uuid:12345678-1234-5678-1234-567812345678",
        "tag:example.org,2026:page",
        "a:b",
        "Z39.50r+x-y:1",
        "mailto:learner@example.org",
        "https://example.org/%C3%A9",
        "https://example.org/caf\xC3\xA9",
        "https://example.org/\xE8\xAF\xBE\xE7\xA8\x8B",
        "https://example.org/\xC2\xA0", /* U+00A0 is an ucschar */
        "http://[2001:db8::1]/",
        NULL,
    };
    check_all(texts, iri_is_valid, true);
}

static void relative_iris_are_invalid(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",          ":",    "a:",   "://x",      "example",    "//example.org/", "/a", "#a",
        "1http://x", "-a:b", "+a:b", "ht_tp://x", "\xC3\xA9:b", "a b:c",          NULL,
    };
    check_all(texts, iri_is_valid, false);
}

static void characters_that_must_be_escaped_are_invalid(void **state)
{
    (void)state;
    for (int character = 1; character < 128; character++) {
        char iri[] = "urn:_x";
        iri[4] = (char)character;
        bool is_forbidden =
            character <= ' ' || character == 0x7F || strchr("<>\"{}|\\^`%", character) != NULL;
        assert_int_equal(iri_is_valid(text_of(iri)), !is_forbidden);
    }
    assert_false(iri_is_valid((struct text){"urn:\0x", 6}));
}

static void percent_signs_need_two_hexadecimal_digits(void **state)
{
    (void)state;
    static const char *const texts[] = {"a:%", "a:%4", "a:%4g", "a:%g4", "a:%%41", "a:%-1", NULL};
    check_all(texts, iri_is_valid, false);
}

static void what_is_not_utf8_and_c1_controls_are_invalid(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "a:\xFF",     "a:\xC3",        "a:\xC0\xAF", "a:\xED\xA0\x80",
        "a:\xC2\x80", "a:\xC2\x9Fxyz", "a:\xC2",     NULL,
    };
    check_all(texts, iri_is_valid, false);
}

static void nothing_behind_the_length_is_read(void **state)
{
    (void)state;
    assert_false(iri_is_valid((struct text){"a:bc", 2}));
    assert_false(iri_is_valid((struct text){"a:%41", 4}));
    assert_false(iri_is_mailto((struct text){"mailto:a@b", 9}));
}

static void one_address_behind_mailto_is_valid(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "mailto:learner@example.org",    "mailto:a@b", "mailto:o'brien+x@example.org",
        "mailto:l\xC3\xA9x@example.org", NULL,
    };
    check_all(texts, iri_is_mailto, true);
}

static void anything_else_is_no_mailto(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",           "mailto:",      "mailto:@",      "mailto:a",       "mailto:a@",
        "mailto:@b",  "mailto:a@b@c", "mailto:a b@c",  "mailto:a@b\n",   "a@b",
        "MAILTO:a@b", "http://a@b",   "mailto:a@\xFF", "mailto:a@b,c@d", "mailto",
        NULL,
    };
    check_all(texts, iri_is_mailto, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_iris_are_valid),
        cmocka_unit_test(relative_iris_are_invalid),
        cmocka_unit_test(characters_that_must_be_escaped_are_invalid),
        cmocka_unit_test(percent_signs_need_two_hexadecimal_digits),
        cmocka_unit_test(what_is_not_utf8_and_c1_controls_are_invalid),
        cmocka_unit_test(nothing_behind_the_length_is_read),
        cmocka_unit_test(one_address_behind_mailto_is_valid),
        cmocka_unit_test(anything_else_is_no_mailto),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
