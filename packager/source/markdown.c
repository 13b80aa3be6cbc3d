/* SPDX-License-Identifier: Apache-2.0 */

/* Parses Markdown into libcmark-gfm's tree, checks and rewrites the tree, then renders it. */
#include "source/markdown.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "markdown/tree.h"
#include "source/callouts.h"
#include "source/figures.h"
#include "source/files.h"
#include "source/markdown_links.h"
#include "source/rendering.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { HTML_MAX = 8 << 20, SHOWN_MAX = 40 };

#define GLOSSARY_LINK "<a href=\"" GLOSSARY_ADDRESS

static enum status check_heading(const struct rendering *rendering, cmark_node *node,
                                 struct error *error)
{
    if (cmark_node_get_heading_level(node) > 1) {
        return STATUS_OK;
    }
    return rendering_fail(rendering, node, error,
                          "a heading of level 1 stands in the text, but the title is the page's "
                          "only one; begin with '##'");
}

static enum status refuse_html(const struct rendering *rendering, cmark_node *node,
                               struct error *error)
{
    return rendering_fail(rendering, node, error, "HTML is not let through; write it as Markdown");
}

static enum status refuse_box(const struct rendering *rendering, cmark_node *item,
                              struct error *error)
{
    return rendering_fail(rendering, item, error,
                          "'- [ ]' is a box to tick, which only handouts have; leave the brackets "
                          "out, or move the list to a download in Markdown (.md)");
}

static enum status check_node(const struct rendering *rendering, cmark_node *node,
                              struct error *error)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE) {
        return image_check(rendering, node, error);
    }
    if (type == CMARK_NODE_LINK) {
        return link_check(rendering, node, error);
    }
    if (type == CMARK_NODE_HEADING) {
        return check_heading(rendering, node, error);
    }
    if (type == CMARK_NODE_ITEM && node_box(node) != BOX_NONE) {
        return refuse_box(rendering, node, error);
    }
    if (type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE) {
        return refuse_html(rendering, node, error);
    }
    return STATUS_OK;
}

static enum status check_tree(const struct rendering *rendering, cmark_node *root,
                              struct error *error)
{
    AUTO(iterator_free) cmark_iter *iterator = cmark_iter_new(root);
    enum status status = STATUS_OK;
    cmark_event_type event;
    while (status == STATUS_OK && (event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        if (event == CMARK_EVENT_ENTER) {
            status = check_node(rendering, node, error);
        }
    }
    return status;
}

static enum status check_phrase(const struct rendering *rendering, cmark_node *root,
                                struct error *error)
{
    cmark_node *only = cmark_node_first_child(root);
    if (only != NULL && cmark_node_next(only) == NULL &&
        cmark_node_get_type(only) == CMARK_NODE_PARAGRAPH) {
        return STATUS_OK;
    }
    struct text shown = text_trim(rendering->markdown->text);
    size_t length = strcspn(shown.data, "\r\n");
    return rendering_fail(rendering, root, error,
                          "'%.*s' must be one paragraph, as it stands beside a button",
                          length < SHOWN_MAX ? (int)length : SHOWN_MAX, shown.data);
}

/* What the tag lacks that begins here, to be put behind its name; NULL for nothing. Neither can be
 * text, in which '<' is "&lt;", and only links to the glossary lead to such an address. */
static const char *attribute_for(const char *tag, size_t *name_length)
{
    if (strncmp(tag, "<th", 3) == 0 && (tag[3] == '>' || tag[3] == ' ')) {
        *name_length = 3;
        return " scope=\"col\"";
    }
    if (strncmp(tag, GLOSSARY_LINK, strlen(GLOSSARY_LINK)) == 0) {
        *name_length = 2;
        return " class=\"glossary-link\"";
    }
    return NULL;
}

/* The length of a table head without text, such as the one above row heads; 0 if here is none. It
 * names no column, so it is a cell like any other, as HTML wants. */
static size_t empty_head_length(const char *tag)
{
    if (strncmp(tag, "<th", 3) != 0) {
        return 0;
    }
    size_t length = strcspn(tag, ">");
    return strncmp(tag + length, "></th>", 6) == 0 ? length + 6 : 0;
}

/* Adds what libcmark-gfm does not write: the scope of table heads, the class of links to terms. */
static enum status add_attributes(struct arena *arena, const char *html, const char **out,
                                  struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(HTML_MAX);
    while (*html != '\0') {
        size_t empty_length = empty_head_length(html);
        if (empty_length > 0) {
            buffer_add_string(&buffer, "<td></td>");
            html += empty_length;
            continue;
        }
        size_t name_length = 1;
        const char *attribute = attribute_for(html, &name_length);
        size_t length = name_length + strcspn(html + name_length, "<");
        buffer_add(&buffer, html, name_length);
        buffer_add_string(&buffer, attribute != NULL ? attribute : "");
        buffer_add(&buffer, html + name_length, length - name_length);
        html += length;
    }
    enum status status = buffer_check(&buffer, "the page's HTML", error);
    if (status == STATUS_OK) {
        *out = arena_copy(arena, buffer_text(&buffer));
    }
    return status;
}

/* "<p>...</p>\n" without its ends. */
static const char *strip_paragraph(struct arena *arena, const char *html)
{
    struct text text = text_trim(text_of(html));
    if (text_starts_with(text, "<p>") && text_ends_with(text, "</p>")) {
        text = (struct text){text.data + 3, text.length - 7};
    }
    return arena_copy(arena, text);
}

enum status markdown_render(const struct source *source, const struct markdown *markdown,
                            struct page *page, const char **out, struct error *error)
{
    static const char *const EXTENSIONS[] = {"table", "strikethrough", NULL};
    AUTO(parser_free) cmark_parser *parser = parser_create(EXTENSIONS);
    AUTO(node_free) cmark_node *root = parser_parse(parser, markdown->text);
    AUTO(node_free) cmark_node *retired = html_block_create("", "");
    const struct rendering rendering = {
        .source = source, .markdown = markdown, .page = page, .retired = retired};
    enum status status = check_tree(&rendering, root, error);
    if (status == STATUS_OK && markdown->is_phrase) {
        status = check_phrase(&rendering, root, error);
    }
    if (status == STATUS_OK) {
        status = callouts_make(&rendering, root, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    figures_make(&rendering, root);
    AUTO(free)
    char *html =
        cmark_render_html(root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
    status = add_attributes(source->arena, html, out, error);
    if (status == STATUS_OK && markdown->is_phrase) {
        *out = strip_paragraph(source->arena, *out);
    }
    return status;
}
