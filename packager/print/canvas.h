/* SPDX-License-Identifier: Apache-2.0 */

/* Pages that are drawn on, from top to bottom in the order of reading. Places are in points from a
 * page's upper left corner. What belongs to no element is an artifact, which screen readers leave
 * out (ISO 32000-1, 14.8.2.2). */
#ifndef PRINT_CANVAS_H
#define PRINT_CANVAS_H

#include "print/paragraph.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buffer;
struct canvas;
struct element;
struct pdf;
struct picture;
struct structure;

/* A4, and what is printed on. Below stands the number of the page. */
extern const double PAGE_WIDTH;
extern const double PAGE_HEIGHT;
extern const double PAGE_LEFT;
extern const double PAGE_TOP;
extern const double PAGE_BOTTOM;
extern const double PAGE_TEXT_WIDTH;

struct box {
    double x, y, width, height;
};

/* A document without pages, in `arena`; the rest is borrowed. */
struct canvas *canvas_create(struct arena *arena, struct pdf *pdf, struct structure *structure);

/* Each is drawn on the last page that was begun; there are at most PRINT_PAGES_MAX. */
void canvas_begin_page(struct canvas *canvas);
size_t canvas_page_count(const struct canvas *canvas);

/* Goes back to a page, to draw on it what is known later only. */
void canvas_turn_to(struct canvas *canvas, size_t page);

/* The object of the page that is drawn on. */
int canvas_page_object(const struct canvas *canvas);

/* Draws a line of text, with the links and the room to write in that are in it. `baseline` is
 * where its letters stand. */
void canvas_draw_line(struct canvas *canvas, const struct line *line, double x, double baseline);

/* The same as an artifact: what was read already, or is no part of the text. */
enum artifact { ARTIFACT_REPEATED, ARTIFACT_FOOTER };
void canvas_draw_artifact(struct canvas *canvas, const struct line *line, double x, double baseline,
                          enum artifact artifact);

/* Artifacts, which lie under all text: a filled box, the same under all others, and the outline of
 * one. */
void canvas_fill_behind(struct canvas *canvas, struct box box, struct colour colour);
void canvas_fill(struct canvas *canvas, struct box box, struct colour colour);
void canvas_frame(struct canvas *canvas, struct box box, struct colour colour);

/* Figures of an element: a picture, a box to tick, a line to write on. */
void canvas_draw_picture(struct canvas *canvas, const struct picture *picture, struct box box,
                         struct element *element);
void canvas_draw_tick_box(struct canvas *canvas, struct box box, bool is_ticked,
                          struct element *element);
void canvas_draw_rule(struct canvas *canvas, double x, double y, double width,
                      struct element *element);

/* Writes the pages, whose fonts are `fonts` ("/F0 7 0 R"); yields the number of their tree. */
int canvas_write(struct canvas *canvas, const char *fonts);

#endif
