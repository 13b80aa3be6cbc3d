/* SPDX-License-Identifier: Apache-2.0 */

/* Markdown -> blocks. cmark-gfm gives the tree; what paper needs beyond it is found here. */
#include "base/arena.h"
#include "base/auto.h"
#include "markdown/callout.h"
#include "markdown/tree.h"
#include "print/document.h"
#include "print/inline.h"
#include "print/picture.h"
#include "print/print.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

/* A document being read. */
struct reading {
    const struct print_source *source;
    struct inline_reading text;
    int heading_level; /* of the last heading */
    int depth;
    struct pictures pictures;
    struct text rest; /* of the text, behind `line`, which is the one that was looked at last */
    struct text line;
    int line_number;
    cmark_node *retired; /* see node_retire() */
};

static size_t line_of(const struct reading *reading, cmark_node *node)
{
    return reading->source->line + node_line(node) - 1;
}

#define FAIL_AT(reading, node, error, ...) \
    fail_at((reading), (node), (error), arena_print((reading)->text.arena, __VA_ARGS__))

static enum status fail_at(const struct reading *reading, cmark_node *node, struct error *error,
                           const char *what)
{
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s", reading->source->name, line_of(reading, node),
                what);
}

static bool is_of(cmark_node *node, const char *type)
{
    return strcmp(cmark_node_get_type_string(node), type) == 0;
}

static struct block *new_block(const struct reading *reading, cmark_node *node,
                               enum block_kind kind)
{
    struct block *block = ARENA_NEW(reading->text.arena, struct block);
    block->kind = kind;
    block->line = line_of(reading, node);
    return block;
}

static enum status read_spans(struct reading *reading, cmark_node *node, struct block *block,
                              struct error *error)
{
    reading->text.line = block->line;
    return inline_read(&reading->text, node, &block->spans, error);
}

/* What becomes an element of the PDF, each of which costs some kilobytes while it is made. */
static enum status count_part(struct reading *reading, cmark_node *node, struct error *error)
{
    reading->text.line = line_of(reading, node);
    return inline_count(&reading->text, error);
}

static enum status read_heading(struct reading *reading, cmark_node *node, struct block **out,
                                struct error *error)
{
    int level = cmark_node_get_heading_level(node);
    if (level == 1) {
        return FAIL_AT(reading, node, error,
                       "a heading of level 1 stands in the text, but the title is the document's "
                       "only one; begin with '##'");
    }
    if (level > reading->heading_level + 1) {
        return FAIL_AT(reading, node, error,
                       "a heading of level %d follows one of level %d; leave out none, so that the "
                       "order can be heard",
                       level, reading->heading_level);
    }
    reading->heading_level = level;
    *out = new_block(reading, node, BLOCK_HEADING);
    (*out)->level = level;
    return read_spans(reading, node, *out, error);
}

static enum status read_figure(struct reading *reading, cmark_node *image, struct block **out,
                               struct error *error)
{
    cmark_node *paragraph = cmark_node_parent(image);
    const struct print_source *source = reading->source;
    struct arena *arena = reading->text.arena;
    struct block *block = new_block(reading, paragraph, BLOCK_FIGURE);
    block->alternative = node_words(arena, image);
    const char *address = cmark_node_get_url(image);
    if (block->alternative[0] == '\0') {
        return FAIL_AT(reading, paragraph, error,
                       "the image '%.200s' has no alternative text; write ![what it shows](%.200s)",
                       address, address);
    }
    const char *caption = cmark_node_get_title(image);
    if (caption[0] != '\0') {
        block->spans = ARENA_NEW(arena, struct span);
        block->spans->text = arena_copy_string(arena, caption);
        block->spans->line = block->line;
    }
    const char *file = NULL;
    enum status status = source->find_picture(source->context, address, block->line, &file, error);
    if (status == STATUS_OK) {
        struct error reason = {0};
        status = pictures_take(&reading->pictures, file, arena, &block->picture, &reason);
        if (status != STATUS_OK) {
            return FAIL_AT(reading, paragraph, error, "the picture '%.200s' %s", address,
                           reason.message);
        }
    }
    *out = block;
    return status;
}

static enum status read_paragraph(struct reading *reading, cmark_node *node, struct block **out,
                                  struct error *error)
{
    cmark_node *image = node_figure(node);
    if (image != NULL) {
        return read_figure(reading, image, out, error);
    }
    *out = new_block(reading, node, BLOCK_PARAGRAPH);
    return read_spans(reading, node, *out, error);
}

