/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of pictures for paper: what kinds become what, and what is refused. */
#include "print/picture.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/file.h"

#include <png.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define FILE_NAME "picture_test_file"

static void put(struct text bytes)
{
    assert_int_equal(file_write_atomically(FILE_NAME, bytes, NULL), STATUS_OK);
}
#define PUT(bytes) put((struct text){(bytes), sizeof(bytes) - 1})

static enum status take(struct arena *arena, const struct picture **out, struct error *error)
{
    struct pictures pictures = {0};
    return pictures_take(&pictures, FILE_NAME, arena, out, error);
}

/* One pixel of a kind of PNG, by its format of libpng. */
static void put_png(unsigned format, const void *pixel, const void *colours, unsigned count)
{
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = 1,
                       .height = 1,
                       .format = format,
                       .colormap_entries = count};
    char bytes[1024];
    png_alloc_size_t size = sizeof bytes;
    assert_int_not_equal(png_image_write_to_memory(&image, bytes, &size, 0, pixel, 0, colours), 0);
    put((struct text){bytes, size});
}

static void expect_pixel(const char *expected, size_t length)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct picture *picture = NULL;
    assert_int_equal(take(arena, &picture, NULL), STATUS_OK);
    assert_false(picture->is_jpeg);
    assert_int_equal(picture->is_grey, length == 1);
    assert_int_equal(picture->data.length, length);
    assert_memory_equal(picture->data.data, expected, length);
}

static void png_of_any_kind_becomes_pixels_on_white(void **state)
{
    (void)state;
    put_png(PNG_FORMAT_RGB, "\x0A\x0B\x0C", NULL, 0);
    expect_pixel("\x0A\x0B\x0C", 3);
    put_png(PNG_FORMAT_RGBA, "\x0A\x0B\x0C\x00", NULL, 0);
    expect_pixel("\xFF\xFF\xFF", 3);
    put_png(PNG_FORMAT_GRAY, "\x0A", NULL, 0);
    expect_pixel("\x0A", 1);
    put_png(PNG_FORMAT_GA, "\x0A\x00", NULL, 0);
    expect_pixel("\xFF", 1);
    put_png(PNG_FORMAT_RGB_COLORMAP, "\x01", "\x01\x02\x03\x0A\x0B\x0C", 2);
    expect_pixel("\x0A\x0B\x0C", 3);
    put_png(PNG_FORMAT_LINEAR_Y, &(uint16_t){0xFFFF}, NULL, 0);
    expect_pixel("\xFF", 1);
}

#define FRAME(marker, bits, components) \
    "\xFF" marker "\x00\x0B" bits "\x00\x02\x00\x03" components "\xFF\xFF"
#define EXIF(order, entry) \
    "\xFF\xE1\x00\x22"     \
    "Exif\x00\x00" order entry "\x00\x00\x00\x00"
#define BIG(turn)                      \
    EXIF("MM\x00\x2A\x00\x00\x00\x08", \
         "\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00" turn "\x00\x00")
#define LITTLE(turn)                   \
    EXIF("II\x2A\x00\x08\x00\x00\x00", \
         "\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00" turn "\x00\x00\x00")
#define JPEG "\xFF\xD8"

static void jpeg_goes_in_as_it_is(void **state)
{
    (void)state;
    static const char UPRIGHT[] = JPEG BIG("\x01") LITTLE("\x01") FRAME("\xC2", "\x08", "\x03");
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct picture *picture = NULL;
    PUT(UPRIGHT);
    assert_int_equal(take(arena, &picture, NULL), STATUS_OK);
    assert_true(picture->is_jpeg && !picture->is_grey);
    assert_int_equal(picture->width, 3);
    assert_int_equal(picture->height, 2);
    assert_int_equal(picture->data.length, sizeof UPRIGHT - 1);
    PUT(JPEG FRAME("\xC0", "\x08", "\x01"));
    assert_int_equal(take(arena, &picture, NULL), STATUS_OK);
    assert_true(picture->is_grey);
}

#define ROW(bytes, message)                     \
    {                                           \
        {(bytes), sizeof(bytes) - 1}, (message) \
    }

static const struct {
    struct text bytes;
    const char *message;
} REFUSED[] = {
    ROW("GIF89a", "cannot be printed; use a JPEG or a PNG"),
    ROW("", "cannot be printed"),
    ROW(JPEG "\xFF\xE0\x00\x04", "is damaged; export it again"),
    ROW(JPEG FRAME("\xC0", "\x08", "\x04"), "has the colours of printing presses (CMYK)"),
    ROW(JPEG FRAME("\xC0", "\x0C", "\x03"), "is a JPEG of a rare kind"),
    ROW(JPEG FRAME("\xC9", "\x08", "\x03"), "is a JPEG of a rare kind"),
    ROW(JPEG BIG("\x06") FRAME("\xC0", "\x08", "\x03"), "lies on its side"),
    ROW(JPEG LITTLE("\x03") FRAME("\xC0", "\x08", "\x03"), "lies on its side"),
    ROW(JPEG "\xFF\xE1\x00\x08"
             "Exif",
        "is damaged"),
    ROW("\x89PNG\r\n\x1A\n", "is damaged ("),
};

static void what_paper_cannot_show_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct picture *picture = NULL;
        struct error error = {0};
        put(REFUSED[i].bytes);
        assert_int_equal(take(arena, &picture, &error), STATUS_INVALID);
        if (strstr(error.message, REFUSED[i].message) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void file_that_is_gone_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct picture *picture = NULL;
    struct error error = {0};
    (void)remove(FILE_NAME);
    assert_int_not_equal(take(arena, &picture, &error), STATUS_OK);
    assert_non_null(strstr(error.message, "cannot be taken: "));
}

static void picture_that_stands_twice_is_one(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct pictures pictures = {0};
    const struct picture *first = NULL;
    const struct picture *second = NULL;
    PUT(JPEG FRAME("\xC0", "\x08", "\x03"));
    assert_int_equal(pictures_take(&pictures, FILE_NAME, arena, &first, NULL), STATUS_OK);
    assert_int_equal(pictures_take(&pictures, FILE_NAME, arena, &second, NULL), STATUS_OK);
    assert_ptr_equal(first, second);
    assert_int_equal(pictures.pixels, 6);
}

/* Pixels of a small file may fill the memory. */
static void many_pixels_together_are_refused(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct pictures pictures = {.pixels = PICTURES_PIXELS_MAX - 5};
    const struct picture *picture = NULL;
    struct error error = {0};
    PUT(JPEG FRAME("\xC0", "\x08", "\x03"));
    assert_int_equal(pictures_take(&pictures, FILE_NAME, arena, &picture, &error),
                     STATUS_TOO_LARGE);
    assert_non_null(strstr(error.message, "more than 33 million pixels together"));
    pictures = (struct pictures){.bytes = PICTURES_SIZE_MAX};
    assert_int_equal(pictures_take(&pictures, FILE_NAME, arena, &picture, &error),
                     STATUS_TOO_LARGE);
    assert_non_null(strstr(error.message, "larger than 16 MiB together"));
}

static int remove_file(void **state)
{
    (void)state;
    (void)remove(FILE_NAME);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(png_of_any_kind_becomes_pixels_on_white),
        cmocka_unit_test(jpeg_goes_in_as_it_is),
        cmocka_unit_test(what_paper_cannot_show_is_refused),
        cmocka_unit_test(file_that_is_gone_is_told),
        cmocka_unit_test(picture_that_stands_twice_is_one),
        cmocka_unit_test(many_pixels_together_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, remove_file);
}
