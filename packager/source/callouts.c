/* SPDX-License-Identifier: Apache-2.0 */

/* Makes callouts of block quotations. They are found in one walk and rewritten after it, the inner
 * ones first, as an iterator must not meet nodes that are gone. */
#include "source/callouts.h"

#include "base/arena.h"
#include "base/text.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>
#include <strings.h>

enum { HEADING_MAX = 6, KIND_SHOWN_MAX = 40 };

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

struct callout_kind {
    const char *name;
    const char *title;  /* where the author gives none; NULL if there need be none */
    const char *hidden; /* told to screen readers before another title; NULL for nothing */
    const char *enter;
    const char *exit;
    const char *list; /* what its only child, a list, is entered with; NULL for any content */
    const char *item;
    enum title_style style;
};

static const struct callout_kind KINDS[] = {
    {.name = "NOTE",
     .enter = "<div class=\"nhsuk-inset-text\">"
              "<span class=\"nhsuk-u-visually-hidden\">Information: </span>",
     .exit = "</div>",
     .style = TITLE_STRONG},
    {.name = "IMPORTANT",
     .title = "Important",
     .hidden = "Important: ",
     .enter = CARD("warning"),
     .exit = "</div></div>",
     .style = TITLE_HEADING},
    {.name = "WARNING",
     .title = "Warning",
     .hidden = "Warning: ",
     .enter = CARD("warning"),
     .exit = "</div></div>",
     .style = TITLE_HEADING},
    {.name = "DO",
     .title = "Do",
     .enter = CARD("feature"),
     .exit = "</div></div>",
     .list = "<ul class=\"nhsuk-list nhsuk-list--tick\" role=\"list\">",
     .item = "<li>" ICON("tick", TICK),
     .style = TITLE_HEADING},
    {.name = "DONT",
     .title = "Don't",
     .enter = CARD("feature"),
     .exit = "</div></div>",
     .list = "<ul class=\"nhsuk-list nhsuk-list--cross\" role=\"list\">",
     .item = "<li>" ICON("cross", CROSS),
     .style = TITLE_HEADING},
    {.name = "DETAILS", .enter = DETAILS_ENTER, .exit = "</div></details>", .style = TITLE_SUMMARY},
};

/* A block quotation, and what becomes of it. */
struct callout {
    cmark_node *node;
    int heading_level;               /* that its title has, if it is a heading */
    const struct callout_kind *kind; /* NULL for a quotation that stays one */
};

/* The quotations of a tree in their order. */
struct callouts {
    struct callout *list;
    size_t count;
    size_t capacity;
};

static struct callouts find_quotations(struct arena *arena, cmark_node *root)
{
    AUTO(iterator_free) cmark_iter *iterator = cmark_iter_new(root);
    struct callouts found = {0};
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
            found.list[found.count++] = (struct callout){
                .node = node, .heading_level = level < HEADING_MAX ? level + 1 : HEADING_MAX};
        }
    }
    return found;
}

/* The first text of the quotation, if it begins as a callout does; else NULL. */
static cmark_node *find_mark(cmark_node *quotation)
{
    cmark_node *paragraph = cmark_node_first_child(quotation);
    if (paragraph == NULL || cmark_node_get_type(paragraph) != CMARK_NODE_PARAGRAPH) {
        return NULL;
    }
    cmark_node *text = cmark_node_first_child(paragraph);
    bool is_mark = text != NULL && cmark_node_get_type(text) == CMARK_NODE_TEXT &&
                   strncmp(cmark_node_get_literal(text), "[!", 2) == 0 &&
                   strchr(cmark_node_get_literal(text), ']') != NULL;
    return is_mark ? text : NULL;
}

static enum status find_kind(const struct rendering *rendering, cmark_node *mark,
                             const struct callout_kind **out, struct error *error)
{
    const char *name = cmark_node_get_literal(mark) + 2;
    size_t length = strcspn(name, "]");
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        if (text_is((struct text){name, length}, KINDS[i].name)) {
            *out = &KINDS[i];
            return STATUS_OK;
        }
    }
    int shown = length < KIND_SHOWN_MAX ? (int)length : KIND_SHOWN_MAX;
    return rendering_fail(
        rendering, mark, error,
        "there is no callout '[!%.*s]'; use NOTE, IMPORTANT, WARNING, DO, DONT or "
        "DETAILS, in capitals",
        shown, name);
}

/* Takes "[!KIND]" off the text; nothing is left of it if no title follows. */
static void drop_mark(struct arena *arena, cmark_node *mark)
{
    const char *title = strchr(cmark_node_get_literal(mark), ']') + 1;
    const char *rest = arena_copy_string(arena, title + strspn(title, " \t"));
    int is_set = cmark_node_set_literal(mark, rest);
    assert(is_set);
    if (rest[0] == '\0') {
        cmark_node_free(mark);
    }
}

static bool is_break(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    return type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK;
}

/* Moves the first line of the paragraph to `title`, and drops a paragraph that had no other. */
static void take_first_line(const struct rendering *rendering, cmark_node *paragraph,
                            cmark_node *title)
{
    cmark_node *node = cmark_node_first_child(paragraph);
    for (; node != NULL && !is_break(node); node = cmark_node_first_child(paragraph)) {
        int is_moved = cmark_node_append_child(title, node);
        assert(is_moved);
    }
    if (node != NULL) {
        cmark_node_free(node);
    }
    if (cmark_node_first_child(paragraph) == NULL) {
        node_retire(rendering, paragraph);
    }
}

