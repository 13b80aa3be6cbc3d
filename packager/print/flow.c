/* SPDX-License-Identifier: Apache-2.0 */

/* Sets blocks under one another. Letters are 13 points and more: NHS guidance for patients asks for
 * 12 at least. */
#include "print/flow.h"

#include "base/arena.h"
#include "print/canvas.h"
#include "print/document.h"
#include "print/fonts.h"
#include "print/picture.h"
#include "print/print.h"
#include "print/structure.h"

#include <string.h>

static const double BODY_SIZE = 13;
static const double BODY_LEADING = 18.5;
static const double GAP = 9;
static const double ITEM_GAP = 4;
static const double INDENT = 24;
static const double FRAME_RIM = 12;
static const double WRITING_HEIGHT = 30;

static const struct colour TEXT = {0.13, 0.17, 0.2};
static const struct colour BLUE = {0, 0.37, 0.72};

struct fragment *flow_add(struct flow *flow, enum fragment_kind kind, double height)
{
    struct fragment *fragment = ARENA_NEW(flow->setting->arena, struct fragment);
    *fragment = (struct fragment){
        .kind = kind,
        .height = height,
        .before = flow->gap,
        .x = flow->x,
        .width = flow->width,
        .frame = flow->frame,
        .marker = flow->marker,
    };
    flow->marker = NULL;
    flow->gap = 0;
    *flow->height += height;
    *flow->end = fragment;
    flow->end = &fragment->next;
    return fragment;
}

enum status flow_fail(const struct flow *flow, const struct block *block, const char *why,
                      struct error *error)
{
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s", flow->name, block->line, why);
}

struct paragraph_style flow_body(struct element *element)
{
    return (struct paragraph_style){
        .size = BODY_SIZE, .leading = BODY_LEADING, .colour = TEXT, .element = element};
}

static struct element *element_in(const struct flow *flow, const char *type)
{
    return element_create(flow->setting->structure, flow->element, type,
                          (struct element_options){0});
}

/* Adds the lines of a paragraph; neither its first nor its last one stands alone on a page. */
static void add_lines(struct flow *flow, const struct paragraph *paragraph)
{
    for (size_t i = 0; i < paragraph->line_count; i++) {
        struct fragment *fragment = flow_add(flow, FRAGMENT_LINE, paragraph->style.leading);
        fragment->line = &paragraph->lines[i];
        fragment->keeps_next =
            i + 1 < paragraph->line_count && (i == 0 || i + 2 == paragraph->line_count);
    }
}

/* Sets words of a block; the first fragment, or NULL for none, is *out. */
static enum status set_spans(struct flow *flow, const struct block *block, const struct span *spans,
                             const struct paragraph_style *style, struct error *error)
{
    const struct paragraph *paragraph = NULL;
    struct error reason = {0};
    enum status status =
        paragraph_set(flow->setting, spans, style, flow->width, &paragraph, &reason);
    if (status != STATUS_OK) {
        return flow_fail(flow, block, reason.message, error);
    }
    add_lines(flow, paragraph);
    return STATUS_OK;
}

static enum status set_text(struct flow *flow, const struct block *block, const char *text,
                            const struct paragraph_style *style, struct error *error)
{
    struct span *span = ARENA_NEW(flow->setting->arena, struct span);
    span->text = text;
    return set_spans(flow, block, span, style, error);
}

static void keep_all(struct fragment *first)
{
    for (; first != NULL; first = first->next) {
        first->keeps_next = true;
    }
}

