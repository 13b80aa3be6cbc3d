/* SPDX-License-Identifier: Apache-2.0 */

/* Accessibility of a page as a whole: its language, title, headings, tables. WCAG 2.2. */
#include "check/accessibility.h"
#include "check/rule.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "opened/opened.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* BCP 47: "en", "en-GB". */
static const char *language_fault(const struct check_node *at)
{
    const char *language = check_value(at, "lang");
    if (check_page_of(at)->is_empty) {
        return NULL;
    }
    if (language == NULL || language[0] == '\0') {
        language = check_value(at, "xml:lang");
    }
    if (language == NULL || language[0] == '\0') {
        return "it does not say its language";
    }
    size_t length = strcspn(language, "-");
    for (size_t i = 0; i < length; i++) {
        if (!ascii_is_letter(language[i]) || length > 8 || length < 2) {
            return arena_print(at->check->scratch, "'%s' is no language",
                               check_show(at->check, language));
        }
    }
    return length > 0 ? NULL : "it does not say its language";
}

static void look_for_title(const struct check *check, const struct check_rule *rule)
{
    const struct check_page *page = check->prepared;
    const struct html_document *document = page->document;
    size_t title = html_within(document, HTML_NONE, document->count, "title");
    while (title != HTML_NONE && document->nodes[title].is_foreign) {
        title = html_within(document, title, document->count, "title");
    }
    bool has_text = title != HTML_NONE && html_text(document, title, check->scratch)[0] != '\0';
    if (document->is_whole && !page->is_empty && !has_text) {
        size_t line = title != HTML_NONE ? document->nodes[title].line : 1;
        check_found(check, rule, check_line(check, line), "the page has no title");
    }
}

static const char *heading_fault(const struct check_node *at)
{
    return check_is_hidden(at) || check_has_name(at) ? NULL : "the heading is empty";
}

static size_t level_of(const struct html_node *node)
{
    bool is_heading = node->name != NULL && node->name[0] == 'h' && node->name[1] >= '1' &&
                      node->name[1] <= '6' && node->name[2] == '\0';
    return is_heading ? (size_t)(node->name[1] - '0') : 0;
}

static void look_at_heading_order(const struct check *check, const struct check_rule *rule)
{
    const struct check_page *page = check->prepared;
    size_t before = 0;
    for (size_t i = 0; i < page->document->count; i++) {
        const struct html_node *node = &page->document->nodes[i];
        const struct check_node at = {check, page->document, node, i};
        size_t level = level_of(node);
        if (level > 0 && before > 0 && level > before + 1) {
            check_node_found(&at, rule,
                             arena_print(check->scratch, "h%zu follows h%zu", level, before));
        }
        before = level > 0 ? level : before;
    }
}

/* A page without any heading may get them from its scripts. Those in <noscript> are for others. */
static void look_at_first_headings(const struct check *check, const struct check_rule *rule)
{
    const struct check_page *page = check->prepared;
    size_t first = HTML_NONE;
    size_t others = HTML_NONE;
    size_t count = 0;
    for (size_t i = 0; i < page->document->count; i++) {
        const struct html_node *node = &page->document->nodes[i];
        if (html_is(node, "noscript") || html_is(node, "template")) {
            i = node->end - 1;
            continue;
        }
        others = level_of(node) > 1 && others == HTML_NONE ? i : others;
        count += level_of(node) == 1;
        first = level_of(node) == 1 && count == 2 ? i : first;
    }
    size_t place = count > 1 ? first : count == 0 ? others : HTML_NONE;
    if (place != HTML_NONE && page->document->is_whole) {
        const struct check_node at = {check, page->document, &page->document->nodes[place], place};
        check_node_found(&at, rule,
                         count > 1 ? arena_print(check->scratch, "it has %zu headings h1", count)
                                   : "it has headings, and no h1");
    }
}

/* Whether one is inside the table itself, and not in a table in it. */
static size_t count_in_table(const struct check_node *at, const char *name)
{
    size_t count = 0;
    size_t place = html_within(at->document, at->place, at->node->end, name);
    while (place != HTML_NONE) {
        count += html_around(at->document, place, "table") == at->place;
        place = html_within(at->document, place, at->node->end, name);
    }
    return count;
}

