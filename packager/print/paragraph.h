/* SPDX-License-Identifier: Apache-2.0 */

/* One paragraph: spans -> glyphs -> lines of a width. */
#ifndef PRINT_PARAGRAPH_H
#define PRINT_PARAGRAPH_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct element;
struct fonts;
struct glyph;
struct span;
struct structure;

struct colour {
    double red, green, blue;
};

/* How it looks and what it is. */
struct paragraph_style {
    double size; /* of its letters, in points */
    double leading;
    unsigned style; /* STYLE_…, beside that of each span */
    struct colour colour;
    struct element *element;
};

/* Glyphs of one face that belong to one element. */
struct run {
    size_t face;
    size_t begin; /* its glyphs */
    size_t end;
    const struct span *span;
    struct element *element;
};

struct line {
    const struct paragraph *paragraph;
    size_t begin; /* its glyphs */
    size_t end;
    double width; /* without blanks at its end */
};

struct paragraph {
    struct paragraph_style style;
    struct glyph *glyphs; /* their lengths are in points */
    size_t glyph_count;
    struct run *runs;
    size_t run_count;
    struct line *lines;
    size_t line_count;
    double longest; /* the width of the widest word, which no line should be narrower than */
};

/* What paragraphs are set with. */
struct setting {
    const char *name; /* of the file, for messages */
    struct arena *arena;
    struct fonts *fonts;
    struct structure *structure;
};

/* Sets the spans in lines of at most `width` points; *out lives in the arena. Fails as
 * fonts_shape(), with "file:line: " of the span. */
MUST_CHECK enum status paragraph_set(const struct setting *setting, const struct span *spans,
                                     const struct paragraph_style *style, double width,
                                     const struct paragraph **out, struct error *error);

/* How wide it would be in one line. */
double paragraph_width(const struct paragraph *paragraph);

#endif
