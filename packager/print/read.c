/* SPDX-License-Identifier: Apache-2.0 */

/* Markdown -> blocks. cmark-gfm gives the tree; what paper needs beyond it is found here. */
#include "base/arena.h"
#include "base/auto.h"
#include "print/document.h"
#include "print/inline.h"
#include "print/picture.h"
#include "print/print.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <string.h>

static void node_free(cmark_node *node)
{
    if (node != NULL) {
        cmark_node_free(node);
    }
}
DEFINE_AUTO(cmark_node, node_free);

static void parser_free(cmark_parser *parser)
{
    if (parser != NULL) {
        cmark_parser_free(parser);
    }
}
DEFINE_AUTO(cmark_parser, parser_free);

/* A document being read. */
struct reading {
    const struct print_source *source;
    struct inline_reading text;
    int heading_level; /* of the last heading */
    int depth;
    size_t picture_bytes;
    struct text rest; /* of the text, behind `line`, which is the one that was looked at last */
    struct text line;
    int line_number;
};

struct callout_kind {
    const char *name;
    const char *title; /* if none is given */
};

static const struct callout_kind CALLOUTS[] = {
    [CALLOUT_NOTE] = {"NOTE", NULL},
    [CALLOUT_IMPORTANT] = {"IMPORTANT", "Important"},
    [CALLOUT_WARNING] = {"WARNING", "Warning"},
    [CALLOUT_DO] = {"DO", "Do"},
    [CALLOUT_DONT] = {"DONT", "Don\xE2\x80\x99t"},
    [CALLOUT_DETAILS] = {"DETAILS", NULL},
};

const char *callout_name(enum callout callout)
{
    return CALLOUTS[callout].name;
}

static size_t line_of(const struct reading *reading, cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    return reading->source->line + (line > 0 ? (size_t)line - 1 : 0);
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
    block->alternative = inline_words(arena, image);
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
    }
    const char *file = NULL;
    enum status status = source->find_picture(source->context, address, block->line, &file, error);
    if (status == STATUS_OK) {
        struct error reason = {0};
        status = picture_read(file, arena, &block->picture, &reason);
        if (status != STATUS_OK) {
            return FAIL_AT(reading, paragraph, error, "the picture '%.200s' %s", address,
                           reason.message);
        }
        reading->picture_bytes += block->picture->file.length;
    }
    if (status == STATUS_OK && reading->picture_bytes > PICTURES_SIZE_MAX) {
        return FAIL_AT(reading, paragraph, error,
                       "with the picture '%.200s' all are larger than %d MiB; make them smaller",
                       address, PICTURES_SIZE_MAX >> 20);
    }
    *out = block;
    return status;
}