static enum status set_heading(struct flow *flow, const struct block *block, struct error *error)
{
    enum { LEVELS = 6 };
    static const double SIZES[] = {26, 20, 16, 14, 13, 13};
    static const char *const TYPES[] = {"H1", "H2", "H3", "H4", "H5", "H6"};
    size_t level = (size_t)block->level - 1;
    double size = SIZES[level < LEVELS ? level : LEVELS - 1];
    const struct paragraph_style style = {.size = size,
                                          .leading = size * 1.25,
                                          .style = STYLE_BOLD,
                                          .colour = BLUE,
                                          .element = element_in(flow, TYPES[level])};
    flow->gap = size;
    struct fragment **first = flow->end;
    enum status status = set_spans(flow, block, block->spans, &style, error);
    if (status == STATUS_OK && *first != NULL) {
        struct heading *heading = ARENA_NEW(flow->setting->arena, struct heading);
        *heading = (struct heading){block->level, block};
        (*first)->heading = heading;
        keep_all(*first);
        flow->gap = GAP / 2;
    }
    return status;
}

static enum status set_paragraph(struct flow *flow, const struct block *block, struct error *error)
{
    struct paragraph_style style = flow_body(element_in(flow, "P"));
    if (block->kind == BLOCK_CODE) {
        style.element = element_create(flow->setting->structure, style.element, "Code",
                                       (struct element_options){0});
    }
    enum status status = set_spans(flow, block, block->spans, &style, error);
    flow->gap = GAP;
    return status;
}

static void set_rule(struct flow *flow)
{
    struct element *paragraph = element_in(flow, "P");
    struct fragment *fragment = flow_add(flow, FRAGMENT_RULE, WRITING_HEIGHT);
    fragment->element = element_create(flow->setting->structure, paragraph, "Span",
                                       (struct element_options){.actual = "(line to write on)"});
    flow->gap = 0;
}

/* As large as the page lets it be, but not larger than at 150 pixels an inch. */
static enum status set_figure(struct flow *flow, const struct block *block, struct error *error)
{
    const double height_max = (PAGE_BOTTOM - PAGE_TOP) * 0.75;
    const struct picture *picture = block->picture;
    double width = picture->width * 72.0 / 150;
    width = width > flow->width ? flow->width : width;
    double height = width * picture->height / picture->width;
    if (height > height_max) {
        width *= height_max / height;
        height = height_max;
    }
    struct element *figure =
        element_create(flow->setting->structure, flow->element, "Figure",
                       (struct element_options){.alternative = block->alternative,
                                                .attributes = "/O /Layout /Placement /Block"});
    struct fragment *fragment = flow_add(flow, FRAGMENT_PICTURE, height);
    fragment->picture = picture;
    fragment->width = width;
    fragment->element = figure;
    flow->gap = GAP;
    if (block->spans == NULL) {
        return STATUS_OK;
    }
    fragment->keeps_next = true;
    flow->gap = ITEM_GAP;
    const struct paragraph_style style = flow_body(element_in(flow, "Caption"));
    enum status status = set_spans(flow, block, block->spans, &style, error);
    flow->gap = GAP;
    return status;
}

static enum status set_blocks(struct flow *flow, const struct block *blocks, struct error *error);

static enum status set_marker(struct flow *flow, const struct block *list, const struct block *item,
                              int number, struct error *error)
{
    struct arena *arena = flow->setting->arena;
    bool has_box = item->task != TASK_NONE;
    struct marker *marker = ARENA_NEW(arena, struct marker);
    *marker = (struct marker){.x = flow->x, .is_ticked = item->task == TASK_DONE};
    marker->element = element_create(
        flow->setting->structure, flow->element, "Lbl",
        (struct element_options){
            .actual = has_box ? (marker->is_ticked ? "\xE2\x98\x92" : "\xE2\x98\x90") : NULL});
    flow->marker = marker;
    if (has_box) {
        return STATUS_OK;
    }
    const char *text = list->start > 0 ? arena_print(arena, "%d. ", number) : "\xE2\x80\xA2 ";
    struct span *span = ARENA_NEW(arena, struct span);
    span->text = text;
    const struct paragraph_style style = flow_body(marker->element);
    const struct paragraph *paragraph = NULL;
    struct error reason = {0};
    enum status status =
        paragraph_set(flow->setting, span, &style, PAGE_WIDTH, &paragraph, &reason);
    if (status != STATUS_OK) {
        return flow_fail(flow, item, reason.message, error);
    }
    marker->line = &paragraph->lines[0];
    return STATUS_OK;
}

