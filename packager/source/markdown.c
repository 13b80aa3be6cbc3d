/* SPDX-License-Identifier: Apache-2.0 */

/* Parses Markdown into libcmark-gfm's tree, checks and rewrites the tree, then renders it. */
#include "source/markdown.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "course/course.h"
#include "source/files.h"
#include "source/media_file.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HTML_MAX = 8 << 20 };

static const char *const EXTENSIONS[] = {"table", "strikethrough"};

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

static void iterator_free(cmark_iter *iterator)
{
    if (iterator != NULL) {
        cmark_iter_free(iterator);
    }
}
DEFINE_AUTO(cmark_iter, iterator_free);

/* One rendering under way. */
struct rendering {
    const struct source *source;
    const struct markdown *markdown;
    struct page *page;
};

/* libcmark-gfm knows the lines of blocks only; inline nodes take that of the block around them,
 * plus the line breaks before them. */
static size_t line_of(const struct markdown *markdown, cmark_node *node)
{
    if (markdown->is_on_one_line) {
        return markdown->line;
    }
    size_t breaks = 0;
    while (node != NULL && cmark_node_get_start_line(node) == 0) {
        for (cmark_node *before = cmark_node_previous(node); before != NULL;
             before = cmark_node_previous(before)) {
            cmark_node_type type = cmark_node_get_type(before);
            breaks += type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
        }
        node = cmark_node_parent(node);
    }
    size_t line = node != NULL ? (size_t)cmark_node_get_start_line(node) : 1;
    return markdown->line + line - 1 + breaks;
}

static struct reference reference_to(const struct rendering *rendering, cmark_node *node,
                                     const char *address)
{
    return (struct reference){
        .from = rendering->markdown->from,
        .line = line_of(rendering->markdown, node),
        .to = address,
    };
}

