/* SPDX-License-Identifier: Apache-2.0 */

/* Pictures for paper: JPEG as it is, PNG decoded by libpng. */
#ifndef PRINT_PICTURE_H
#define PRINT_PICTURE_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct taken_picture;

/* Of one picture, and of all in a document together. */
enum {
    PICTURE_SIZE_MAX = 8 << 20,
    PICTURE_PIXELS_MAX = 16 << 20,
    PICTURES_SIZE_MAX = 16 << 20,
    PICTURES_PIXELS_MAX = 32 << 20,
};

struct picture {
    uint32_t width;
    uint32_t height;
    bool is_jpeg;     /* else PNG */
    bool is_grey;     /* one byte a pixel instead of three */
    struct text file; /* its bytes */
    struct text data; /* those of a JPEG; of a PNG its pixels, on white, row by row */
};

/* The pictures of one document; {0} for none. */
struct pictures {
    struct taken_picture *taken;
    size_t bytes;
    uint64_t pixels;
};

/* Reads the file, unless it was taken before: then *out is the same picture, which lives in
 * `arena`. INVALID or TOO_LARGE with a predicate ("is cut") for what is neither JPEG nor PNG,
 * damaged, in colours for printing presses, turned by its camera, in a way of JPEG that PDFs do not
 * have, or larger than the limits. */
MUST_CHECK enum status pictures_take(struct pictures *pictures, const char *file,
                                     struct arena *arena, const struct picture **out,
                                     struct error *error);

#endif
