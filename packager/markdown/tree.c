/* SPDX-License-Identifier: Apache-2.0 */

/* libcmark-gfm keeps the lines of nodes, but lets nobody change them: a paragraph whose first line
 * was taken is known by its user data. Behind code and links that go over two lines it counts them
 * only when asked for source positions, though these are written nowhere. */
#include "markdown/tree.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <assert.h>
#include <cmark-gfm-core-extensions.h>
#include <string.h>

enum { WORDS_MAX = 1 << 20, BOX_LENGTH = 4 };

static char IS_SHORTENED;

cmark_parser *parser_create(const char *const *extensions)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_SOURCEPOS);
    for (; *extensions != NULL; extensions++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(*extensions);
        int is_attached =
            extension != NULL && cmark_parser_attach_syntax_extension(parser, extension) != 0;
        assert(is_attached);
    }
    return parser;
}

cmark_node *parser_parse(cmark_parser *parser, struct text text)
{
    cmark_parser_feed(parser, text.data, text.length);
    cmark_node *root = cmark_parser_finish(parser);
    cmark_consolidate_text_nodes(root);
    return root;
}

/* A link gets the line of its end, when only that shows that it is one; its words know better. */
static int first_line(cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    cmark_node *words = cmark_node_first_child(node);
    int inner = words != NULL ? cmark_node_get_start_line(words) : 0;
    return inner > 0 && inner < line ? inner : line;
}

size_t node_line(cmark_node *node)
{
    int line = first_line(node);
    bool is_shortened = cmark_node_get_user_data(node) == &IS_SHORTENED;
    return (line > 0 ? (size_t)line : 1) + (is_shortened ? 1 : 0);
}

bool node_is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* The text that an item begins with; NULL if it begins with something else. */
static cmark_node *first_text(cmark_node *item)
{
    cmark_node *paragraph = cmark_node_first_child(item);
    bool has_words = paragraph != NULL && cmark_node_get_type(paragraph) == CMARK_NODE_PARAGRAPH;
    cmark_node *text = has_words ? cmark_node_first_child(paragraph) : NULL;
    return text != NULL && cmark_node_get_type(text) == CMARK_NODE_TEXT ? text : NULL;
}

/* The extension "tasklist" of libcmark-gfm sees no boxes in quotations. */
enum box node_box(cmark_node *item)
{
    cmark_node *text = first_text(item);
    const char *words = text != NULL ? cmark_node_get_literal(text) : "";
    if (strncmp(words, "[ ] ", BOX_LENGTH) == 0) {
        return BOX_OPEN;
    }
    bool is_ticked =
        strncmp(words, "[x] ", BOX_LENGTH) == 0 || strncmp(words, "[X] ", BOX_LENGTH) == 0;
    return is_ticked ? BOX_TICKED : BOX_NONE;
}

enum box node_take_box(cmark_node *item)
{
    enum box box = node_box(item);
    if (box != BOX_NONE) {
        cmark_node *text = first_text(item);
        int is_set = cmark_node_set_literal(text, cmark_node_get_literal(text) + BOX_LENGTH);
        assert(is_set);
    }
    return box;
}

const char *node_words(struct arena *arena, cmark_node *node)
{
    AUTO(buffer_finish) struct buffer words = BUFFER_INIT(WORDS_MAX);
    AUTO(iterator_free) cmark_iter *iterator = cmark_iter_new(node);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *inner = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(inner);
        if (event != CMARK_EVENT_ENTER) {
            continue;
        }
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE) {
            buffer_add_string(&words, cmark_node_get_literal(inner));
        } else if (node_is_break(inner)) {
            buffer_add_character(&words, ' ');
        }
    }
    return arena_copy(arena, text_trim(buffer_text(&words)));
}

cmark_node *node_figure(cmark_node *block)
{
    cmark_node *only = cmark_node_first_child(block);
    bool is_figure = cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH && only != NULL &&
                     cmark_node_next(only) == NULL && cmark_node_get_type(only) == CMARK_NODE_IMAGE;
    return is_figure ? only : NULL;
}

void node_retire(cmark_node *node, cmark_node *retired)
{
    int is_moved = cmark_node_append_child(retired, node);
    assert(is_moved);
}

void node_take_first_line(cmark_node *paragraph, cmark_node *title, cmark_node *retired)
{
    cmark_node *node = cmark_node_first_child(paragraph);
    for (; node != NULL && !node_is_break(node); node = cmark_node_first_child(paragraph)) {
        int is_moved = cmark_node_append_child(title, node);
        assert(is_moved);
    }
    if (node != NULL) {
        cmark_node_free(node);
    }
    int is_marked = cmark_node_set_user_data(paragraph, &IS_SHORTENED);
    assert(is_marked);
    if (cmark_node_first_child(paragraph) == NULL) {
        node_retire(paragraph, retired);
    }
}
