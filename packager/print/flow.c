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

const double FLOW_LEADING = 18.5;
const double FLOW_GAP = 9;
const double FLOW_ITEM_GAP = 4;
const double FLOW_INDENT = 24;

static const double BODY_SIZE = 13;
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
        .size = BODY_SIZE, .leading = FLOW_LEADING, .colour = TEXT, .element = element};
}

struct element *flow_element(const struct flow *flow, const char *type)
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

enum status flow_set_spans(struct flow *flow, const struct span *spans,
                           const struct paragraph_style *style, struct error *error)
{
    const struct paragraph *paragraph = NULL;
    enum status status = paragraph_set(flow->setting, spans, style, flow->width, &paragraph, error);
    if (status == STATUS_OK) {
        add_lines(flow, paragraph);
    }
    return status;
}

void flow_keep_all(struct fragment *first)
{
    for (; first != NULL; first = first->next) {
        first->keeps_next = true;
    }
}

/* The last of the fragments stays with what follows it. */
void flow_keep_last(struct fragment *first)
{
    while (first != NULL && first->next != NULL) {
        first = first->next;
    }
    if (first != NULL) {
        first->keeps_next = true;
    }
}

/* What is lower than half a page is not torn apart. */
void flow_keep_short(struct fragment *first)
{
    double height = 0;
    for (const struct fragment *fragment = first; fragment != NULL; fragment = fragment->next) {
        height += fragment->before + fragment->height;
    }
    if (height > (PAGE_BOTTOM - PAGE_TOP) / 2) {
        return;
    }
    for (; first != NULL && first->next != NULL; first = first->next) {
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
                                          .element = flow_element(flow, TYPES[level])};
    flow->gap = size;
    struct fragment **first = flow->end;
    enum status status = flow_set_spans(flow, block->spans, &style, error);
    if (status == STATUS_OK && *first != NULL) {
        struct heading *heading = ARENA_NEW(flow->setting->arena, struct heading);
        *heading = (struct heading){block->level, block};
        (*first)->heading = heading;
        flow_keep_all(*first);
        flow->gap = FLOW_GAP / 2;
    }
    return status;
}

static enum status set_paragraph(struct flow *flow, const struct block *block, struct error *error)
{
    struct paragraph_style style = flow_body(flow_element(flow, "P"));
    if (block->kind == BLOCK_CODE) {
        style.element = element_create(flow->setting->structure, style.element, "Code",
                                       (struct element_options){0});
    }
    enum status status = flow_set_spans(flow, block->spans, &style, error);
    flow->gap = FLOW_GAP;
    return status;
}

/* Its height is the room above it. */
static void set_rule(struct flow *flow)
{
    struct element *paragraph = flow_element(flow, "P");
    flow->gap = 0;
    struct fragment *fragment = flow_add(flow, FRAGMENT_RULE, WRITING_HEIGHT);
    fragment->element = element_create(flow->setting->structure, paragraph, "Span",
                                       (struct element_options){.actual = "(line to write on)"});
    flow->gap = FLOW_GAP;
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
    flow->gap = FLOW_GAP;
    if (block->spans == NULL) {
        return STATUS_OK;
    }
    fragment->keeps_next = true;
    flow->gap = FLOW_ITEM_GAP;
    const struct paragraph_style style = flow_body(flow_element(flow, "Caption"));
    enum status status = flow_set_spans(flow, block->spans, &style, error);
    flow->gap = FLOW_GAP;
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
        return list_set(flow, block, error);
    case BLOCK_TABLE:
        return table_set(flow, block, error);
    case BLOCK_FIGURE:
        return set_figure(flow, block, error);
    case BLOCK_QUOTE:
    case BLOCK_CALLOUT:
        return frame_set(flow, block, error);
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

/* Whether the block says what the next one is for: both begin on one page. */
static bool leads_in(const struct block *block)
{
    if (block->kind != BLOCK_PARAGRAPH || block->next == NULL) {
        return false;
    }
    enum block_kind next = block->next->kind;
    return next != BLOCK_PARAGRAPH && next != BLOCK_HEADING && next != BLOCK_PAGE_BREAK;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as PRINT_DEPTH_MAX
enum status flow_set_blocks(struct flow *flow, const struct block *blocks, struct error *error)
{
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && blocks != NULL; blocks = blocks->next) {
        struct fragment **first = flow->end;
        status = *flow->height > PRINT_PAGES_MAX * (PAGE_BOTTOM - PAGE_TOP)
                     ? flow_fail(flow, blocks, PRINT_TOO_LONG, error)
                     : set_block(flow, blocks, error);
        if (leads_in(blocks)) {
            flow_keep_last(*first);
        }
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
    span->line = 1;
    const struct block title = {.line = 1, .level = 1, .spans = span};
    struct block *kept = ARENA_NEW(arena, struct block);
    *kept = title;
    enum status status = set_heading(flow, kept, error);
    flow->gap = FLOW_GAP;
    if (status == STATUS_OK && source->notice != NULL) {
        span = ARENA_NEW(arena, struct span);
        span->text = source->notice;
        span->line = 1;
        struct block *paragraph = ARENA_NEW(arena, struct block);
        *paragraph = (struct block){.kind = BLOCK_PARAGRAPH, .line = 1, .spans = span};
        const struct block notice = {
            .kind = BLOCK_CALLOUT, .line = 1, .callout = CALLOUT_WARNING, .first = paragraph};
        status = frame_set(flow, &notice, error);
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
        status = flow_set_blocks(&flow, blocks, error);
    }
    if (status == STATUS_OK) {
        *out = first;
    }
    return status;
}
