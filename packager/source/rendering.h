/* SPDX-License-Identifier: Apache-2.0 */

/* One Markdown text on its way to HTML, for the files that rewrite its tree: where faults are told,
 * and how a node becomes HTML that libcmark-gfm does not write by itself. */
#ifndef SOURCE_RENDERING_H
#define SOURCE_RENDERING_H

#include "base/error.h"
#include "source/files.h"

#include <cmark-gfm.h>

struct markdown;
struct page;

struct rendering {
    const struct source *source;
    const struct markdown *markdown;
    struct page *page;   /* NULL for text of the course that stands on no page */
    cmark_node *retired; /* nodes that left the tree, see node_retire() */
};

/* The node's mention of a file, at its line. Borrows `address`. */
struct reference rendering_reference(const struct rendering *rendering, cmark_node *node,
                                     const char *address);

/* Fails with "folder/file:line: ..." at the line of the node. */
PRINTF_LIKE(4, 5)
MUST_CHECK enum status rendering_fail(const struct rendering *rendering, cmark_node *node,
                                      struct error *error, const char *format, ...);

/* A node that is rendered as `enter`, its children, `exit`: HTML, as it is. The caller puts it into
 * a tree, which then owns it. */
cmark_node *html_block_create(const char *enter, const char *exit);

/* Puts `heir` into the place of `node` with all children of it, behind those that it has, and
 * retires `node`. Yields `heir`. */
cmark_node *node_replace(const struct rendering *rendering, cmark_node *node, cmark_node *heir);

/* Appends all children of `from` to `to`. */
void node_move_children(cmark_node *from, cmark_node *to);

#endif
