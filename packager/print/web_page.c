/* SPDX-License-Identifier: Apache-2.0 */

/* Blocks as HTML. Boxes can be ticked on the screen too; what is open on paper is open here. */
#include "print/web_page.h"

#include "base/buffer.h"
#include "base/embed.h"
#include "base/markup.h"
#include "base/mem.h"
#include "print/document.h"
#include "print/picture.h"
#include "print/print.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* The style, put in by CMake. */
extern const struct embedded_file print_files[];

/* Adds each part as it is, and what stands in `text` escaped. */
static void add(struct buffer *out, const char *before, const char *text, const char *behind)
{
    buffer_add_string(out, before);
    markup_add(out, text);
    buffer_add_string(out, behind);
}

static void add_blank(struct buffer *out, const char *text)
{
    buffer_add_string(out,
                      "<span class=\"print-blank\" role=\"img\" aria-label=\"space to write in\">");
    for (const char *next = text; *next != '\0'; next++) {
        buffer_add_string(out, next > text ? " &nbsp;" : "&nbsp;");
    }
    buffer_add_string(out, "</span>");
}

static void add_span(struct buffer *out, const struct span *span)
{
    static const struct {
        unsigned style;
        const char *begin;
        const char *end;
    } STYLES[] = {{STYLE_BOLD, "<strong>", "</strong>"},
                  {STYLE_ITALIC, "<em>", "</em>"},
                  {STYLE_CODE, "<code>", "</code>"}};
    enum { STYLE_COUNT = sizeof STYLES / sizeof *STYLES };
    if (span->kind == SPAN_BREAK) {
        buffer_add_string(out, "<br>");
        return;
    }
    for (size_t i = 0; i < STYLE_COUNT; i++) {
        buffer_add_string(out, (span->style & STYLES[i].style) != 0 ? STYLES[i].begin : "");
    }
    if (span->kind == SPAN_BLANK) {
        add_blank(out, span->text);
    } else {
        markup_add(out, span->text);
    }
    for (size_t i = STYLE_COUNT; i > 0; i--) {
        buffer_add_string(out, (span->style & STYLES[i - 1].style) != 0 ? STYLES[i - 1].end : "");
    }
}

static void add_spans(struct buffer *out, const struct span *span)
{
    size_t link = 0; /* that is open */
    for (; span != NULL; span = span->next) {
        if (link != 0 && span->link != link) {
            buffer_add_string(out, "</a>");
        }
        if (span->link != 0 && span->link != link) {
            add(out, "<a href=\"", span->address, "\">");
        }
        link = span->link;
        add_span(out, span);
    }
    buffer_add_string(out, link != 0 ? "</a>" : "");
}

static void add_blocks(struct buffer *out, const struct block *block);

static void add_heading(struct buffer *out, const struct block *block)
{
    buffer_print(out, "<h%d>", block->level);
    add_spans(out, block->spans);
    buffer_print(out, "</h%d>\n", block->level);
}

static void add_paragraph(struct buffer *out, const char *begin, const struct block *block,
                          const char *end)
{
    buffer_add_string(out, begin);
    add_spans(out, block->spans);
    buffer_add_string(out, end);
}

/* The words beside a box are its label. */
static void add_task(struct buffer *out, const struct block *item)
{
    bool has_words = item->first != NULL && item->first->kind == BLOCK_PARAGRAPH;
    buffer_add_string(out, "<li class=\"print-task\"><label><input type=\"checkbox\"");
    buffer_add_string(out, item->task == TASK_DONE ? " checked" : "");
    buffer_add_string(out, has_words ? "> " : " aria-label=\"tick\">");
    if (has_words) {
        add_spans(out, item->first->spans);
    }
    buffer_add_string(out, "</label>\n");
    add_blocks(out, has_words ? item->first->next : item->first);
    buffer_add_string(out, "</li>\n");
}

static void add_item(struct buffer *out, const struct block *item)
{
    if (item->task != TASK_NONE) {
        add_task(out, item);
        return;
    }
    bool is_short = item->first != NULL && item->first->kind == BLOCK_PARAGRAPH;
    buffer_add_string(out, "<li>");
    if (is_short) {
        add_spans(out, item->first->spans);
    }
    add_blocks(out, is_short ? item->first->next : item->first);
    buffer_add_string(out, "</li>\n");
}