/* The lines of a code block are one paragraph with breaks. */
static void read_code(const struct reading *reading, cmark_node *node, struct block **out)
{
    struct arena *arena = reading->text.arena;
    *out = new_block(reading, node, BLOCK_CODE);
    struct text rest = text_of(cmark_node_get_literal(node));
    struct span **end = &(*out)->spans;
    struct text line;
    int fence_length = 0;
    int fence_offset = 0;
    char fence = 0;
    int is_fenced = cmark_node_get_fenced(node, &fence_length, &fence_offset, &fence);
    size_t number = (*out)->line + (is_fenced != 0 ? 1 : 0);
    while (text_split(&rest, '\n', &line) && (line.length > 0 || rest.data != NULL)) {
        struct span *span = ARENA_ARRAY(arena, struct span, 2);
        span[0] = (struct span){
            .style = STYLE_CODE, .text = arena_copy(arena, line), .line = number, .next = &span[1]};
        span[1] =
            (struct span){.kind = SPAN_BREAK, .style = STYLE_CODE, .text = "\n", .line = number++};
        *end = span;
        end = &span[1].next;
    }
}

/* cmark-gfm does not tell of which sign a break was made: lines of "_" are to write on. */
static bool is_of_underscores(struct reading *reading, cmark_node *node)
{
    while (reading->line_number < cmark_node_get_start_line(node)) {
        (void)text_split(&reading->rest, '\n', &reading->line);
        reading->line_number++;
    }
    struct text line = reading->line;
    size_t column = (size_t)cmark_node_get_start_column(node) - 1;
    while (column < line.length && strchr(" \t>", line.data[column]) != NULL) {
        column++;
    }
    return column < line.length && line.data[column] == '_';
}

static enum status read_blocks(struct reading *reading, cmark_node *parent, struct block **out,
                               struct error *error);

/* What stands in a list's item or in a quotation. */
static enum status read_inner(struct reading *reading, cmark_node *node, struct block *block,
                              struct error *error)
{
    enum status status = count_part(reading, node, error);
    return status == STATUS_OK ? read_blocks(reading, node, &block->first, error) : status;
}

static enum status read_items(struct reading *reading, cmark_node *list, struct block **out,
                              struct error *error)
{
    static const enum task TASKS[] = {
        [BOX_NONE] = TASK_NONE, [BOX_OPEN] = TASK_OPEN, [BOX_TICKED] = TASK_DONE};
    *out = new_block(reading, list, BLOCK_LIST);
    bool is_ordered = cmark_node_get_list_type(list) == CMARK_ORDERED_LIST;
    (*out)->start = is_ordered ? cmark_node_get_list_start(list) : LIST_OF_DOTS;
    struct block **end = &(*out)->first;
    enum status status = STATUS_OK;
    for (cmark_node *node = cmark_node_first_child(list); status == STATUS_OK && node != NULL;
         node = cmark_node_next(node)) {
        struct block *item = new_block(reading, node, BLOCK_ITEM);
        item->task = TASKS[node_take_box(node)];
        status = read_inner(reading, node, item, error);
        *end = item;
        end = &item->next;
    }
    return status;
}

/* "| **Monday** | |": a first cell that is all strong names its row. */
static bool names_row(cmark_node *cell)
{
    cmark_node *only = cmark_node_first_child(cell);
    return cmark_node_previous(cell) == NULL && only != NULL && cmark_node_next(only) == NULL &&
           cmark_node_get_type(only) == CMARK_NODE_STRONG;
}

static enum alignment alignment_of(uint8_t letter)
{
    return letter == 'c' ? ALIGN_CENTER : letter == 'r' ? ALIGN_RIGHT : ALIGN_LEFT;
}

static enum status read_row(struct reading *reading, cmark_node *node, struct block **out,
                            struct error *error)
{
    cmark_node *table = cmark_node_parent(node);
    const uint8_t *alignments = cmark_gfm_extensions_get_table_alignments(table);
    struct block *row = new_block(reading, node, BLOCK_ROW);
    row->is_header = is_of(node, "table_header");
    struct block **end = &row->first;
    enum status status = STATUS_OK;
    size_t column = 0;
    for (cmark_node *child = cmark_node_first_child(node); status == STATUS_OK && child != NULL;
         child = cmark_node_next(child)) {
        struct block *cell = new_block(reading, node, BLOCK_CELL);
        cell->alignment = alignment_of(alignments[column++]);
        status = count_part(reading, node, error);
        if (status == STATUS_OK) {
            status = read_spans(reading, child, cell, error);
        }
        cell->is_header = cell->spans != NULL && (row->is_header || names_row(child));
        *end = cell;
        end = &cell->next;
    }
    *out = row;
    return status;
}

