/* SPDX-License-Identifier: Apache-2.0 */

/* Which texts are well-formed language tags. */
#include "base/language.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void check_all(const char *const *texts, bool expected)
{
    for (; *texts != NULL; texts++) {
        if (language_is_valid(text_of(*texts)) != expected) {
            fail_msg("'%s' should be %s", *texts, expected ? "valid" : "invalid");
        }
    }
}

static void the_parts_come_in_their_order(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "en",
        "EN",
        "en-GB",
        "en-gb",
        "haw",
        "root", /* four letters are reserved, and well-formed */
        "esperant",
        "zh-Hant",
        "zh-Hant-TW",
        "es-419",
        "zh-cmn-Hans-CN",
        "zh-abc-def-ghi-Latn",
        "sl-rozaj-biske",
        "de-CH-1996",
        "sl-IT-nedis",
        "de-1901-1996",
        "en-a-bbb-x-a-ccc",
        "en-US-u-islamcal",
        "zh-CN-a-myext-x-private",
        "ar-a-aaa-b-bbb-a-ccc", /* a repeated singleton is well-formed, though not valid */
        "de-1-ab",
        "en-x-a",
        "x-private",
        "X-1-abcdefgh",
        NULL,
    };
    check_all(texts, true);
}

static void old_tags_are_valid_as_a_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "i-klingon", "I-Klingon",   "i-default", "sgn-BE-FR", "sgn-be-nl",
        "sgn-CH-DE", "art-lojban",  "no-bok",    "zh-min",    "zh-min-nan",
        "zh-guoyu",  "cel-gaulish", "en-GB-oed", "i-ami",     NULL,
    };
    check_all(texts, true);
}

static void what_is_out_of_order_or_too_long_is_invalid(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "-",
        "e",
        "1",
        "en-",
        "-en",
        "en--GB",
        "en_GB",
        "en GB",
        "abcdefghi",
        "e1",
        "419",
        "de-419-DE",
        "en-GB-Latn",
        "en-GB-US",
        "zh-abc-def-ghi-jkl",
        "root-abc", /* only two or three letters may have an extended language */
        "en-abcdefghi",
        "de-DE-199",
        "de-DE-a199",
        "en-a",
        "en-a-b",
        "en-a-GB-b",
        "en-x",
        "x",
        "x-",
        "x-abcdefghi",
        "en-x-a-",
        "i-unknown",
        "i-klingon-x-a",
        "a-DE",
        "en-caf\xC3\xA9",
        NULL,
    };
    check_all(texts, false);
}

static void nothing_behind_the_length_is_read(void **state)
{
    (void)state;
    assert_true(language_is_valid((struct text){"en-GB", 2}));
    assert_false(language_is_valid((struct text){"en-GB", 3}));
    assert_false(language_is_valid((struct text){NULL, 0}));
    assert_false(language_is_valid((struct text){"en\0GB", 5}));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parts_come_in_their_order),
        cmocka_unit_test(old_tags_are_valid_as_a_whole),
        cmocka_unit_test(what_is_out_of_order_or_too_long_is_invalid),
        cmocka_unit_test(nothing_behind_the_length_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
