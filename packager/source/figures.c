/* SPDX-License-Identifier: Apache-2.0 */

/* Makes figures of images that stand alone. */
#include "source/figures.h"

#include "markdown/tree.h"
#include "source/rendering.h"

#include <assert.h>

/* The image that is all of the paragraph and has a title; NULL if it is anything else. */
static cmark_node *find_captioned(cmark_node *paragraph)
{
    cmark_node *image = node_figure(paragraph);
    return image != NULL && cmark_node_get_title(image)[0] != '\0' ? image : NULL;
}

/* The caption is no title as well: browsers would show it twice. */
static void make_figure(const struct rendering *rendering, cmark_node *paragraph, cmark_node *image)
{
    cmark_node *caption =
        html_block_create("<figcaption class=\"nhsuk-image__caption\">", "</figcaption>");
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
    int is_made = cmark_node_set_literal(text, cmark_node_get_title(image)) != 0 &&
                  cmark_node_set_title(image, "") != 0 &&
                  cmark_node_append_child(caption, text) != 0;
    cmark_node *figure = node_replace(
        rendering, paragraph, html_block_create("<figure class=\"nhsuk-image\">", "</figure>"));
    is_made = is_made && cmark_node_append_child(figure, caption) != 0;
    assert(is_made);
}

void figures_make(const struct rendering *rendering, cmark_node *root)
{
    AUTO(iterator_free) cmark_iter *iterator = cmark_iter_new(root);
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        cmark_node *image = event == CMARK_EVENT_EXIT ? find_captioned(node) : NULL;
        if (image != NULL) {
            make_figure(rendering, node, image);
        }
    }
}