static void add_list(struct buffer *out, const struct block *list)
{
    bool is_task = list->first != NULL && list->first->task != TASK_NONE;
    if (list->start != LIST_OF_DOTS) {
        buffer_print(out, "<ol class=\"nhsuk-list nhsuk-list--number\" start=\"%d\">\n",
                     list->start);
    } else {
        buffer_print(out, "<ul class=\"nhsuk-list%s\">\n",
                     is_task ? " print-tasks" : " nhsuk-list--bullet");
    }
    for (const struct block *item = list->first; item != NULL; item = item->next) {
        add_item(out, item);
    }
    buffer_add_string(out, list->start != LIST_OF_DOTS ? "</ol>\n" : "</ul>\n");
}

static void add_class(struct buffer *out, const struct block *row, const struct block *cell)
{
    static const char *const NAMES[] = {
        [ALIGN_LEFT] = NULL, [ALIGN_CENTER] = "print-center", [ALIGN_RIGHT] = "print-right"};
    bool is_room = cell->spans == NULL && !row->is_header;
    const char *name = is_room ? "print-room" : NAMES[cell->alignment];
    if (name != NULL) {
        buffer_print(out, " class=\"%s\"", name);
    }
}

static void add_cell(struct buffer *out, const struct block *row, const struct block *cell)
{
    const char *element = cell->is_header ? "th" : "td";
    buffer_print(out, "<%s", element);
    if (cell->is_header) {
        buffer_print(out, " scope=\"%s\"", row->is_header ? "col" : "row");
    }
    add_class(out, row, cell);
    buffer_add_string(out, ">");
    add_spans(out, cell->spans);
    buffer_print(out, "</%s>", element);
}

static void add_row(struct buffer *out, const struct block *row)
{
    buffer_add_string(out, "<tr>");
    for (const struct block *cell = row->first; cell != NULL; cell = cell->next) {
        add_cell(out, row, cell);
    }
    buffer_add_string(out, "</tr>\n");
}

static void add_table(struct buffer *out, const struct block *table)
{
    const struct block *row = table->first;
    /* Screens that are narrower than the table scroll it, also by keys. */
    buffer_add_string(out, "<div class=\"print-table\" role=\"group\" aria-label=\"table\" "
                           "tabindex=\"0\">\n<table>\n");
    if (row != NULL && row->is_header) {
        buffer_add_string(out, "<thead>\n");
        add_row(out, row);
        buffer_add_string(out, "</thead>\n");
        row = row->next;
    }
    buffer_add_string(out, "<tbody>\n");
    for (; row != NULL; row = row->next) {
        add_row(out, row);
    }
    buffer_add_string(out, "</tbody>\n</table>\n</div>\n");
}

/* The picture itself, as a page by itself asks for nothing (RFC 2397). */
static void add_picture(struct buffer *out, const struct picture *picture)
{
    size_t size = sodium_base64_ENCODED_LEN(picture->file.length, sodium_base64_VARIANT_ORIGINAL);
    AUTO(free) char *encoded = mem_zeroed(size, 1);
    (void)sodium_bin2base64(encoded, size, (const unsigned char *)picture->file.data,
                            picture->file.length, sodium_base64_VARIANT_ORIGINAL);
    buffer_print(out, " width=\"%u\" height=\"%u\" src=\"data:image/%s;base64,",
                 (unsigned)picture->width, (unsigned)picture->height,
                 picture->is_jpeg ? "jpeg" : "png");
    buffer_add_string(out, encoded);
    buffer_add_string(out, "\">");
}

static void add_figure(struct buffer *out, const struct block *block)
{
    buffer_add_string(out, "<figure class=\"nhsuk-image\">");
    add(out, "<img class=\"nhsuk-image__img\" alt=\"", block->alternative, "\"");
    add_picture(out, block->picture);
    if (block->spans != NULL) {
        buffer_add_string(out, "<figcaption class=\"nhsuk-image__caption\">");
        add_spans(out, block->spans);
        buffer_add_string(out, "</figcaption>");
    }
    buffer_add_string(out, "</figure>\n");
}