static bool has_scheme(const char *address)
{
    size_t length = strspn(address, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+.-");
    return length > 0 && address[length] == ':';
}

static bool scheme_is_allowed(const char *address)
{
    static const char *const ALLOWED[] = {"https:", "http:", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof ALLOWED / sizeof *ALLOWED; i++) {
        if (strncasecmp(address, ALLOWED[i], strlen(ALLOWED[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* Takes the file into the package and points the node at its place there. */
static enum status take_file(const struct rendering *rendering, cmark_node *node,
                             enum media_use use, struct error *error)
{
    struct reference reference = reference_to(rendering, node, cmark_node_get_url(node));
    const struct media *media = NULL;
    enum status status =
        media_take(rendering->source, &reference, use, rendering->page, &media, error);
    if (status == STATUS_OK && cmark_node_set_url(node, media->path) == 0) {
        return FAIL(error, STATUS_INTERNAL, "libcmark-gfm did not take an address");
    }
    return status;
}

static enum status check_image(const struct rendering *rendering, cmark_node *node,
                               struct error *error)
{
    const char *address = cmark_node_get_url(node);
    struct reference reference = reference_to(rendering, node, address);
    if (cmark_node_first_child(node) == NULL) {
        return reference_fail(rendering->source, &reference, error,
                              "the image '%s' has no alternative text; write ![what it "
                              "shows](%s)",
                              address, address);
    }
    if (has_scheme(address) || strncmp(address, "//", 2) == 0) {
        return reference_fail(rendering->source, &reference, error,
                              "the image '%s' is not part of the course; put it into its folder, "
                              "as LMSs block other addresses",
                              address);
    }
    return take_file(rendering, node, MEDIA_IMAGE, error);
}

static enum status check_link(const struct rendering *rendering, cmark_node *node,
                              struct error *error)
{
    const char *address = cmark_node_get_url(node);
    struct reference reference = reference_to(rendering, node, address);
    if (has_scheme(address)) {
        return scheme_is_allowed(address)
                   ? STATUS_OK
                   : reference_fail(rendering->source, &reference, error,
                                    "the link '%s' may begin only with https:, http:, mailto: or "
                                    "tel:",
                                    address);
    }
    if (address[0] == '\0' || address[0] == '#' || address[0] == '/') {
        return reference_fail(rendering->source, &reference, error,
                              "the link '%s' leads nowhere in a package; name a whole address or a "
                              "file of the course",
                              address);
    }
    return take_file(rendering, node, MEDIA_DOWNLOAD, error);
}

static enum status check_heading(const struct rendering *rendering, cmark_node *node,
                                 struct error *error)
{
    if (cmark_node_get_heading_level(node) > 1) {
        return STATUS_OK;
    }
    struct reference reference = reference_to(rendering, node, "");
    return reference_fail(rendering->source, &reference, error,
                          "a heading of level 1 stands in the text, but the title is the page's "
                          "only one; begin with '##'");
}

static enum status refuse_html(const struct rendering *rendering, cmark_node *node,
                               struct error *error)
{
    struct reference reference = reference_to(rendering, node, "");
    return reference_fail(rendering->source, &reference, error,
                          "HTML is not let through; write it as Markdown");
}

static enum status check_node(const struct rendering *rendering, cmark_node *node,
                              struct error *error)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_IMAGE) {
        return check_image(rendering, node, error);
    }
    if (type == CMARK_NODE_LINK) {
        return check_link(rendering, node, error);
    }
    if (type == CMARK_NODE_HEADING) {
        return check_heading(rendering, node, error);
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
        if (event == CMARK_EVENT_ENTER) {
            status = check_node(rendering, cmark_iter_get_node(iterator), error);
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
    struct reference reference = reference_to(rendering, root, "");
    return reference_fail(rendering->source, &reference, error,
                          "'%.40s' must be one paragraph, as it stands beside a button",
                          rendering->markdown->text.data);
}

/* Table heads get their scope, which libcmark-gfm does not write. "<th" cannot be text: in text it
 * is "&lt;th". */
static enum status add_scopes(struct arena *arena, const char *html, const char **out,
                              struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(HTML_MAX);
    for (const char *next = html; *next != '\0';) {
        const char *head = strstr(next, "<th");
        bool is_cell = head != NULL && (head[3] == '>' || head[3] == ' ');
        const char *end = head != NULL ? head + 3 : next + strlen(next);
        buffer_add(&buffer, next, (size_t)(end - next));
        if (is_cell) {
            buffer_add_string(&buffer, " scope=\"col\"");
        }
        next = end;
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

static cmark_node *parse(struct text text, cmark_parser *parser)
{
    cmark_gfm_core_extensions_ensure_registered();
    for (size_t i = 0; i < sizeof EXTENSIONS / sizeof *EXTENSIONS; i++) {
        cmark_syntax_extension *extension = cmark_find_syntax_extension(EXTENSIONS[i]);
        (void)cmark_parser_attach_syntax_extension(parser, extension);
    }
    cmark_parser_feed(parser, text.data, text.length);
    return cmark_parser_finish(parser);
}

enum status markdown_render(const struct source *source, const struct markdown *markdown,
                            struct page *page, const char **out, struct error *error)
{
    AUTO(parser_free) cmark_parser *parser = cmark_parser_new(CMARK_OPT_DEFAULT);
    AUTO(node_free) cmark_node *root = parse(markdown->text, parser);
    struct rendering rendering = {.source = source, .markdown = markdown, .page = page};
    enum status status = check_tree(&rendering, root, error);
    if (status == STATUS_OK && markdown->is_phrase) {
        status = check_phrase(&rendering, root, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(free)
    char *html =
        cmark_render_html(root, CMARK_OPT_DEFAULT, cmark_parser_get_syntax_extensions(parser));
    status = add_scopes(source->arena, html, out, error);
    if (status == STATUS_OK && markdown->is_phrase) {
        *out = strip_paragraph(source->arena, *out);
    }
    return status;
}
