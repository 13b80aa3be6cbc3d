/* SPDX-License-Identifier: Apache-2.0 */

/* Fills pages from top to bottom. What keeps together goes to the next page together; boxes behind
 * fragments are drawn once a page, when it is known how far they reach. */
#include "print/pages.h"

#include "base/arena.h"
#include "print/canvas.h"
#include "print/document.h"
#include "print/flow.h"
#include "print/fonts.h"
#include "print/fragment.h"
#include "print/outline.h"
#include "print/print.h"
#include "print/structure.h"

enum { THOUSAND = 1000 };

static const double CELL_RIM = 5;

/* A frame on the page that is filled. */
struct open_frame {
    const struct frame *frame;
    double top;
    double bottom;
};

struct pages {
    const struct setting *setting;
    struct canvas *canvas;
    struct outline *outline;
    double y;
    bool is_fresh; /* nothing stands on the page */
    struct open_frame *frames;
    size_t frame_count;
    size_t frame_capacity;
};

static void draw_frames(struct pages *pages)
{
    const double bar = 5;
    for (size_t i = 0; i < pages->frame_count; i++) {
        const struct open_frame *open = &pages->frames[i];
        struct box box = {open->frame->x, open->top, open->frame->width, open->bottom - open->top};
        if (open->frame->has_background) {
            canvas_fill_behind(pages->canvas, box, open->frame->background);
        }
        box.width = bar;
        canvas_fill_behind(pages->canvas, box, open->frame->bar);
    }
    pages->frame_count = 0;
}

/* A frame stands behind those that it stands in. */
// NOLINTNEXTLINE(misc-no-recursion): as deep as PRINT_DEPTH_MAX
static void stretch_frames(struct pages *pages, const struct frame *frame, double top,
                           double bottom)
{
    if (frame == NULL) {
        return;
    }
    stretch_frames(pages, frame->parent, top, bottom);
    for (size_t i = 0; i < pages->frame_count; i++) {
        if (pages->frames[i].frame == frame) {
            pages->frames[i].bottom = bottom;
            return;
        }
    }
    pages->frames = arena_grow(pages->setting->arena, pages->frames, pages->frame_count,
                               &pages->frame_capacity, sizeof *pages->frames);
    pages->frames[pages->frame_count++] = (struct open_frame){frame, top, bottom};
}

static enum status begin_page(struct pages *pages, struct error *error)
{
    draw_frames(pages);
    if (canvas_page_count(pages->canvas) == PRINT_PAGES_MAX) {
        return FAIL(error, STATUS_INVALID, "%s:1: " PRINT_TOO_LONG, pages->setting->name);
    }
    canvas_begin_page(pages->canvas);
    pages->y = PAGE_TOP;
    pages->is_fresh = true;
    return STATUS_OK;
}

static double baseline(const struct pages *pages, const struct paragraph *paragraph, double top)
{
    const struct paragraph_style *style = &paragraph->style;
    double ascent = fonts_ascent(pages->setting->fonts) * style->size / THOUSAND;
    double descent = fonts_descent(pages->setting->fonts) * style->size / THOUSAND;
    return top + (style->leading - ascent - descent) / 2 + ascent;
}

static void draw_marker(struct pages *pages, const struct fragment *fragment)
{
    const double side = 11;
    const struct marker *marker = fragment->marker;
    if (marker == NULL) {
        return;
    }
    double top = pages->y;
    if (fragment->kind == FRAGMENT_RULE) {
        top += fragment->height - FLOW_LEADING; /* it stands on the line to write on */
    }
    if (marker->line != NULL) {
        canvas_draw_line(pages->canvas, marker->line, marker->x,
                         baseline(pages, marker->line->paragraph, top));
        return;
    }
    canvas_draw_tick_box(pages->canvas, (struct box){marker->x, top + 3.5, side, side},
                         marker->is_ticked, marker->element);
}

static void draw_cell(struct pages *pages, const struct cell *cell, struct box box, bool is_again)
{
    static const struct colour GRID = {0.46, 0.53, 0.57};
    const struct paragraph *paragraph = cell->paragraph;
    canvas_frame(pages->canvas, box, GRID);
    if (!is_again) {
        element_attach(pages->setting->structure, cell->element);
    }
    double top = box.y + CELL_RIM;
    for (size_t i = 0; i < paragraph->line_count; i++) {
        const struct line *line = &paragraph->lines[i];
        double x = box.x + CELL_RIM + cell->indent * (box.width - 2 * CELL_RIM - line->width);
        double y = baseline(pages, paragraph, top);
        if (is_again) {
            canvas_draw_artifact(pages->canvas, line, x, y, ARTIFACT_REPEATED);
        } else {
            canvas_draw_line(pages->canvas, line, x, y);
        }
        top += paragraph->style.leading;
    }
}

static void draw_row(struct pages *pages, const struct row *row, double height, bool is_again)
{
    static const struct colour HEAD = {0.91, 0.93, 0.93};
    for (size_t i = 0; i < row->cell_count; i++) {
        const struct cell *cell = &row->cells[i];
        struct box box = {cell->x, pages->y, cell->width, height};
        if (row->is_header) {
            canvas_fill(pages->canvas, box, HEAD);
        }
        draw_cell(pages, cell, box, is_again);
    }
}

