/* SPDX-License-Identifier: Apache-2.0 */

/* What fonts.c learns of a face while text is set, and font_pdf.c writes. */
#ifndef PRINT_FONT_FACE_H
#define PRINT_FONT_FACE_H

#include "base/error.h"

#include <hb.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct pdf;

/* A glyph that stands for a text. */
struct sign {
    uint32_t glyph;
    const char *text;
    uint32_t next; /* of the same glyph; 0: none */
};

struct font_face {
    const char *name; /* in PDF files */
    const char *file;
    hb_face_t *face;
    hb_font_t *font;
    double scale;       /* the font's units in thousandths */
    hb_set_t *used;     /* its glyphs */
    struct sign *signs; /* that were used, by their numbers in the PDF; number 0 is none */
    size_t sign_count;
    size_t sign_capacity;
    uint32_t *signs_of; /* the last one of each glyph; 0: none */
};

/* Writes it into the PDF; yields the number of its object. INTERNAL as fonts_write(). */
MUST_CHECK enum status font_face_write(const struct font_face *face, struct pdf *pdf, int *out,
                                       struct error *error);

#endif