static bool says(cmark_node *title, const char *word)
{
    cmark_node *text = cmark_node_first_child(title);
    const char *literal = text != NULL ? cmark_node_get_literal(text) : NULL;
    return literal != NULL && strncasecmp(literal, word, strlen(word)) == 0;
}

/* A heading that screen readers tell the weight of, in one piece. */
static void set_heading(struct arena *arena, const struct callout *callout, cmark_node *title)
{
    const char *hidden = callout->kind->hidden;
    bool needs_hidden = hidden != NULL && !says(title, callout->kind->title);
    const char *enter = arena_print(
        arena, "<h%d class=\"nhsuk-card__heading\">%s%s%s", callout->heading_level,
        needs_hidden ? "<span role=\"text\"><span class=\"nhsuk-u-visually-hidden\">" : "",
        needs_hidden ? hidden : "", needs_hidden ? "</span>" : "");
    const char *exit =
        arena_print(arena, "%s</h%d>", needs_hidden ? "</span>" : "", callout->heading_level);
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

static void add_default_title(const struct callout_kind *kind, cmark_node *title)
{
    cmark_node *text = cmark_node_new(CMARK_NODE_TEXT);
    int is_set =
        cmark_node_set_literal(text, kind->title) != 0 && cmark_node_append_child(title, text) != 0;
    assert(is_set);
}

/* Makes the title that stands in the first line, and drops that line. */
static enum status make_title(const struct rendering *rendering, const struct callout *callout,
                              cmark_node *title, struct error *error)
{
    const struct callout_kind *kind = callout->kind;
    drop_mark(rendering->source->arena, find_mark(callout->node));
    take_first_line(rendering, cmark_node_first_child(callout->node), title);
    if (cmark_node_first_child(callout->node) == NULL) {
        return rendering_fail(
            rendering, callout->node, error,
            "the callout '[!%s]' holds nothing; write its text on the lines below "
            "it, each behind '> '",
            kind->name);
    }
    bool has_title = cmark_node_first_child(title) != NULL;
    if (!has_title && kind->style == TITLE_SUMMARY) {
        return rendering_fail(rendering, callout->node, error,
                              "'[!%s]' has no title, which is all that is seen of it at first; "
                              "write it behind the bracket",
                              kind->name);
    }
    if (!has_title && kind->title != NULL) {
        add_default_title(kind, title);
    }
    return STATUS_OK;
}

/* Styles the title by its kind and puts it in front; a title that there is not is dropped. */
static void put_title(struct arena *arena, const struct callout *callout, cmark_node *title)
{
    if (cmark_node_first_child(title) == NULL) {
        cmark_node_free(title);
        return;
    }
    if (callout->kind->style == TITLE_HEADING) {
        set_heading(arena, callout, title);
    } else if (callout->kind->style == TITLE_SUMMARY) {
        set_summary(title);
    }
    int is_put = cmark_node_prepend_child(callout->node, title);
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
        node_retire(rendering, only);
    }
}

static enum status make_list(const struct rendering *rendering, const struct callout *callout,
                             struct error *error)
{
    cmark_node *list = cmark_node_first_child(callout->node);
    if (cmark_node_get_type(list) != CMARK_NODE_LIST || cmark_node_next(list) != NULL) {
        return rendering_fail(rendering, callout->node, error,
                              "'[!%s]' must hold one list and nothing else; begin each line below "
                              "it with '> - '",
                              callout->kind->name);
    }
    cmark_node *made =
        node_replace(rendering, list, html_block_create(callout->kind->list, "</ul>"));
    for (cmark_node *item = cmark_node_first_child(made); item != NULL;) {
        cmark_node *next = cmark_node_next(item);
        make_item(rendering, item, callout->kind->item);
        item = next;
    }
    return STATUS_OK;
}

static enum status make_callout(const struct rendering *rendering, struct callout *callout,
                                struct error *error)
{
    cmark_node *title = html_block_create("<p><strong>", "</strong></p>");
    enum status status = make_title(rendering, callout, title, error);
    if (status == STATUS_OK && callout->kind->list != NULL) {
        status = make_list(rendering, callout, error);
    }
    if (status != STATUS_OK) {
        cmark_node_free(title);
        return status;
    }
    put_title(rendering->source->arena, callout, title);
    callout->node = node_replace(rendering, callout->node,
                                 html_block_create(callout->kind->enter, callout->kind->exit));
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
    struct callouts callouts = find_quotations(rendering->source->arena, root);
    enum status status = STATUS_OK;
    for (size_t i = callouts.count; status == STATUS_OK && i > 0; i--) {
        struct callout *callout = &callouts.list[i - 1];
        cmark_node *mark = find_mark(callout->node);
        if (mark != NULL) {
            status = find_kind(rendering, mark, &callout->kind, error);
        }
        if (status == STATUS_OK && mark != NULL) {
            status = make_callout(rendering, callout, error);
        }
    }
    for (size_t i = 0; status == STATUS_OK && i < callouts.count; i++) {
        if (is_entered_with(callouts.list[i].node, DETAILS_ENTER)) {
            group_with_previous(callouts.list[i].node);
        }
    }
    return status;
}