static void draw(struct pages *pages, const struct fragment *fragment)
{
    draw_marker(pages, fragment);
    switch (fragment->kind) {
    case FRAGMENT_LINE:
        canvas_draw_line(pages->canvas, fragment->line, fragment->x,
                         baseline(pages, fragment->line->paragraph, pages->y));
        break;
    case FRAGMENT_ROW:
        draw_row(pages, fragment->row, fragment->height, false);
        break;
    case FRAGMENT_PICTURE:
        canvas_draw_picture(pages->canvas, fragment->picture,
                            (struct box){fragment->x, pages->y, fragment->width, fragment->height},
                            fragment->element);
        break;
    case FRAGMENT_RULE:
        canvas_draw_rule(pages->canvas, fragment->x, pages->y + fragment->height, fragment->width,
                         fragment->element);
        break;
    case FRAGMENT_SPACE:
    case FRAGMENT_PAGE_BREAK:
        break;
    }
}

/* The height of what must stand on one page with the fragment; more than a page cannot. */
static double group_height(const struct fragment *fragment)
{
    double height = fragment->height;
    while (fragment->keeps_next && fragment->next != NULL &&
           fragment->next->kind != FRAGMENT_PAGE_BREAK) {
        fragment = fragment->next;
        double longer = height + fragment->before + fragment->height;
        if (longer > PAGE_BOTTOM - PAGE_TOP) {
            break;
        }
        height = longer;
    }
    return height;
}

static enum status place(struct pages *pages, const struct fragment *fragment, bool is_group,
                         struct error *error)
{
    double before = pages->is_fresh ? 0 : fragment->before;
    double needed = is_group ? group_height(fragment) : fragment->height;
    if (pages->y + before + needed > PAGE_BOTTOM && !pages->is_fresh) {
        enum status status = begin_page(pages, error);
        if (status != STATUS_OK) {
            return status;
        }
        before = 0;
        if (fragment->kind == FRAGMENT_ROW && fragment->header != NULL) {
            draw_row(pages, fragment->header, fragment->header_height, true);
            stretch_frames(pages, fragment->frame, pages->y, pages->y + fragment->header_height);
            pages->y += fragment->header_height;
        }
    }
    pages->y += before;
    if (fragment->heading != NULL) {
        outline_add(pages->outline, fragment->heading, canvas_page_object(pages->canvas),
                    PAGE_HEIGHT - pages->y);
    }
    draw(pages, fragment);
    stretch_frames(pages, fragment->frame, pages->y, pages->y + fragment->height);
    pages->y += fragment->height;
    pages->is_fresh = false;
    return STATUS_OK;
}

static enum status fill(struct pages *pages, const struct fragment *fragment, struct error *error)
{
    enum status status = begin_page(pages, error);
    bool is_kept = false; /* by the one before, which saw that there is room */
    for (; status == STATUS_OK && fragment != NULL; fragment = fragment->next) {
        if (fragment->kind != FRAGMENT_PAGE_BREAK) {
            status = place(pages, fragment, !is_kept, error);
        } else if (!pages->is_fresh && fragment->next != NULL) {
            status = begin_page(pages, error);
        }
        is_kept = fragment->keeps_next;
    }
    draw_frames(pages);
    return status;
}

static enum status draw_foot(const struct pages *pages, const char *text, double x, double width,
                             bool is_right, struct error *error)
{
    static const struct colour GREY = {0.3, 0.38, 0.45};
    const double size = 12;
    const double top = PAGE_BOTTOM + 18;
    struct span *span = ARENA_NEW(pages->setting->arena, struct span);
    span->text = text;
    span->line = 1;
    const struct paragraph_style style = {.size = size, .leading = size * 1.3, .colour = GREY};
    const struct paragraph *paragraph = NULL;
    enum status status = paragraph_set(pages->setting, span, &style, width, &paragraph, error);
    if (status == STATUS_OK && paragraph->line_count > 0) {
        const struct line *line = &paragraph->lines[0];
        double left = is_right ? x + width - line->width : x;
        canvas_draw_artifact(pages->canvas, line, left, baseline(pages, paragraph, top),
                             ARTIFACT_FOOTER);
    }
    return status;
}

static enum status draw_feet(struct pages *pages, const char *title, struct error *error)
{
    const double share = 0.82;
    enum status status = STATUS_OK;
    size_t count = canvas_page_count(pages->canvas);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        canvas_turn_to(pages->canvas, i);
        status = draw_foot(pages, title, PAGE_LEFT, PAGE_TEXT_WIDTH * share, false, error);
        if (status == STATUS_OK) {
            const char *number = arena_print(pages->setting->arena, "%zu / %zu", i + 1, count);
            status = draw_foot(pages, number, PAGE_LEFT + PAGE_TEXT_WIDTH * share,
                               PAGE_TEXT_WIDTH * (1 - share), true, error);
        }
    }
    return status;
}

enum status pages_fill(const struct setting *setting, const struct print_source *source,
                       const struct fragment *first, struct canvas *canvas, struct outline *outline,
                       struct error *error)
{
    struct pages pages = {.setting = setting, .canvas = canvas, .outline = outline};
    enum status status = fill(&pages, first, error);
    return status == STATUS_OK ? draw_feet(&pages, source->title, error) : status;
}