static enum status set_item(struct flow *flow, const struct block *list, const struct block *item,
                            int number, struct error *error)
{
    struct flow inner = *flow;
    inner.element = element_in(flow, "LI");
    enum status status = set_marker(&inner, list, item, number, error);
    if (status != STATUS_OK) {
        return status;
    }
    double indent = INDENT + (number > 99 ? INDENT / 2 : 0);
    inner.x += indent;
    inner.width -= indent;
    inner.element = element_in(&inner, "LBody");
    struct fragment **first = inner.end;
    status = set_blocks(&inner, item->first, error);
    if (status == STATUS_OK && (*first == NULL || inner.marker != NULL)) {
        (void)flow_add(&inner, FRAGMENT_SPACE, BODY_LEADING);
    }
    flow->end = inner.end;
    return status;
}

static enum status set_list(struct flow *flow, const struct block *list, struct error *error)
{
    const char *attributes =
        list->start > 0 ? "/O /List /ListNumbering /Decimal" : "/O /List /ListNumbering /Disc";
    struct flow inner = *flow;
    inner.element = element_create(flow->setting->structure, flow->element, "L",
                                   (struct element_options){.attributes = attributes});
    enum status status = STATUS_OK;
    int number = list->start;
    for (const struct block *item = list->first; status == STATUS_OK && item != NULL;
         item = item->next) {
        status = set_item(&inner, list, item, number++, error);
        inner.gap = ITEM_GAP;
        inner.marker = NULL;
    }
    flow->end = inner.end;
    flow->gap = GAP;
    return status;
}

struct look {
    struct colour background;
    struct colour bar;
};

/* nhsuk-frontend's colours; all text on them is the ink of the document. */
static const struct look LOOKS[] = {
    [CALLOUT_NOTE] = {{0.94, 0.96, 0.97}, {0, 0.37, 0.72}},
    [CALLOUT_IMPORTANT] = {{1, 0.98, 0.89}, {1, 0.72, 0.11}},
    [CALLOUT_WARNING] = {{1, 0.98, 0.89}, {0.83, 0.16, 0.11}},
    [CALLOUT_DO] = {{0.92, 0.96, 0.93}, {0, 0.5, 0.23}},
    [CALLOUT_DONT] = {{0.98, 0.93, 0.92}, {0.83, 0.16, 0.11}},
    [CALLOUT_DETAILS] = {{0.94, 0.96, 0.97}, {0.46, 0.53, 0.57}},
};

static const struct frame *frame_of(const struct flow *flow, const struct block *block)
{
    static const struct colour GREY = {0.46, 0.53, 0.57};
    struct frame *frame = ARENA_NEW(flow->setting->arena, struct frame);
    *frame = (struct frame){.parent = flow->frame, .x = flow->x, .width = flow->width, .bar = GREY};
    if (block->kind == BLOCK_CALLOUT) {
        frame->has_background = true;
        frame->background = LOOKS[block->callout].background;
        frame->bar = LOOKS[block->callout].bar;
    }
    return frame;
}

static enum status set_title(struct flow *flow, const struct block *block, struct error *error)
{
    if (block->title == NULL) {
        return STATUS_OK;
    }
    struct fragment **first = flow->end;
    struct paragraph_style style = flow_body(element_in(flow, "P"));
    style.style = STYLE_BOLD;
    enum status status = set_text(flow, block, block->title, &style, error);
    keep_all(*first);
    flow->gap = ITEM_GAP;
    return status;
}

/* The last line of a frame stays with its rim. */
static void keep_last(struct fragment *first)
{
    while (first != NULL && first->next != NULL) {
        first = first->next;
    }
    if (first != NULL) {
        first->keeps_next = true;
    }
}

