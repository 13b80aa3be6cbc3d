/* SPDX-License-Identifier: Apache-2.0 */

/* Names, and who gets to see or hear an element. */
#include "check/accessibility.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

/* Text, or a script that may make some: not the empty page that tools fill frames with. */
static bool has_content(const struct html_document *document)
{
    for (size_t i = 0; i < document->count; i++) {
        const struct html_node *node = &document->nodes[i];
        static const char *const CONTENT[] = {"script", "img", "video", "frameset", "svg", NULL};
        if (html_is_one_of(node, CONTENT) ||
            (node->name == NULL && text_trim(node->text).length > 0)) {
            return true;
        }
    }
    return false;
}

static bool hides(const struct check_node *at)
{
    const char *style = html_attribute(at->node, "style");
    bool is_without_size = check_value_is(at, "width", "0") && check_value_is(at, "height", "0");
    return html_attribute(at->node, "hidden") != NULL || is_without_size ||
           check_value_is(at, "aria-hidden", "true") ||
           (style != NULL && (check_holds(style, "display:none") != NULL ||
                              check_holds(style, "display: none") != NULL ||
                              check_holds(style, "visibility:hidden") != NULL));
}

/* From the outside to the inside, so that each looks at its parent only. */
static const bool *find_hidden(const struct check *check, const struct html_document *document)
{
    bool *hidden = ARENA_ARRAY(check->scratch, bool, document->count);
    for (size_t i = 0; i < document->count; i++) {
        const struct check_node at = {check, document, &document->nodes[i], i};
        hidden[i] = (at.node->parent != HTML_NONE && hidden[at.node->parent]) || hides(&at);
    }
    return hidden;
}

/* What an element inside gives to the name of the one around it, besides text. */
static bool gives_name(const struct check_node *at)
{
    return (html_is_one_of(at->node, (const char *const[]){"img", "area", "input", NULL}) &&
            check_says(at, "alt")) ||
           (html_is(at->node, "input") && check_says(at, "value")) ||
           check_says(at, "aria-label") || check_says(at, "aria-labelledby") ||
           check_says(at, "title");
}

/* Something is inside that is no text, and whose name cannot be known: an object, a slot. */
static bool is_opaque(const struct html_node *node)
{
    static const char *const OPAQUE[] = {"object", "slot", "iframe", "embed", "video", NULL};
    return html_is_one_of(node, OPAQUE) || (node->name != NULL && strchr(node->name, '-') != NULL);
}

/* Whether it gives a name to all that it is in. */
static bool names(const struct check_node *at)
{
    return at->node->name != NULL ? gives_name(at) || is_opaque(at->node)
                                  : !html_is_blank(at->node->text);
}

/* From the inside to the outside, no further than others were before: each element is marked once.
 */
static const bool *find_named(const struct check *check, const struct html_document *document)
{
    bool *named = ARENA_ARRAY(check->scratch, bool, document->count);
    for (size_t i = 0; i < document->count; i++) {
        const struct check_node at = {check, document, &document->nodes[i], i};
        size_t place = names(&at) ? i : HTML_NONE;
        i = html_is_unseen(at.node) ? at.node->end - 1 : i;
        while (place != HTML_NONE && !named[place]) {
            named[place] = true;
            place = document->nodes[place].parent;
        }
    }
    return named;
}

const void *check_prepare_page(const struct check *check)
{
    const struct html_document *document = check_html(check);
    if (document == NULL) {
        return NULL;
    }
    struct check_page *page = ARENA_NEW(check->scratch, struct check_page);
    page->document = document;
    page->ids = check_collect_values(check, document, "id");
    page->labels = check_collect_values(check, document, "for");
    page->hidden = find_hidden(check, document);
    page->named = find_named(check, document);
    page->is_empty = !has_content(document);
    page->has_scripts = html_within(document, HTML_NONE, document->count, "script") != HTML_NONE;
    return page;
}

const struct check_page *check_page_of(const struct check_node *at)
{
    return at->check->prepared;
}

bool check_is_decoration(const struct check_node *at)
{
    return check_value_is(at, "role", "presentation") || check_value_is(at, "role", "none");
}

bool check_is_hidden(const struct check_node *at)
{
    return check_page_of(at)->hidden[at->place];
}

/* HTML on its own cannot say what a script will put into an element that it finds by its id. */
static bool awaits_script(const struct check_node *at)
{
    bool is_empty = at->node->end == at->place + 1;
    return is_empty && html_attribute(at->node, "id") != NULL && check_page_of(at)->has_scripts;
}

bool check_has_name(const struct check_node *at)
{
    return check_page_of(at)->named[at->place] || awaits_script(at);
}

bool check_is_focusable(const struct check_node *at)
{
    static const char *const BY_NATURE[] = {"button", "input",   "select", "textarea",
                                            "iframe", "summary", NULL};
    const char *order = html_attribute(at->node, "tabindex");
    if (order != NULL) {
        return strtol(order, NULL, 10) >= 0;
    }
    bool is_link = html_is(at->node, "a") && html_attribute(at->node, "href") != NULL;
    bool is_off =
        html_attribute(at->node, "disabled") != NULL || check_value_is(at, "type", "hidden");
    return (is_link || html_is_one_of(at->node, BY_NATURE)) && !is_off;
}
