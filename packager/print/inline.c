/* SPDX-License-Identifier: Apache-2.0 */

/* Walks the inline nodes of one block, carrying style and link along. */
#include "print/inline.h"

#include "base/arena.h"
#include "base/text.h"
#include "markdown/address.h"
#include "markdown/tree.h"
#include "print/document.h"
#include "print/print.h"

#include <stdbool.h>
#include <string.h>

enum { BLANK_MIN = 4, NESTED_MAX = 20 };

enum status inline_count(struct inline_reading *reading, struct error *error)
{
    if (++reading->part_count <= PRINT_PARTS_MAX) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_INVALID,
                "%s:%zu: here the document has more than %d paragraphs, items, cells, links and "
                "blanks to write in; make several of it",
                reading->source->name, reading->line, PRINT_PARTS_MAX);
}

/* What holds for the node that is read: style and link of those around it. */
struct around {
    unsigned style;
    const char *address;
    size_t link;
    int depth;
    struct span ***end;
};

static void add(const struct inline_reading *reading, const struct around *around,
                enum span_kind kind, struct text text)
{
    struct span *span = ARENA_NEW(reading->arena, struct span);
    *span = (struct span){.kind = kind,
                          .style = around->style,
                          .text = arena_copy(reading->arena, text),
                          .line = reading->line,
                          .address = around->address,
                          .link = around->link};
    **around->end = span;
    *around->end = &span->next;
}

/* Four underscores and more are room to write in; fewer are letters. */
static size_t blank_at(const char *text)
{
    size_t length = strspn(text, "_");
    return length >= BLANK_MIN ? length : 0;
}

static enum status add_text(struct inline_reading *reading, const struct around *around,
                            const char *text, struct error *error)
{
    enum status status = STATUS_OK;
    const char *begin = text;
    while (status == STATUS_OK && *text != '\0') {
        size_t blank = blank_at(text);
        if (blank == 0) {
            text += *text == '_' ? strspn(text, "_") : 1;
            continue;
        }
        if (text > begin) {
            add(reading, around, SPAN_TEXT, (struct text){begin, (size_t)(text - begin)});
        }
        add(reading, around, SPAN_BLANK, (struct text){text, blank});
        status = inline_count(reading, error);
        text += blank;
        begin = text;
    }
    if (text > begin) {
        add(reading, around, SPAN_TEXT, (struct text){begin, (size_t)(text - begin)});
    }
    return status;
}

static enum status refuse(const struct inline_reading *reading, cmark_node *node,
                          struct error *error)
{
    bool is_image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s", reading->source->name, reading->line,
                is_image ? "a picture stands among words; give it a paragraph of its own"
                         : "HTML is not let through; write it as Markdown");
}

/* A link to the glossary leads nowhere from paper: its words stay. */
static enum status enter_link(struct inline_reading *reading, cmark_node *node,
                              struct around *inner, struct error *error)
{
    const struct print_source *source = reading->source;
    const char *address = cmark_node_get_url(node);
    const char *term = address_term(address);
    if (term != NULL) {
        return source->check_term(source->context, term, reading->line, error);
    }
    if (!address_is_whole(address)) {
        return FAIL(error, STATUS_INVALID,
                    "%s:%zu: the link '%.200s' cannot be followed from paper; let it begin with "
                    "https:, http:, mailto: or tel:",
                    source->name, reading->line, address);
    }
    inner->address = arena_copy_string(reading->arena, address);
    inner->link = ++reading->link_count;
    return inline_count(reading, error);
}

static enum status read_children(struct inline_reading *reading, cmark_node *parent,
                                 const struct around *around, struct error *error);

/* A node that holds others: emphasis, a link. */
static enum status read_nested(struct inline_reading *reading, cmark_node *node,
                               const struct around *around, struct error *error)
{
    struct around inner = *around;
    inner.depth++;
    if (inner.depth > NESTED_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "%s:%zu: styles stand within styles more than %d deep; write it simpler",
                    reading->source->name, reading->line, NESTED_MAX);
    }
    cmark_node_type type = cmark_node_get_type(node);
    enum status status = STATUS_OK;
    if (type == CMARK_NODE_STRONG) {
        inner.style |= STYLE_BOLD;
    } else if (type == CMARK_NODE_EMPH) {
        inner.style |= STYLE_ITALIC;
    } else if (type == CMARK_NODE_LINK) {
        status = enter_link(reading, node, &inner, error);
    } else {
        status = refuse(reading, node, error);
    }
    return status == STATUS_OK ? read_children(reading, node, &inner, error) : status;
}

static enum status read_node(struct inline_reading *reading, cmark_node *node,
                             const struct around *around, struct error *error)
{
    cmark_node_type type = cmark_node_get_type(node);
    struct around code = *around;
    code.style |= STYLE_CODE;
    if (type == CMARK_NODE_TEXT) {
        return add_text(reading, around, cmark_node_get_literal(node), error);
    }
    if (type == CMARK_NODE_CODE) {
        add(reading, &code, SPAN_TEXT, text_of(cmark_node_get_literal(node)));
        return STATUS_OK;
    }
    if (!node_is_break(node)) {
        return read_nested(reading, node, around, error);
    }
    bool is_soft = type == CMARK_NODE_SOFTBREAK;
    add(reading, around, is_soft ? SPAN_TEXT : SPAN_BREAK, text_of(is_soft ? " " : "\n"));
    reading->line++;
    return STATUS_OK;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as NESTED_MAX
static enum status read_children(struct inline_reading *reading, cmark_node *parent,
                                 const struct around *around, struct error *error)
{
    enum status status = STATUS_OK;
    for (cmark_node *node = cmark_node_first_child(parent); status == STATUS_OK && node != NULL;
         node = cmark_node_next(node)) {
        status = read_node(reading, node, around, error);
    }
    return status;
}

enum status inline_read(struct inline_reading *reading, cmark_node *parent, struct span **out,
                        struct error *error)
{
    struct span *first = NULL;
    struct span **end = &first;
    const struct around around = {.end = &end};
    enum status status = read_children(reading, parent, &around, error);
    if (status == STATUS_OK) {
        *out = first;
    }
    return status;
}
