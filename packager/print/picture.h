/* SPDX-License-Identifier: Apache-2.0 */

/* Pictures for paper: JPEG as it is, PNG decoded by libpng. */
#ifndef PRINT_PICTURE_H
#define PRINT_PICTURE_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;

enum { PICTURE_SIZE_MAX = 8 << 20, PICTURES_SIZE_MAX = 16 << 20, PICTURE_PIXELS_MAX = 16 << 20 };

struct picture {
    uint32_t width;
    uint32_t height;
    bool is_jpeg;     /* else PNG */
    bool is_grey;     /* one byte a pixel instead of three */
    struct text file; /* its bytes */
    struct text data; /* those of a JPEG; of a PNG its pixels, on white, row by row */
};

/* Reads the file; *out lives in `arena`. INVALID or TOO_LARGE with a predicate ("is cut") for what
 * is neither JPEG nor PNG, damaged, in colours for printing presses, or larger than the limits. */
MUST_CHECK enum status picture_read(const char *file, struct arena *arena,
                                    const struct picture **out, struct error *error);

#endif