/* How nhsuk-frontend calls a callout; the title's own element comes with it. */
struct look {
    const char *begin;
    const char *title_begin;
    const char *title_end;
    const char *end;
};

#define WARNING_LOOK                                                                           \
    {                                                                                          \
        "<div class=\"nhsuk-warning-callout\">", "<p class=\"nhsuk-warning-callout__label\">", \
            "</p>\n", "</div>\n"                                                               \
    }

static const struct look LOOKS[] = {
    [CALLOUT_NOTE] = {"<div class=\"nhsuk-inset-text\">", "<p><strong>", "</strong></p>\n",
                      "</div>\n"},
    [CALLOUT_IMPORTANT] = WARNING_LOOK,
    [CALLOUT_WARNING] = WARNING_LOOK,
    [CALLOUT_DO] = {"<div class=\"print-do\">", "<p><strong>", "</strong></p>\n", "</div>\n"},
    [CALLOUT_DONT] = {"<div class=\"print-dont\">", "<p><strong>", "</strong></p>\n", "</div>\n"},
    [CALLOUT_DETAILS] = {"<details open>", "<summary>", "</summary>\n", "</details>\n"},
};

static void add_callout(struct buffer *out, const struct block *block)
{
    const struct look *look = &LOOKS[block->callout];
    buffer_add_string(out, look->begin);
    if (block->title != NULL) {
        buffer_add_string(out, look->title_begin);
        if (!callout_title_tells(block->callout, block->title->text)) {
            add(out, "<span class=\"nhsuk-u-visually-hidden\">",
                callout_kind(block->callout)->spoken, "</span>");
        }
        add_spans(out, block->title);
        buffer_add_string(out, look->title_end);
    }
    add_blocks(out, block->first);
    buffer_add_string(out, look->end);
}

static void add_block(struct buffer *out, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        add_heading(out, block);
        break;
    case BLOCK_PARAGRAPH:
        add_paragraph(out, "<p>", block, "</p>\n");
        break;
    case BLOCK_CODE:
        add_paragraph(out, "<pre>", block, "</pre>\n");
        break;
    case BLOCK_LIST:
        add_list(out, block);
        break;
    case BLOCK_TABLE:
        add_table(out, block);
        break;
    case BLOCK_FIGURE:
        add_figure(out, block);
        break;
    case BLOCK_QUOTE:
        buffer_add_string(out, "<blockquote>\n");
        add_blocks(out, block->first);
        buffer_add_string(out, "</blockquote>\n");
        break;
    case BLOCK_CALLOUT:
        add_callout(out, block);
        break;
    case BLOCK_BLANK:
        buffer_add_string(
            out, "<div class=\"print-line\" role=\"img\" aria-label=\"line to write on\"></div>\n");
        break;
    case BLOCK_PAGE_BREAK:
        buffer_add_string(out, "<hr class=\"print-break\">\n");
        break;
    case BLOCK_ITEM:
    case BLOCK_ROW:
    case BLOCK_CELL:
        break; /* those that hold them add them */
    }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as PRINT_DEPTH_MAX
static void add_blocks(struct buffer *out, const struct block *block)
{
    for (; block != NULL; block = block->next) {
        add_block(out, block);
    }
}

static void add_head(const struct print_source *source, struct buffer *out)
{
    add(out, "<!doctype html>\n<html lang=\"", source->language,
        "\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add(out, "<title>", source->title, "</title>\n");
    if (source->subject != NULL) {
        add(out, "<meta name=\"description\" content=\"", source->subject, "\">\n");
    }
    buffer_add_string(out, "<style>");
    buffer_add_text(out, embedded_file_find(print_files, "print.css"));
    buffer_add_string(out, "</style>\n</head>\n<body>\n");
}

void web_page_write(const struct print_source *source, const struct block *blocks,
                    struct buffer *out)
{
    add_head(source, out);
    buffer_add_string(out, "<main class=\"nhsuk-width-container nhsuk-main-wrapper\">\n");
    add(out, "<h1>", source->title, "</h1>\n");
    if (source->notice != NULL) {
        add(out, "<div class=\"nhsuk-warning-callout print-notice\"><p><strong>", source->notice,
            "</strong></p></div>\n");
    }
    add_blocks(out, blocks);
    buffer_add_string(out, "</main>\n</body>\n</html>\n");
}
