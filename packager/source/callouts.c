/* SPDX-License-Identifier: Apache-2.0 */

/* Makes callouts of block quotations. They are found in one walk and rewritten after it, the inner
 * ones first, as an iterator must not meet nodes that are gone. */
#include "source/callouts.h"

#include "base/arena.h"
#include "markdown/callout.h"
#include "markdown/tree.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { HEADING_MAX = 6 };

#define DETAILS_ENTER "<details class=\"nhsuk-details nhsuk-expander\">"
#define GROUP_ENTER "<div class=\"nhsuk-expander-group\">"
#define CARD(variant)                                    \
    "<div class=\"nhsuk-card nhsuk-card--" variant "\">" \
    "<div class=\"nhsuk-card__content\">"
#define ICON(name, path)                                                                         \
    "<svg class=\"nhsuk-icon nhsuk-icon--" name "\" xmlns=\"http://www.w3.org/2000/svg\" "       \
    "viewBox=\"0 0 24 24\" width=\"16\" height=\"16\" focusable=\"false\" aria-hidden=\"true\">" \
    "<path d=\"" path "\"/></svg>"
#define TICK "M4 12.5 6 10.5l4 4 8-8 2 2-10 10z"
#define CROSS \
    "M6 7.5 7.5 6l4.5 4.5L16.5 6 18 7.5 13.5 12l4.5 4.5-1.5 1.5-4.5-4.5L7.5 18 6 16.5l4.5-4.5z"

/* How a callout's title stands in it. */
enum title_style { TITLE_STRONG, TITLE_HEADING, TITLE_SUMMARY };

/* The NHS component that shows a kind. */
struct look {
    const char *enter;
    const char *exit;
    const char *list; /* what its only child, a list, is entered with; NULL for any content */
    const char *item;
    enum title_style style;
};

#define WARNING_LOOK                                                             \
    {                                                                            \
        .enter = CARD("warning"), .exit = "</div></div>", .style = TITLE_HEADING \
    }

static const struct look LOOKS[] = {
    [CALLOUT_NOTE] = {.enter = "<div class=\"nhsuk-inset-text\">"
                               "<span class=\"nhsuk-u-visually-hidden\">Information: </span>",
                      .exit = "</div>",
                      .style = TITLE_STRONG},
    [CALLOUT_IMPORTANT] = WARNING_LOOK,
    [CALLOUT_WARNING] = WARNING_LOOK,
    [CALLOUT_DO] = {.enter = CARD("feature"),
                    .exit = "</div></div>",
                    .list = "<ul class=\"nhsuk-list nhsuk-list--tick\" role=\"list\">",
                    .item = "<li>" ICON("tick", TICK),
                    .style = TITLE_HEADING},
    [CALLOUT_DONT] = {.enter = CARD("feature"),
                      .exit = "</div></div>",
                      .list = "<ul class=\"nhsuk-list nhsuk-list--cross\" role=\"list\">",
                      .item = "<li>" ICON("cross", CROSS),
                      .style = TITLE_HEADING},
    [CALLOUT_DETAILS] = {.enter = DETAILS_ENTER,
                         .exit = "</div></details>",
                         .style = TITLE_SUMMARY},
};

/* A block quotation, and what becomes of it. */
struct quotation {
    cmark_node *node;
    int heading_level; /* that its title has, if it is a heading */
};

/* The quotations of a tree in their order. */
struct quotations {
    struct quotation *list;
    size_t count;
    size_t capacity;
};

static struct quotations find_quotations(struct arena *arena, cmark_node *root)
{
    AUTO(iterator_free) cmark_iter *iterator = cmark_iter_new(root);
    struct quotations found = {0};
    int level = 1;
    cmark_event_type event;
    while ((event = cmark_iter_next(iterator)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iterator);
        cmark_node_type type = cmark_node_get_type(node);
        if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_HEADING) {
            level = cmark_node_get_heading_level(node);
        } else if (event == CMARK_EVENT_ENTER && type == CMARK_NODE_BLOCK_QUOTE) {
            found.list =
                arena_grow(arena, found.list, found.count, &found.capacity, sizeof *found.list);
            found.list[found.count++] = (struct quotation){
                .node = node, .heading_level = level < HEADING_MAX ? level + 1 : HEADING_MAX};
        }
    }
    return found;
}