/* One that holds others, pictures or fields is there for its layout. */
static const char *table_fault(const struct check_node *at)
{
    static const char *const LAYOUT[] = {"table",  "img",    "input", "select", "button",
                                         "iframe", "object", "video", NULL};
    bool is_layout = check_is_decoration(at) || html_attribute(at->node, "role") != NULL;
    for (size_t i = at->place + 1; i < at->node->end && !is_layout; i++) {
        is_layout = html_is_one_of(&at->document->nodes[i], LAYOUT);
    }
    size_t rows = is_layout ? 0 : count_in_table(at, "tr");
    size_t cells = rows > 1 ? count_in_table(at, "td") : 0;
    bool has_headers = cells > 0 && count_in_table(at, "th") > 0;
    return rows > 1 && cells >= 2 * rows && !has_headers ? "the table has no header cells (th)"
                                                         : NULL;
}

/* Both a header of a row and one of a column are there, so that a browser cannot tell which. */
static const char *scope_fault(const struct check_node *at)
{
    size_t first = html_within(at->document, at->place, at->node->end, "tr");
    bool has_column = false;
    size_t unclear = HTML_NONE;
    for (size_t i = at->place + 1; first != HTML_NONE && i < at->node->end; i++) {
        const struct html_node *node = &at->document->nodes[i];
        if (!html_is(node, "th")) {
            continue;
        }
        bool is_first_row = i < at->document->nodes[first].end;
        has_column |= is_first_row;
        bool is_clear = is_first_row || html_attribute(node, "scope") != NULL ||
                        html_attribute(node, "id") != NULL;
        unclear = !is_clear && unclear == HTML_NONE ? i : unclear;
    }
    return has_column && unclear != HTML_NONE
               ? arena_print(at->check->scratch,
                             "it has header cells of columns and of rows, and that in line %zu has "
                             "no scope",
                             at->document->nodes[unclear].line)
               : NULL;
}

/* Each value that stands twice is told once, where it stands for the second time. */
static void look_for_double_ids(const struct check *check, const struct check_rule *rule)
{
    const struct check_page *page = check->prepared;
    const struct check_names *ids = &page->ids;
    size_t doubles = 0;
    const char *first = NULL;
    for (size_t i = 1; i < ids->count; i++) {
        if (strcmp(ids->texts[i - 1], ids->texts[i]) == 0) {
            first = doubles++ == 0 ? ids->texts[i] : first;
        }
    }
    size_t seen = 0;
    for (size_t i = 0; first != NULL && i < page->document->count && seen < 2; i++) {
        const struct check_node at = {check, page->document, &page->document->nodes[i], i};
        const char *id = html_attribute(at.node, "id");
        seen += id != NULL && strcmp(id, first) == 0;
        if (seen == 2) {
            check_node_found(&at, rule,
                             arena_print(check->scratch, "%zu ids stand twice, such as '%s'",
                                         doubles, check_show(check, first)));
        }
    }
}

/* "maximum-scale=1" and "user-scalable=no". */
static const char *zoom_fault(const struct check_node *at)
{
    const char *content = check_value(at, "content");
    if (!check_value_is(at, "name", "viewport") || content == NULL) {
        return NULL;
    }
    const char *scalable = check_holds(content, "user-scalable");
    const char *scale = check_holds(content, "maximum-scale");
    scalable = scalable != NULL ? scalable + strcspn(scalable, "=,;") : "";
    scale = scale != NULL ? scale + strcspn(scale, "=,;") : "";
    scalable += strspn(scalable, "= ");
    bool forbids = strncasecmp(scalable, "no", 2) == 0 || scalable[0] == '0';
    double largest = scale[0] == '=' ? strtod(scale + 1, NULL) : 10;
    return forbids         ? "it forbids to zoom"
           : largest < 2.0 ? "it forbids to zoom to 200 per cent"
                           : NULL;
}