static enum status read_paragraph(struct reading *reading, cmark_node *node, struct block **out,
                                  struct error *error)
{
    cmark_node *only = cmark_node_first_child(node);
    if (only != NULL && cmark_node_next(only) == NULL &&
        cmark_node_get_type(only) == CMARK_NODE_IMAGE) {
        return read_figure(reading, only, out, error);
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
    while (text_split(&rest, '\n', &line) && (line.length > 0 || rest.data != NULL)) {
        struct span *span = ARENA_ARRAY(arena, struct span, 2);
        span[0] =
            (struct span){.style = STYLE_CODE, .text = arena_copy(arena, line), .next = &span[1]};
        span[1] = (struct span){.kind = SPAN_BREAK, .style = STYLE_CODE, .text = "\n"};
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

static enum status read_items(struct reading *reading, cmark_node *list, struct block **out,
                              struct error *error)
{
    *out = new_block(reading, list, BLOCK_LIST);
    if (cmark_node_get_list_type(list) == CMARK_ORDERED_LIST) {
        (*out)->start = cmark_node_get_list_start(list);
    }
    struct block **end = &(*out)->first;
    enum status status = STATUS_OK;
    for (cmark_node *node = cmark_node_first_child(list); status == STATUS_OK && node != NULL;
         node = cmark_node_next(node)) {
        struct block *item = new_block(reading, node, BLOCK_ITEM);
        if (is_of(node, "tasklist")) {
            bool is_done = cmark_gfm_extensions_get_tasklist_item_checked(node);
            item->task = is_done ? TASK_DONE : TASK_OPEN;
        }
        status = read_blocks(reading, node, &item->first, error);
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
        status = read_spans(reading, child, cell, error);
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
    enum { COLUMNS_MAX = 12, ROWS_MAX = 8000 };
    if (cmark_gfm_extensions_get_table_columns(node) > COLUMNS_MAX) {
        return FAIL_AT(reading, node, error,
                       "the table has more than %d columns, too many for a page", COLUMNS_MAX);
    }
    *out = new_block(reading, node, BLOCK_TABLE);
    int count = 0;
    struct block **end = &(*out)->first;
    enum status status = STATUS_OK;
    for (cmark_node *child = cmark_node_first_child(node); status == STATUS_OK && child != NULL;
         child = cmark_node_next(child)) {
        struct block *row = NULL;
        status = ++count > ROWS_MAX
                     ? FAIL_AT(reading, node, error,
                               "the table has more than %d rows, too many for %d pages", ROWS_MAX,
                               PRINT_PAGES_MAX)
                     : read_row(reading, child, &row, error);
        if (status == STATUS_OK && !(row->is_header && is_empty(row))) {
            *end = row;
            end = &row->next;
        }
    }
    return status;
}

/* The first line of a callout, which is then taken out of the tree: what stands behind its "]". */
static const char *take_first_line(struct arena *arena, cmark_node *paragraph)
{
    const char *words = "";
    cmark_node *node = cmark_node_first_child(paragraph);
    while (node != NULL) {
        cmark_node *next = cmark_node_next(node);
        bool is_end = cmark_node_get_type(node) == CMARK_NODE_SOFTBREAK ||
                      cmark_node_get_type(node) == CMARK_NODE_LINEBREAK;
        words = arena_print(arena, "%s%s", words, is_end ? "" : inline_words(arena, node));
        cmark_node_free(node);
        node = is_end ? NULL : next;
    }
    const char *behind = strchr(words, ']');
    return arena_copy(arena, text_trim(text_of(behind + 1)));
}

static enum status find_callout(const struct reading *reading, cmark_node *node, struct text name,
                                enum callout *out, struct error *error)
{
    for (size_t i = 0; i < sizeof CALLOUTS / sizeof *CALLOUTS; i++) {
        if (text_is(name, CALLOUTS[i].name)) {
            *out = (enum callout)i;
            return STATUS_OK;
        }
    }
    return FAIL_AT(reading, node, error,
                   "there is no callout '[!%.*s]'; use NOTE, IMPORTANT, WARNING, DO, DONT or "
                   "DETAILS",
                   TEXT_ARGUMENTS(name));
}

static enum status read_callout(struct reading *reading, cmark_node *node, struct text name,
                                struct block *block, struct error *error)
{
    enum status status = find_callout(reading, node, name, &block->callout, error);
    if (status != STATUS_OK) {
        return status;
    }
    cmark_node *paragraph = cmark_node_first_child(node);
    const char *title = take_first_line(reading->text.arena, paragraph);
    if (cmark_node_first_child(paragraph) == NULL) {
        cmark_node_free(paragraph);
    }
    block->kind = BLOCK_CALLOUT;
    block->title = title[0] != '\0' ? title : CALLOUTS[block->callout].title;
    if (block->callout == CALLOUT_DETAILS && block->title == NULL) {
        return FAIL_AT(reading, node, error, "'[!DETAILS]' has no title; write it behind the ']'");
    }
    return STATUS_OK;
}

/* "[!NAME]" at the beginning of a quotation's first line. */
static bool has_callout(cmark_node *quote, struct arena *arena, struct text *out)
{
    cmark_node *paragraph = cmark_node_first_child(quote);
    cmark_node *first = paragraph != NULL ? cmark_node_first_child(paragraph) : NULL;
    if (first == NULL || cmark_node_get_type(first) != CMARK_NODE_TEXT) {
        return false;
    }
    struct text text = text_of(arena_copy_string(arena, cmark_node_get_literal(first)));
    const char *end = memchr(text.data, ']', text.length);
    if (!text_starts_with(text, "[!") || end == NULL) {
        return false;
    }
    *out = (struct text){text.data + 2, (size_t)(end - text.data) - 2};
    return true;
}

static enum status read_quote(struct reading *reading, cmark_node *node, struct block **out,
                              struct error *error)
{
    *out = new_block(reading, node, BLOCK_QUOTE);
    struct text name;
    enum status status = STATUS_OK;
    if (has_callout(node, reading->text.arena, &name)) {
        status = read_callout(reading, node, name, *out, error);
    }
    return status == STATUS_OK ? read_blocks(reading, node, &(*out)->first, error) : status;
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
        status = read_block(reading, node, out, error);
        out = status == STATUS_OK ? &(*out)->next : out;
    }
    reading->depth--;
    return status;
}

enum status document_read(const struct print_source *source, struct arena *arena,
                          struct block **out, struct error *error)
{
    static const char *const EXTENSIONS[] = {"table", "tasklist"};
    cmark_gfm_core_extensions_ensure_registered();
    AUTO(parser_free) cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    for (size_t i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(EXTENSIONS[i]);
        (void)cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, source->text.data, source->text.length);
    AUTO(node_free) cmark_node *root = cmark_parser_finish(parser);
    cmark_consolidate_text_nodes(root);
    struct reading reading = {.source = source,
                              .text = {.arena = arena, .name = source->name},
                              .heading_level = 1,
                              .rest = source->text};
    struct block *first = NULL;
    enum status status = read_blocks(&reading, root, &first, error);
    if (status == STATUS_OK) {
        *out = first;
    }
    return status;
}
