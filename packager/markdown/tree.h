/* SPDX-License-Identifier: Apache-2.0 */

/* libcmark-gfm's tree of a Markdown text: making it, asking it, and changing it. */
#ifndef MARKDOWN_TREE_H
#define MARKDOWN_TREE_H

#include "base/auto.h"
#include "base/text.h"

#include <cmark-gfm.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

/* These end with their scope. */
static inline void node_free(cmark_node *node)
{
    if (node != NULL) {
        cmark_node_free(node);
    }
}
DEFINE_AUTO(cmark_node, node_free);

static inline void parser_free(cmark_parser *parser)
{
    if (parser != NULL) {
        cmark_parser_free(parser);
    }
}
DEFINE_AUTO(cmark_parser, parser_free);

static inline void iterator_free(cmark_iter *iterator)
{
    if (iterator != NULL) {
        cmark_iter_free(iterator);
    }
}
DEFINE_AUTO(cmark_iter, iterator_free);

/* A parser with extensions of libcmark-gfm ("table"), whose names end with NULL; the caller owns
 * it. */
cmark_parser *parser_create(const char *const *extensions);

/* The tree of the text, in which no text node follows another one; the caller owns it. */
cmark_node *parser_parse(cmark_parser *parser, struct text text);

/* The line that the node begins on, from 1; breaks have none, and count as 1. Takes the same time
 * wherever the node stands. */
size_t node_line(cmark_node *node);

/* Whether the node ends a line of a paragraph. */
bool node_is_break(cmark_node *node);

/* A box to tick that a list's item begins with, "[ ] " or "[x] ". */
enum box { BOX_NONE, BOX_OPEN, BOX_TICKED };

/* The box of the item, which stands in its first words. */
enum box node_box(cmark_node *item);

/* The same, and takes it out of the words. */
enum box node_take_box(cmark_node *item);

/* The words of what the node holds, without style, breaks as blanks; lives in the arena. */
const char *node_words(struct arena *arena, cmark_node *node);

/* The image that is all of the block, as figures are written; NULL if the block is something else.
 */
cmark_node *node_figure(cmark_node *block);

/* Takes the node out of its tree, into `retired`. Text that was in a block lies in that block's
 * memory, so none may be freed before the tree is read to its end. */
void node_retire(cmark_node *node, cmark_node *retired);

/* Moves the first line of the paragraph to the end of `title`. The paragraph then begins a line
 * later; one that had no other line is retired. */
void node_take_first_line(cmark_node *paragraph, cmark_node *title, cmark_node *retired);

#endif