static const char *moving_fault(const struct check_node *at)
{
    (void)at;
    return "it moves or blinks without end";
}

static const struct check_rule RULES[] = {
    {.id = "A11Y-lang",
     .severity = CHECK_WARNING,
     .title = "Pages say their language",
     .why = "Screen readers read them out with the sounds of another language.",
     .remedy = "Write <html lang=\"en-GB\">.",
     .source = "WCAG 2.2, 3.1.1 Language of Page",
     CHECK_NODES(language_fault, "html")},
    {.id = "A11Y-title",
     .severity = CHECK_WARNING,
     .title = "Pages have titles",
     .why = "A screen reader reads it first, and windows are told apart by it.",
     .remedy = "Add <title> with what the page is about.",
     .source = "WCAG 2.2, 2.4.2 Page Titled",
     .look = look_for_title},
    {.id = "A11Y-heading",
     .severity = CHECK_WARNING,
     .title = "Headings have texts",
     .why = "Who goes from heading to heading comes to nothing.",
     .remedy = "Add the text, or make it no heading.",
     .source = "WCAG 2.2, 2.4.6 Headings and Labels",
     CHECK_NODES(heading_fault, "h1", "h2", "h3", "h4", "h5", "h6")},
    {.id = "A11Y-h1",
     .severity = CHECK_NOTE,
     .title = "A page has one first heading",
     .why = "Those who do not see find the beginning of the content by it.",
     .remedy = "Make the page's own heading h1, and the others h2 and lower.",
     .source = "WCAG 2.2, 1.3.1 Info and Relationships",
     .look = look_at_first_headings},
    {.id = "A11Y-order",
     .severity = CHECK_NOTE,
     .title = "Headings leave out no level",
     .why = "It sounds as if something were missing.",
     .remedy = "Take the level by the place in the text, and the size by a style.",
     .source = "WCAG 2.2, 1.3.1 Info and Relationships",
     .look = look_at_heading_order},
    {.id = "A11Y-table",
     .severity = CHECK_NOTE,
     .title = "Tables have header cells",
     .why = "Numbers are read out without what they are.",
     .remedy = "Use th for them; write role=\"presentation\" if it is no table of data.",
     .source = "WCAG 2.2, 1.3.1 Info and Relationships",
     CHECK_NODES(table_fault, "table")},
    {.id = "A11Y-scope",
     .severity = CHECK_NOTE,
     .title = "Header cells say what they are of",
     .why = "A screen reader may read a row's header for a column.",
     .remedy = "Write scope=\"row\" and scope=\"col\".",
     .source = "WCAG 2.2, 1.3.1 Info and Relationships",
     CHECK_NODES(scope_fault, "table")},
    {.id = "A11Y-id",
     .severity = CHECK_NOTE,
     .title = "An id stands once",
     .why = "Labels, descriptions and scripts find the first one only.",
     .remedy = "Give each element an id of its own.",
     .source = "WCAG 2.2, 1.3.1 Info and Relationships; HTML, 3.2.6",
     .look = look_for_double_ids},
    {.id = "A11Y-zoom",
     .severity = CHECK_WARNING,
     .title = "Pages can be zoomed",
     .why = "Who needs larger letters cannot have them.",
     .remedy = "Write content=\"width=device-width, initial-scale=1\".",
     .source = "WCAG 2.2, 1.4.4 Resize Text",
     CHECK_NODES(zoom_fault, "meta")},
    {.id = "A11Y-moving",
     .severity = CHECK_WARNING,
     .title = "Nothing moves without end",
     .why = "Nobody can stop it, and some can read nothing beside it.",
     .remedy = "Let it stand still.",
     .source = "WCAG 2.2, 2.2.2 Pause, Stop, Hide",
     CHECK_NODES(moving_fault, "marquee", "blink")},
    {0},
};

extern const struct check_family CHECK_STRUCTURE_FAMILY;
const struct check_family CHECK_STRUCTURE_FAMILY = {
    .name = "structure",
    .title = "Accessibility of pages as a whole",
    .wants = check_is_html,
    .prepare = check_prepare_page,
    .rules = RULES,
};
