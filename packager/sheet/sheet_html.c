/* SPDX-License-Identifier: Apache-2.0 */

/* A sheet as one HTML file without script or request, in NHS style. Rows of tables are stacked on
 * narrow screens, which takes the table's roles away in browsers: here they are by name. */
#include "sheet/sheet.h"

#include "base/buffer.h"
#include "base/embed.h"
#include "base/markup.h"
#include "sheet/document.h"

#include <string.h>

/* The style, put in by CMake. */
extern const struct embedded_file sheet_files[];

/* A sheet being written. */
struct page {
    const struct document *document;
    struct buffer *out;
    size_t heading_count;
};

/* Adds each part as it is, and what stands in `text` escaped. */
static void add(struct page *page, const char *before, const char *text, const char *behind)
{
    buffer_add_string(page->out, before);
    markup_add(page->out, text);
    buffer_add_string(page->out, behind);
}

/* The link whose words `text` begins with; NULL if it begins with none. */
static const struct document_link *link_at(const struct document *document, const char *text)
{
    const struct document_link *link = document->links;
    while (link != NULL && strncmp(text, link->words, strlen(link->words)) != 0) {
        link = link->next;
    }
    return link;
}

/* Adds a text with its links. */
static void add_linked(struct page *page, const char *before, const char *text, const char *behind)
{
    buffer_add_string(page->out, before);
    while (*text != '\0') {
        const struct document_link *link = link_at(page->document, text);
        const char one[] = {*text, '\0'};
        if (link == NULL) {
            markup_add(page->out, one);
            text++;
            continue;
        }
        add(page, "<a href=\"", link->address, "\">");
        add(page, "", link->words, "</a>");
        text += strlen(link->words);
    }
    buffer_add_string(page->out, behind);
}