/* A heading that screen readers tell the weight of, in one piece. */
static void set_heading(struct arena *arena, const struct quotation *quotation, enum callout kind,
                        cmark_node *title)
{
    const char *spoken = callout_kind(kind)->spoken;
    bool needs_spoken = !callout_title_tells(kind, node_words(arena, title));
    const char *enter = arena_print(
        arena, "<h%d class=\"nhsuk-card__heading\">%s%s%s", quotation->heading_level,
        needs_spoken ? "<span role=\"text\"><span class=\"nhsuk-u-visually-hidden\">" : "",
        needs_spoken ? spoken : "", needs_spoken ? "</span>" : "");
    const char *exit =
        arena_print(arena, "%s</h%d>", needs_spoken ? "</span>" : "", quotation->heading_level);
    int is_set = cmark_node_set_on_enter(title, enter) != 0 && cmark_node_set_on_exit(title, exit);
    assert(is_set);
}

static void set_summary(cmark_node *title)
{
    int is_set =
        cmark_node_set_on_enter(title, "<summary class=\"nhsuk-details__summary\">"
                                       "<span class=\"nhsuk-details__summary-text\">") &&
        cmark_node_set_on_exit(title, "</span></summary><div class=\"nhsuk-details__text\">");
    assert(is_set);
}

/* Styles the title by its kind and puts it in front; a title that there is not is dropped. */
static void put_title(struct arena *arena, const struct quotation *quotation, enum callout kind,
                      cmark_node *title)
{
    if (cmark_node_first_child(title) == NULL) {
        cmark_node_free(title);
        return;
    }
    if (LOOKS[kind].style == TITLE_HEADING) {
        set_heading(arena, quotation, kind, title);
    } else if (LOOKS[kind].style == TITLE_SUMMARY) {
        set_summary(title);
    }
    int is_put = cmark_node_prepend_child(quotation->node, title);
    assert(is_put);
}

/* An item that is one paragraph loses it: its text stands beside the icon. */
static void make_item(const struct rendering *rendering, cmark_node *item, const char *enter)
{
    cmark_node *only = cmark_node_first_child(item);
    cmark_node *made = node_replace(rendering, item, html_block_create(enter, "</li>"));
    if (only != NULL && cmark_node_next(only) == NULL &&
        cmark_node_get_type(only) == CMARK_NODE_PARAGRAPH) {
        node_move_children(only, made);
        node_retire(only, rendering->retired);
    }
}

static void make_list(const struct rendering *rendering, cmark_node *list, const struct look *look)
{
    cmark_node *made = node_replace(rendering, list, html_block_create(look->list, "</ul>"));
    for (cmark_node *item = cmark_node_first_child(made); item != NULL;) {
        cmark_node *next = cmark_node_next(item);
        make_item(rendering, item, look->item);
        item = next;
    }
}

static enum status make_callout(const struct rendering *rendering, struct quotation *quotation,
                                struct error *error)
{
    cmark_node *title = html_block_create("<p><strong>", "</strong></p>");
    enum callout kind;
    struct error reason = {0};
    enum status status = callout_take(quotation->node, title, rendering->retired, &kind, &reason);
    if (status != STATUS_OK) {
        cmark_node_free(title);
        return rendering_fail(rendering, quotation->node, error, "%s", reason.message);
    }
    const struct look *look = &LOOKS[kind];
    if (look->list != NULL) {
        make_list(rendering, cmark_node_first_child(quotation->node), look);
    }
    put_title(rendering->source->arena, quotation, kind, title);
    quotation->node =
        node_replace(rendering, quotation->node, html_block_create(look->enter, look->exit));
    return STATUS_OK;
}

static bool is_entered_with(cmark_node *node, const char *enter)
{
    const char *own = node != NULL ? cmark_node_get_on_enter(node) : NULL;
    return own != NULL && strcmp(own, enter) == 0;
}

/* Details that follow one another close up. */
static void group_with_previous(cmark_node *details)
{
    cmark_node *before = cmark_node_previous(details);
    cmark_node *group = before;
    if (is_entered_with(before, DETAILS_ENTER)) {
        group = html_block_create(GROUP_ENTER, "</div>");
        int is_put =
            cmark_node_insert_before(before, group) && cmark_node_append_child(group, before);
        assert(is_put);
    }
    if (is_entered_with(group, GROUP_ENTER)) {
        int is_moved = cmark_node_append_child(group, details);
        assert(is_moved);
    }
}

enum status callouts_make(const struct rendering *rendering, cmark_node *root, struct error *error)
{
    struct quotations quotations = find_quotations(rendering->source->arena, root);
    enum status status = STATUS_OK;
    for (size_t i = quotations.count; status == STATUS_OK && i > 0; i--) {
        struct quotation *quotation = &quotations.list[i - 1];
        if (callout_is(quotation->node)) {
            status = make_callout(rendering, quotation, error);
        }
    }
    for (size_t i = 0; status == STATUS_OK && i < quotations.count; i++) {
        if (is_entered_with(quotations.list[i].node, DETAILS_ENTER)) {
            group_with_previous(quotations.list[i].node);
        }
    }
    return status;
}
