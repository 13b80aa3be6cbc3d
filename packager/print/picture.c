/* SPDX-License-Identifier: Apache-2.0 */

/* What a PDF must know of a picture. A JPEG goes in as it is; libpng turns any PNG into pixels. */
#include "print/picture.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

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

/* The length of a segment with its marker; 1 for a byte that fills up. */
static size_t segment_length(struct text bytes, size_t at)
{
    size_t length = pair_at(bytes, at + 2);
    return byte_at(bytes, at + 1) == 0xFF ? 1 : 2 + (length > 2 ? length : 2);
}

/* Exif 2.3, 4.6: a number of the segment at `at`, in the order of bytes that its head names. */
static unsigned exif_pair(struct text bytes, size_t at, size_t offset)
{
    enum { HEAD = 10 };
    unsigned pair = pair_at(bytes, at + HEAD + offset);
    bool is_little = byte_at(bytes, at + HEAD) == 'I';
    return is_little ? (pair >> 8 | (pair & 0xFF) << 8) : pair;
}

/* Whether a camera says there that the picture is to be turned: browsers do, PDFs do not. */
static bool is_turned(struct text bytes, size_t at)
{
    enum { MARKER = 0xE1, ORIENTATION = 0x0112, FIRST = 8, ENTRY = 12, VALUE = 8 };
    struct text name = {bytes.data + at + 4, 4};
    if (byte_at(bytes, at + 1) != MARKER || at + 8 > bytes.length || !text_is(name, "Exif")) {
        return false;
    }
    unsigned count = exif_pair(bytes, at, FIRST);
    for (unsigned i = 0; i < count && at + i * ENTRY < bytes.length; i++) {
        size_t entry = FIRST + 2 + (size_t)i * ENTRY;
        if (exif_pair(bytes, at, entry) == ORIENTATION) {
            return exif_pair(bytes, at, entry + VALUE) > 1;
        }
    }
    return false;
}

/* ISO 32000-1, 7.4.8: those that "DCTDecode" knows. */
static enum status check_frame(struct text bytes, size_t at, struct error *error)
{
    enum { GREY = 1, COLOUR = 3, PROGRESSIVE = 0xC2, BITS = 8 };
    unsigned components = byte_at(bytes, at + 9);
    if (at >= bytes.length || byte_at(bytes, at) != 0xFF) {
        return FAIL(error, STATUS_INVALID, "is damaged; export it again");
    }
    if (components != GREY && components != COLOUR) {
        return FAIL(error, STATUS_INVALID,
                    "has the colours of printing presses (CMYK); export it as RGB");
    }
    if (byte_at(bytes, at + 1) > PROGRESSIVE || byte_at(bytes, at + 4) != BITS) {
        return FAIL(error, STATUS_INVALID,
                    "is a JPEG of a rare kind, which not all programs show; export it again as a "
                    "JPEG of 8 bits");
    }
    return STATUS_OK;
}

static enum status read_jpeg(struct picture *picture, struct error *error)
{
    enum { FIRST_MARKER = 2 };
    struct text bytes = picture->file;
    size_t at = FIRST_MARKER;
    while (at < bytes.length && byte_at(bytes, at) == 0xFF && !is_frame(byte_at(bytes, at + 1))) {
        if (is_turned(bytes, at)) {
            return FAIL(error, STATUS_INVALID,
                        "lies on its side, and only says how it is to be turned; open it, turn it "
                        "upright and save it");
        }
        at += segment_length(bytes, at);
    }
    enum status status = check_frame(bytes, at, error);
    if (status != STATUS_OK) {
        return status;
    }
    picture->height = pair_at(bytes, at + 5);
    picture->width = pair_at(bytes, at + 7);
    picture->is_grey = byte_at(bytes, at + 9) == 1;
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

static enum status read(const char *file, struct arena *arena, const struct picture **out,
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

struct taken_picture {
    const char *file;
    const struct picture *picture;
    struct taken_picture *next;
};

static enum status count(struct pictures *pictures, const struct picture *picture,
                         struct error *error)
{
    pictures->bytes += picture->file.length;
    pictures->pixels += (uint64_t)picture->width * picture->height;
    if (pictures->bytes > PICTURES_SIZE_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "makes all of the document larger than %d MiB together; make them smaller",
                    PICTURES_SIZE_MAX >> 20);
    }
    if (pictures->pixels > PICTURES_PIXELS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "makes all of the document more than %d million pixels together; make them "
                    "smaller, 2000 across suffice for a page",
                    PICTURES_PIXELS_MAX / 1000000);
    }
    return STATUS_OK;
}

enum status pictures_take(struct pictures *pictures, const char *file, struct arena *arena,
                          const struct picture **out, struct error *error)
{
    for (const struct taken_picture *taken = pictures->taken; taken != NULL; taken = taken->next) {
        if (strcmp(taken->file, file) == 0) {
            *out = taken->picture;
            return STATUS_OK;
        }
    }
    const struct picture *picture = NULL;
    enum status status = read(file, arena, &picture, error);
    if (status == STATUS_OK) {
        status = count(pictures, picture, error);
    }
    if (status == STATUS_OK) {
        struct taken_picture *taken = ARENA_NEW(arena, struct taken_picture);
        *taken = (struct taken_picture){arena_copy_string(arena, file), picture, pictures->taken};
        pictures->taken = taken;
        *out = picture;
    }
    return status;
}