static void add_head(struct page *page)
{
    buffer_add_string(page->out,
                      "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n"
                      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    add(page, "<title>", page->document->title, ": ");
    add(page, "", page->document->subtitle, "</title>\n<style>\n");
    buffer_add_text(page->out, embedded_file_find(sheet_files, "sheet.css"));
    buffer_add_string(page->out, "\n</style>\n</head>\n<body>\n");
}

static void add_contents(struct page *page)
{
    buffer_add_string(page->out,
                      "<nav class=\"nhsuk-contents-list page-contents\" aria-label=\"On this "
                      "sheet\">\n<h2 class=\"nhsuk-u-visually-hidden\">On this sheet</h2>\n"
                      "<ol class=\"nhsuk-contents-list__list\">\n");
    size_t number = 0;
    for (const struct block *block = page->document->first; block != NULL; block = block->next) {
        if (block->kind == BLOCK_HEADING) {
            buffer_print(page->out,
                         "<li class=\"nhsuk-contents-list__item\"><a class=\"nhsuk-contents-"
                         "list__link\" href=\"#part-%zu\">",
                         ++number);
            add(page, "", block->text, "</a></li>\n");
        }
    }
    buffer_add_string(page->out, "</ol>\n</nav>\n");
}

static void add_top(struct page *page)
{
    buffer_add_string(page->out,
                      "<a class=\"nhsuk-skip-link\" href=\"#main\">Skip to main content</a>\n"
                      "<header class=\"page-header\"><div class=\"nhsuk-width-container\">"
                      "<p class=\"page-header__text\">");
    add(page, "", page->document->header,
        "</p></div></header>\n<div class=\"nhsuk-width-container\">\n"
        "<main class=\"nhsuk-main-wrapper\" id=\"main\" tabindex=\"-1\">\n");
    add(page, "<h1>", page->document->title, "</h1>\n");
    add(page, "<p class=\"nhsuk-lede-text\">", page->document->subtitle, "</p>\n");
    add_contents(page);
}

static const struct block *add_fields(struct page *page, const struct block *block)
{
    buffer_add_string(page->out, "<dl class=\"nhsuk-summary-list\">\n");
    for (; block != NULL && block->kind == BLOCK_FIELD; block = block->next) {
        add(page, "<div class=\"nhsuk-summary-list__row\"><dt class=\"nhsuk-summary-list__key\">",
            block->name, "</dt>");
        add(page, "<dd class=\"nhsuk-summary-list__value\">", block->text, "</dd></div>\n");
    }
    buffer_add_string(page->out, "</dl>\n");
    return block;
}

static const struct block *add_items(struct page *page, const struct block *block)
{
    buffer_add_string(page->out, "<ul>\n");
    for (; block != NULL && block->kind == BLOCK_ITEM; block = block->next) {
        add_linked(page, "<li>", block->text, "</li>\n");
    }
    buffer_add_string(page->out, "</ul>\n");
    return block;
}

static void add_row(struct page *page, const struct block *heads, const struct block *row)
{
    buffer_add_string(page->out, "<tr role=\"row\" class=\"nhsuk-table__row\">");
    add(page, "<th role=\"rowheader\" scope=\"row\" class=\"nhsuk-table__header page-name\">",
        row->cells[0], "</th>");
    for (size_t i = 1; i < row->cell_count; i++) {
        add(page,
            "<td role=\"cell\" class=\"nhsuk-table__cell\"><span "
            "class=\"nhsuk-table-responsive__heading\" aria-hidden=\"true\">",
            heads->cells[i], " </span>");
        add_linked(page, "", row->cells[i], "</td>");
    }
    buffer_add_string(page->out, "</tr>\n");
}

static const struct block *add_table(struct page *page, const struct block *heads)
{
    add(page,
        "<table role=\"table\" class=\"nhsuk-table nhsuk-table--responsive\">\n<caption "
        "class=\"nhsuk-table__caption nhsuk-table__caption--s\">",
        heads->text,
        "</caption>\n<thead role=\"rowgroup\" class=\"nhsuk-table__head\"><tr role=\"row\" "
        "class=\"nhsuk-table__row\">");
    for (size_t i = 0; i < heads->cell_count; i++) {
        add(page, "<th role=\"columnheader\" scope=\"col\" class=\"nhsuk-table__header\">",
            heads->cells[i], "</th>");
    }
    buffer_add_string(page->out,
                      "</tr></thead>\n<tbody role=\"rowgroup\" class=\"nhsuk-table__body\">\n");
    const struct block *row = heads->next;
    for (; row != NULL && row->kind == BLOCK_ROW; row = row->next) {
        add_row(page, heads, row);
    }
    buffer_add_string(page->out, "</tbody>\n</table>\n");
    return row;
}

static void add_warning(struct page *page, const char *text)
{
    add(page,
        "<div class=\"nhsuk-warning-callout\"><h3 class=\"nhsuk-warning-callout__label\">"
        "Important</h3><p>",
        text, "</p></div>\n");
}

/* Yields the block behind what was added. */
static const struct block *add_block(struct page *page, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        buffer_print(page->out, "<h2 id=\"part-%zu\">", ++page->heading_count);
        add(page, "", block->text, "</h2>\n");
        break;
    case BLOCK_PARAGRAPH:
        add_linked(page, "<p>", block->text, "</p>\n");
        break;
    case BLOCK_WARNING:
        add_warning(page, block->text);
        break;
    case BLOCK_FIELD:
        return add_fields(page, block);
    case BLOCK_ITEM:
        return add_items(page, block);
    case BLOCK_TABLE:
        return add_table(page, block);
    case BLOCK_ROW:
        break;
    }
    return block->next;
}

static void write(const struct document *document, struct buffer *out)
{
    struct page page = {.document = document, .out = out};
    add_head(&page);
    add_top(&page);
    const struct block *block = document->first;
    while (block != NULL) {
        block = add_block(&page, block);
    }
    buffer_add_string(out,
                      "</main>\n</div>\n<footer class=\"page-footer\"><div class=\"nhsuk-width-"
                      "container\">");
    add(&page, "<p class=\"page-footer__text\">", document->footer,
        "</p></div></footer>\n</body>\n</html>\n");
}

extern const struct sheet_format SHEET_HTML;
const struct sheet_format SHEET_HTML = {
    .name = "html",
    .summary = "one page in NHS style, for screen and paper",
    .ending = ".html",
    .write = write,
};
