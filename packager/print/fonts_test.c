/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of characters: what is drawn, what stands for what, and what is refused. */
#include "print/fonts.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static struct glyph *shape(struct fonts *fonts, const char *text, size_t *count)
{
    struct glyph *glyphs = NULL;
    struct error error = {0};
    if (fonts_shape(fonts, 0, text_of(text), 0, strlen(text), &glyphs, count, &error) !=
        STATUS_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return glyphs;
}

/* Copying gives back what was written, and not another text with the same look. */
static void texts_of_one_look_stay_apart(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct fonts *fonts = fonts_create(arena);
    size_t count = 0;
    const struct glyph *glyphs = shape(fonts,
                                       "a b\xC2\xA0"
                                       "c d",
                                       &count);
    assert_int_equal(count, 7);
    assert_int_equal(glyphs[1].id, glyphs[5].id);
    assert_int_not_equal(glyphs[1].id, glyphs[3].id);
    assert_true(glyphs[1].width == glyphs[3].width);
    const struct glyph *again = shape(fonts, "d", &count);
    assert_int_equal(again[0].id, glyphs[6].id);
}

/* "Not less than" is drawn as a stroke over "<", whose own meaning stays. */
static void sign_of_two_glyphs_takes_nothing_from_its_parts(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct fonts *fonts = fonts_create(arena);
    size_t count = 0;
    const struct glyph *composed = shape(fonts, "\xE2\x89\xAE", &count);
    assert_int_equal(count, 2);
    const struct glyph *parts = shape(fonts, "<\xCC\xB8", &count);
    assert_int_equal(count, 2);
    assert_int_equal(composed[0].id, parts[0].id);
    assert_int_equal(composed[1].id, parts[1].id);
    assert_int_equal(shape(fonts, "<", &count)[0].id, parts[0].id);
}

static void only_what_shows_nothing_is_left_out(void **state)
{
    (void)state;
    assert_true(fonts_leave_out(0xAD));    /* soft hyphen */
    assert_true(fonts_leave_out(0xFEFF));  /* mark of byte order */
    assert_true(fonts_leave_out(0xFE0F));  /* "as a coloured picture" */
    assert_false(fonts_leave_out(0x200B)); /* a line may end */
    assert_false(fonts_leave_out(0x202E)); /* turns the direction */
    assert_false(fonts_leave_out('a'));
    assert_false(fonts_leave_out(0x1F600));
}

static const struct {
    const char *text;
    const char *message;
} REFUSED[] = {
    {"a \xF0\x9F\x98\x80",
     "the character '\xF0\x9F\x98\x80' (U+1F600) cannot be printed: the font"},
    {"a\x01", "the character '' (U+0001) cannot be printed: the font has no sign for it"},
    {"\xE2\x80\xAE"
     "ab",
     "the character '' (U+202E) cannot be printed: it is written from right"},
    {"\xD7\x90",
     "(U+05D0) cannot be printed: it is written from right to left; write it otherwise"},
};

static void characters_without_sign_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct fonts *fonts = fonts_create(arena);
        struct glyph *glyphs = NULL;
        size_t count = 0;
        struct error error = {0};
        struct text text = text_of(REFUSED[i].text);
        assert_int_equal(fonts_shape(fonts, 0, text, 0, text.length, &glyphs, &count, &error),
                         STATUS_INVALID);
        if (strstr(error.message, REFUSED[i].message) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

/* Hostile text, whose accents HarfBuzz reorders, cannot make the tables of a font grow. */
static void one_glyph_has_only_so_many_texts(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct fonts *fonts = fonts_create(arena);
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(1 << 16);
    uint32_t highest = 0;
    for (int i = 0; i < 200; i++) {
        buffer_add_string(&text, "\xCC\x80\xCC\xA3");
        AUTO(buffer_finish) struct buffer one = BUFFER_INIT(1 << 16);
        buffer_print(&one, "x%sx", text.data);
        size_t count = 0;
        const struct glyph *glyphs = shape(fonts, one.data, &count);
        for (size_t j = 0; j < count; j++) {
            highest = glyphs[j].id > highest ? glyphs[j].id : highest;
        }
    }
    assert_in_range(highest, 3, 60);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_one_look_stay_apart),
        cmocka_unit_test(sign_of_two_glyphs_takes_nothing_from_its_parts),
        cmocka_unit_test(only_what_shows_nothing_is_left_out),
        cmocka_unit_test(characters_without_sign_are_named),
        cmocka_unit_test(one_glyph_has_only_so_many_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