static enum status set_framed(struct flow *flow, const struct block *block, struct error *error)
{
    struct flow inner = *flow;
    double rim = block->kind == BLOCK_CALLOUT ? FRAME_RIM : FRAME_RIM / 4;
    inner.frame = frame_of(flow, block);
    inner.element = element_in(flow, block->kind == BLOCK_CALLOUT ? "Div" : "BlockQuote");
    inner.marker = NULL;
    struct fragment *top = flow_add(&inner, FRAGMENT_SPACE, rim);
    top->keeps_next = true;
    inner.marker = flow->marker;
    inner.x += INDENT - 4;
    inner.width -= INDENT + FRAME_RIM - 4;
    enum status status = set_title(&inner, block, error);
    if (status == STATUS_OK) {
        status = set_blocks(&inner, block->first, error);
    }
    keep_last(top->next);
    inner.gap = 0;
    (void)flow_add(&inner, FRAGMENT_SPACE, rim);
    flow->end = inner.end;
    flow->marker = NULL;
    flow->gap = GAP + 3;
    return status;
}

static enum status set_block(struct flow *flow, const struct block *block, struct error *error)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        return set_heading(flow, block, error);
    case BLOCK_PARAGRAPH:
    case BLOCK_CODE:
        return set_paragraph(flow, block, error);
    case BLOCK_LIST:
        return set_list(flow, block, error);
    case BLOCK_TABLE:
        return table_set(flow, block, error);
    case BLOCK_FIGURE:
        return set_figure(flow, block, error);
    case BLOCK_QUOTE:
    case BLOCK_CALLOUT:
        return set_framed(flow, block, error);
    case BLOCK_BLANK:
        set_rule(flow);
        return STATUS_OK;
    case BLOCK_PAGE_BREAK:
        (void)flow_add(flow, FRAGMENT_PAGE_BREAK, 0);
        return STATUS_OK;
    case BLOCK_ITEM:
    case BLOCK_ROW:
    case BLOCK_CELL:
        break; /* those that hold them set them */
    }
    return STATUS_OK;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as PRINT_DEPTH_MAX
static enum status set_blocks(struct flow *flow, const struct block *blocks, struct error *error)
{
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && blocks != NULL; blocks = blocks->next) {
        status = *flow->height > PRINT_PAGES_MAX * (PAGE_BOTTOM - PAGE_TOP)
                     ? flow_fail(flow, blocks, PRINT_TOO_LONG, error)
                     : set_block(flow, blocks, error);
    }
    return status;
}

/* The title and the notice, which the front matter has. */
static enum status set_head(struct flow *flow, const struct print_source *source,
                            struct error *error)
{
    struct arena *arena = flow->setting->arena;
    struct span *span = ARENA_NEW(arena, struct span);
    span->text = source->title;
    const struct block title = {.line = 1, .level = 1, .spans = span};
    struct block *kept = ARENA_NEW(arena, struct block);
    *kept = title;
    enum status status = set_heading(flow, kept, error);
    flow->gap = GAP;
    if (status == STATUS_OK && source->notice != NULL) {
        span = ARENA_NEW(arena, struct span);
        span->text = source->notice;
        struct block *paragraph = ARENA_NEW(arena, struct block);
        *paragraph = (struct block){.kind = BLOCK_PARAGRAPH, .line = 1, .spans = span};
        const struct block notice = {
            .kind = BLOCK_CALLOUT, .line = 1, .callout = CALLOUT_WARNING, .first = paragraph};
        status = set_framed(flow, &notice, error);
    }
    return status;
}

enum status flow_set(const struct setting *setting, const struct print_source *source,
                     const struct block *blocks, struct fragment **out, struct error *error)
{
    struct fragment *first = NULL;
    double height = 0;
    struct flow flow = {
        .height = &height,
        .setting = setting,
        .name = source->name,
        .end = &first,
        .x = PAGE_LEFT,
        .width = PAGE_TEXT_WIDTH,
        .element = structure_root(setting->structure),
    };
    enum status status = set_head(&flow, source, error);
    if (status == STATUS_OK) {
        status = set_blocks(&flow, blocks, error);
    }
    if (status == STATUS_OK) {
        *out = first;
    }
    return status;
}
