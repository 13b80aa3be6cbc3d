/* SPDX-License-Identifier: Apache-2.0 */

/* Tells the lines of Markdown nodes, and puts nodes into a tree that stand for HTML of our own. */
#include "source/rendering.h"

#include "markdown/tree.h"
#include "source/markdown.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

static size_t line_of(const struct markdown *markdown, cmark_node *node)
{
    return markdown->line + node_line(node) - 1;
}

struct reference rendering_reference(const struct rendering *rendering, cmark_node *node,
                                     const char *address)
{
    const struct markdown *markdown = rendering->markdown;
    return (struct reference){
        .from = markdown->from,
        .line = markdown->place == NULL ? line_of(markdown, node) : 0,
        .place = markdown->place,
        .to = address,
    };
}

PRINTF_LIKE(4, 5)
enum status rendering_fail(const struct rendering *rendering, cmark_node *node, struct error *error,
                           const char *format, ...)
{
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    struct reference reference = rendering_reference(rendering, node, "");
    return reference_fail(rendering->source, &reference, error, "%s", message);
}

cmark_node *html_block_create(const char *enter, const char *exit)
{
    cmark_node *node = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    int is_set = cmark_node_set_on_enter(node, enter) != 0 && cmark_node_set_on_exit(node, exit);
    assert(is_set);
    return node;
}

void node_move_children(cmark_node *from, cmark_node *to)
{
    for (cmark_node *child = cmark_node_first_child(from); child != NULL;
         child = cmark_node_first_child(from)) {
        int is_moved = cmark_node_append_child(to, child);
        assert(is_moved);
    }
}

cmark_node *node_replace(const struct rendering *rendering, cmark_node *node, cmark_node *heir)
{
    node_move_children(node, heir);
    int is_put = cmark_node_insert_before(node, heir);
    assert(is_put);
    node_retire(node, rendering->retired);
    return heir;
}
