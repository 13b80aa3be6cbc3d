/* SPDX-License-Identifier: Apache-2.0 */

/* The fonts that documents are set in, which are part of the program: text -> glyphs, by HarfBuzz,
 * and the parts of the fonts that a document uses -> the PDF. */
#ifndef PRINT_FONTS_H
#define PRINT_FONTS_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

struct arena;
struct buffer;
struct fonts;
struct pdf;

enum { FONT_FACES = 5 };

/* A sign of a face. Lengths are in thousandths of the size of the letters. */
struct glyph {
    uint32_t id;     /* in the PDF: of what is drawn and what it stands for */
    uint32_t at;     /* the byte of the text that it begins at */
    double advance;  /* from its place to that of the next one */
    double width;    /* as the font says, from which `advance` may differ by kerning */
    double x_offset; /* where it is drawn, from its place */
    double y_offset;
};

/* All faces; in `arena`. */
struct fonts *fonts_create(struct arena *arena);

/* Whether the character shows nothing, so that it can be left out: soft hyphens, marks of byte
 * order, the choice of a picture's colour. Those that tell where lines may end, and those that turn
 * the direction, are not. */
bool fonts_leave_out(uint32_t character);

/* The face for STYLE_… (document.h). */
size_t fonts_face(unsigned style);

/* The signs of `length` bytes of `text` behind `begin`, in the arena. INVALID, naming the
 * character, when the face has none for it, or when it is written from right to left. */
MUST_CHECK enum status fonts_shape(struct fonts *fonts, size_t face, struct text text, size_t begin,
                                   size_t length, struct glyph **out, size_t *out_count,
                                   struct error *error);

/* How high letters stand over and how deep they hang under the line, in thousandths. */
double fonts_ascent(const struct fonts *fonts);
double fonts_descent(const struct fonts *fonts);

/* Adds "/F0 7 0 R ..." for the faces that were used, and writes them. INTERNAL if HarfBuzz could
 * not take the parts that are used out of a font. */
MUST_CHECK enum status fonts_write(struct fonts *fonts, struct pdf *pdf, struct buffer *resources,
                                   struct error *error);

#endif
