/* SPDX-License-Identifier: Apache-2.0 */

/* Walks the inline nodes of one block, carrying style and link along. */
#include "print/inline.h"

#include "base/arena.h"
#include "base/text.h"
#include "print/document.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

enum { BLANK_MIN = 4, NESTED_MAX = 20, WORDS_MAX = 4000 };

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

static void add_text(const struct inline_reading *reading, const struct around *around,
                     const char *text)
{
    const char *begin = text;
    while (*text != '\0') {
        size_t blank = blank_at(text);
        if (blank == 0) {
            text += *text == '_' ? strspn(text, "_") : 1;
            continue;
        }
        if (text > begin) {
            add(reading, around, SPAN_TEXT, (struct text){begin, (size_t)(text - begin)});
        }
        add(reading, around, SPAN_BLANK, (struct text){text, blank});
        text += blank;
        begin = text;
    }
    if (text > begin) {
        add(reading, around, SPAN_TEXT, (struct text){begin, (size_t)(text - begin)});
    }
}

static enum status check_link(const struct inline_reading *reading, const char *address,
                              struct error *error)
{
    static const char *const ALLOWED[] = {"https:", "http:", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof ALLOWED / sizeof *ALLOWED; i++) {
        if (strncasecmp(address, ALLOWED[i], strlen(ALLOWED[i])) == 0) {
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID,
                "%s:%zu: the link '%.200s' cannot be followed from paper; let it begin with "
                "https:, http:, mailto: or tel:",
                reading->name, reading->line, address);
}

static enum status refuse(const struct inline_reading *reading, cmark_node *node,
                          struct error *error)
{
    bool is_image = cmark_node_get_type(node) == CMARK_NODE_IMAGE;
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s", reading->name, reading->line,
                is_image ? "a picture stands among words; give it a paragraph of its own"
                         : "HTML is not let through; write it as Markdown");
}

static enum status enter_link(struct inline_reading *reading, cmark_node *node,
                              struct around *inner, struct error *error)
{
    inner->address = arena_copy_string(reading->arena, cmark_node_get_url(node));
    inner->link = ++reading->link_count;
    return check_link(reading, inner->address, error);
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
                    reading->name, reading->line, NESTED_MAX);
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
        add_text(reading, around, cmark_node_get_literal(node));
    } else if (type == CMARK_NODE_CODE) {
        add(reading, &code, SPAN_TEXT, text_of(cmark_node_get_literal(node)));
    } else if (type == CMARK_NODE_SOFTBREAK) {
        add(reading, around, SPAN_TEXT, text_of(" "));
        reading->line++;
    } else if (type == CMARK_NODE_LINEBREAK) {
        add(reading, around, SPAN_BREAK, text_of("\n"));
        reading->line++;
    } else {
        return read_nested(reading, node, around, error);
    }
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

const char *inline_words(struct arena *arena, cmark_node *parent)
{
    const char *words = "";
    cmark_iter *iterator = cmark_iter_new(parent);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE && strlen(words) < WORDS_MAX) {
        cmark_node *node = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(node);
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
            words = arena_print(arena, "%s%s", words, cmark_node_get_literal(node));
        } else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK) {
            words = arena_print(arena, "%s ", words);
        }
    }
    cmark_iter_free(iterator);
    return words;
}
