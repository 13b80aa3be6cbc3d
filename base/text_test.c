/* SPDX-License-Identifier: Apache-2.0 */

/* Comparing, cutting and counting text that carries its length. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void texts_are_equal_by_length_and_bytes(void **state)
{
    (void)state;
    assert_true(text_equals((struct text){NULL, 0}, text_of("")));
    assert_true(text_equals((struct text){"abc", 2}, (struct text){"abd", 2}));
    assert_false(text_equals(text_of("ab"), text_of("abc")));
    assert_false(text_equals((struct text){"a\0b", 3}, (struct text){"a\0c", 3}));
    assert_true(text_is((struct text){"abc", 2}, "ab"));
    assert_false(text_is((struct text){"abc", 2}, "abc"));
}

static void beginnings_and_ends_are_within_the_length(void **state)
{
    (void)state;
    struct text text = {"course.json", 6};
    assert_true(text_starts_with(text, "course"));
    assert_false(text_starts_with(text, "course."));
    assert_true(text_ends_with(text, "rse"));
    assert_false(text_ends_with(text, "json"));
    assert_false(text_ends_with(text, "a longer course"));
    assert_true(text_starts_with(text, ""));
    assert_true(text_ends_with(text, ""));
    assert_true(text_starts_with((struct text){NULL, 0}, ""));
    assert_true(text_ends_with((struct text){NULL, 0}, ""));
    assert_false(text_starts_with((struct text){NULL, 0}, "c"));
}

static void trimming_takes_white_space_off_both_ends_only(void **state)
{
    (void)state;
    assert_true(text_is(text_trim(text_of(" \t\r\na b\n ")), "a b"));
    assert_int_equal(text_trim(text_of(" \n ")).length, 0);
    assert_int_equal(text_trim((struct text){NULL, 0}).length, 0);
    assert_true(text_is(text_trim(text_of("\v")), "\v"));
}

static void splitting_gives_each_part_and_then_ends(void **state)
{
    (void)state;
    static const char *const parts[] = {"a", "", "bc", ""};
    struct text rest = text_of("a,,bc,");
    struct text part;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        assert_true(text_split(&rest, ',', &part));
        assert_true(text_is(part, parts[i]));
    }
    part = text_of("untouched");
    assert_false(text_split(&rest, ',', &part));
    assert_true(text_is(part, "untouched"));
}

static void empty_text_splits_into_one_empty_part(void **state)
{
    (void)state;
    struct text rest = text_of("");
    struct text part;
    assert_true(text_split(&rest, ',', &part));
    assert_int_equal(part.length, 0);
    assert_false(text_split(&rest, ',', &part));
}

static void utf8_is_every_character_in_its_shortest_form(void **state)
{
    (void)state;
    static const char *const valid[] = {
        "",
        "ascii",
        "\x7F",
        "\xC2\x80",
        "\xDF\xBF",
        "\xE0\xA0\x80",
        "\xED\x9F\xBF",
        "\xEE\x80\x80",
        "\xEF\xBF\xBF",
        "\xF0\x90\x80\x80",
        "\xF4\x8F\xBF\xBF",
    };
    static const char *const invalid[] = {
        "\x80",
        "\xBF",
        "\xC0\x80",
        "\xC1\xBF",
        "\xC2",
        "\xC2\x41",
        "\xE0\x9F\xBF",
        "\xE1\x80",
        "\xE1\x80\xC0",
        "\xED\xA0\x80",
        "\xED\xBF\xBF",
        "\xF0\x8F\xBF\xBF",
        "\xF1\x80\x80\x41",
        "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80",
        "\xFE",
        "\xFF",
        "a\xE2\x82",
    };
    for (size_t i = 0; i < sizeof valid / sizeof valid[0]; i++) {
        assert_true(text_is_utf8(text_of(valid[i])));
    }
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
        assert_false(text_is_utf8(text_of(invalid[i])));
    }
    assert_true(text_is_utf8((struct text){"a\0b", 3}));
    assert_false(text_is_utf8((struct text){"\xE2\x82\xAC", 2}));
}

static void characters_are_counted_not_bytes(void **state)
{
    (void)state;
    assert_int_equal(text_count_characters(text_of("")), 0);
    assert_int_equal(text_count_characters(text_of("caf\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x98\x80")),
                     8);
}

static void order_is_that_of_bytes(void **state)
{
    (void)state;
    static const char *const sorted[] = {"", "A", "AB", "B", "a", "\xc3\xa9"};
    for (size_t i = 0; i < sizeof sorted / sizeof sorted[0]; i++) {
        for (size_t j = 0; j < sizeof sorted / sizeof sorted[0]; j++) {
            int order = text_compare(text_of(sorted[i]), text_of(sorted[j]));
            assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
        }
    }
}

static void distance_counts_what_must_be_changed(void **state)
{
    (void)state;
    assert_int_equal(text_distance(text_of(""), text_of("")), 0);
    assert_int_equal(text_distance(text_of("report"), text_of("reprot")), 2);
    assert_int_equal(text_distance(text_of("list"), text_of("lists")), 1);
    assert_int_equal(text_distance(text_of("abc"), text_of("")), 3);
    assert_int_equal(text_distance(text_of(""), text_of("abc")), 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_what_must_be_changed),
        cmocka_unit_test(order_is_that_of_bytes),
        cmocka_unit_test(texts_are_equal_by_length_and_bytes),
        cmocka_unit_test(beginnings_and_ends_are_within_the_length),
        cmocka_unit_test(trimming_takes_white_space_off_both_ends_only),
        cmocka_unit_test(splitting_gives_each_part_and_then_ends),
        cmocka_unit_test(empty_text_splits_into_one_empty_part),
        cmocka_unit_test(utf8_is_every_character_in_its_shortest_form),
        cmocka_unit_test(characters_are_counted_not_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