static bool is_empty(const struct block *row)
{
    const struct block *cell = row->first;
    while (cell != NULL && cell->spans == NULL) {
        cell = cell->next;
    }
    return cell == NULL;
}

/* Markdown demands heads of columns; those that are all empty are left out. */
static enum status read_table(struct reading *reading, cmark_node *node, struct block **out,
                              struct error *error)
{
    enum { COLUMNS_MAX = 12 };
    if (cmark_gfm_extensions_get_table_columns(node) > COLUMNS_MAX) {
        return FAIL_AT(reading, node, error,
                       "the table has more than %d columns, too many for a page", COLUMNS_MAX);
    }
    *out = new_block(reading, node, BLOCK_TABLE);
    struct block **end = &(*out)->first;
    enum status status = STATUS_OK;
    for (cmark_node *child = cmark_node_first_child(node); status == STATUS_OK && child != NULL;
         child = cmark_node_next(child)) {
        struct block *row = NULL;
        status = read_row(reading, child, &row, error);
        if (status == STATUS_OK && !(row->is_header && is_empty(row))) {
            *end = row;
            end = &row->next;
        }
    }
    return status;
}

static enum status read_callout(struct reading *reading, cmark_node *node, struct block *block,
                                struct error *error)
{
    AUTO(node_free) cmark_node *title = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    struct error reason = {0};
    block->kind = BLOCK_CALLOUT;
    enum status status = callout_take(node, title, reading->retired, &block->callout, &reason);
    if (status != STATUS_OK) {
        return FAIL_AT(reading, node, error, "%s", reason.message);
    }
    reading->text.line = block->line;
    return inline_read(&reading->text, title, &block->title, error);
}

static enum status read_quote(struct reading *reading, cmark_node *node, struct block **out,
                              struct error *error)
{
    *out = new_block(reading, node, BLOCK_QUOTE);
    enum status status = STATUS_OK;
    if (callout_is(node)) {
        status = read_callout(reading, node, *out, error);
    }
    return status == STATUS_OK ? read_inner(reading, node, *out, error) : status;
}

static enum status read_block(struct reading *reading, cmark_node *node, struct block **out,
                              struct error *error)
{
    switch ((unsigned)cmark_node_get_type(node)) {
    case CMARK_NODE_HEADING:
        return read_heading(reading, node, out, error);
    case CMARK_NODE_PARAGRAPH:
        return read_paragraph(reading, node, out, error);
    case CMARK_NODE_CODE_BLOCK:
        read_code(reading, node, out);
        return STATUS_OK;
    case CMARK_NODE_THEMATIC_BREAK:
        *out = new_block(reading, node,
                         is_of_underscores(reading, node) ? BLOCK_BLANK : BLOCK_PAGE_BREAK);
        return STATUS_OK;
    case CMARK_NODE_LIST:
        return read_items(reading, node, out, error);
    case CMARK_NODE_BLOCK_QUOTE:
        return read_quote(reading, node, out, error);
    default:
        return is_of(node, "table")
                   ? read_table(reading, node, out, error)
                   : FAIL_AT(reading, node, error, "HTML is not let through; write it as Markdown");
    }
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as PRINT_DEPTH_MAX
static enum status read_blocks(struct reading *reading, cmark_node *parent, struct block **out,
                               struct error *error)
{
    if (++reading->depth > PRINT_DEPTH_MAX) {
        return FAIL_AT(reading, parent, error,
                       "lists and quotations stand within one another more than %d deep; write it "
                       "flatter",
                       PRINT_DEPTH_MAX);
    }
    enum status status = STATUS_OK;
    for (cmark_node *node = cmark_node_first_child(parent); status == STATUS_OK && node != NULL;
         node = cmark_node_next(node)) {
        status = count_part(reading, node, error);
        if (status == STATUS_OK) {
            status = read_block(reading, node, out, error);
        }
        out = status == STATUS_OK ? &(*out)->next : out;
    }
    reading->depth--;
    return status;
}

enum status document_read(const struct print_source *source, struct arena *arena,
                          struct block **out, struct error *error)
{
    static const char *const EXTENSIONS[] = {"table", NULL};
    AUTO(parser_free) cmark_parser *parser = parser_create(EXTENSIONS);
    AUTO(node_free) cmark_node *root = parser_parse(parser, source->text);
    AUTO(node_free) cmark_node *retired = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    struct reading reading = {.source = source,
                              .text = {.arena = arena, .source = source},
                              .retired = retired,
                              .heading_level = 1,
                              .rest = source->text};
    struct block *first = NULL;
    enum status status = read_blocks(&reading, root, &first, error);
    if (status == STATUS_OK) {
        *out = first;
    }
    return status;
}
