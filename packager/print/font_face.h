/* SPDX-License-Identifier: Apache-2.0 */

/* What fonts.c learns of a face while text is set, and font_pdf.c writes. */
#ifndef PRINT_FONT_FACE_H
#define PRINT_FONT_FACE_H

#include "base/error.h"

#include <hb.h>
#include <stddef.h>

struct arena;
struct pdf;

struct font_face {
    const char *name; /* in PDF files */
    const char *file;
    hb_face_t *face;
    hb_font_t *font;
    double scale;       /* the font's units in thousandths */
    unsigned count;     /* of its glyphs */
    const char **texts; /* what each glyph that was used stands for, NULL for the others */
    hb_set_t *used;
};

/* Writes it into the PDF; yields the number of its object. INTERNAL as fonts_write(). */
MUST_CHECK enum status font_face_write(const struct font_face *face, struct pdf *pdf, int *out,
                                       struct error *error);

#endif
