/* SPDX-License-Identifier: Apache-2.0 */

/* What a PDF must know of a picture. A JPEG goes in as it is; libpng turns any PNG into pixels. */
#include "print/picture.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#include <png.h>
#include <stdlib.h>

static unsigned byte_at(struct text bytes, size_t index)
{
    return index < bytes.length ? (unsigned char)bytes.data[index] : 0;
}

static unsigned pair_at(struct text bytes, size_t index)
{
    return byte_at(bytes, index) << 8 | byte_at(bytes, index + 1);
}

static enum status check_pixels(const struct picture *picture, struct error *error)
{
    if (picture->width == 0 || picture->height == 0) {
        return FAIL(error, STATUS_INVALID, "is damaged; export it again");
    }
    if ((uint64_t)picture->width * picture->height > PICTURE_PIXELS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "has %u x %u pixels; make it smaller, 2000 across suffice for a page",
                    (unsigned)picture->width, (unsigned)picture->height);
    }
    return STATUS_OK;
}

/* ITU-T T.81, B.2.2: C0 to CF begin frames, but for three that stand among them. */
static bool is_frame(unsigned marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static enum status read_jpeg(struct picture *picture, struct error *error)
{
    enum { FIRST_MARKER = 2, GREY = 1, COLOUR = 3 };
    struct text bytes = picture->file;
    size_t at = FIRST_MARKER;
    while (at < bytes.length && byte_at(bytes, at) == 0xFF && !is_frame(byte_at(bytes, at + 1))) {
        size_t length = pair_at(bytes, at + 2);
        at += byte_at(bytes, at + 1) == 0xFF ? 1 : 2 + (length > 2 ? length : 2);
    }
    unsigned components = byte_at(bytes, at + 9);
    if (at >= bytes.length || byte_at(bytes, at) != 0xFF) {
        return FAIL(error, STATUS_INVALID, "is damaged; export it again");
    }
    if (components != GREY && components != COLOUR) {
        return FAIL(error, STATUS_INVALID,
                    "has the colours of printing presses (CMYK); export it as RGB");
    }
    picture->height = pair_at(bytes, at + 5);
    picture->width = pair_at(bytes, at + 7);
    picture->is_grey = components == GREY;
    picture->data = bytes;
    return check_pixels(picture, error);
}

static enum status decode_png(struct arena *arena, png_image *image, struct picture *picture,
                              struct error *error)
{
    picture->width = image->width;
    picture->height = image->height;
    picture->is_grey = (image->format & PNG_FORMAT_FLAG_COLOR) == 0;
    enum status status = check_pixels(picture, error);
    if (status != STATUS_OK) {
        return status;
    }
    image->format = picture->is_grey ? PNG_FORMAT_GRAY : PNG_FORMAT_RGB;
    static const png_color WHITE = {255, 255, 255};
    size_t size = PNG_IMAGE_SIZE(*image);
    char *pixels = arena_reserve(arena, size);
    if (png_image_finish_read(image, &WHITE, pixels, 0, NULL) == 0) {
        return FAIL(error, STATUS_INVALID, "is damaged (%s); export it again", image->message);
    }
    picture->data = (struct text){pixels, size};
    return STATUS_OK;
}

static enum status read_png(struct arena *arena, struct picture *picture, struct error *error)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    enum status status = STATUS_OK;
    if (png_image_begin_read_from_memory(&image, picture->file.data, picture->file.length) != 0) {
        status = decode_png(arena, &image, picture, error);
    } else {
        status = FAIL(error, STATUS_INVALID, "is damaged (%s); export it again", image.message);
    }
    png_image_free(&image);
    return status;
}

enum status picture_read(const char *file, struct arena *arena, const struct picture **out,
                         struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(PICTURE_SIZE_MAX);
    struct error reason = {0};
    enum status status = file_read(file, PICTURE_SIZE_MAX, &buffer, &reason);
    if (status != STATUS_OK) {
        return FAIL(error, status, "cannot be taken: %s", reason.message);
    }
    struct picture *picture = ARENA_NEW(arena, struct picture);
    struct text bytes = buffer_text(&buffer);
    picture->file = (struct text){arena_copy(arena, bytes), bytes.length};
    picture->is_jpeg = text_starts_with(bytes, "\xFF\xD8\xFF");
    if (picture->is_jpeg) {
        status = read_jpeg(picture, error);
    } else if (text_starts_with(bytes, "\x89PNG\r\n")) {
        status = read_png(arena, picture, error);
    } else {
        status = FAIL(error, STATUS_INVALID, "cannot be printed; use a JPEG or a PNG");
    }
    if (status == STATUS_OK) {
        *out = picture;
    }
    return status;
}
