/* SPDX-License-Identifier: Apache-2.0 */

/* Accessibility of what is in a page, as far as it tells without being shown: WCAG 2.2, to which
 * public bodies are bound. What a script makes, and what only looks tell, is for tests in a
 * browser.
 */
#include "check/accessibility.h"
#include "check/rule.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "opened/opened.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *image_fault(const struct check_node *at)
{
    bool is_named = html_attribute(at->node, "alt") != NULL || check_says(at, "aria-label") ||
                    check_says(at, "aria-labelledby") || check_says(at, "title");
    bool has_source =
        html_attribute(at->node, "src") != NULL || html_attribute(at->node, "srcset") != NULL;
    if (is_named || !has_source || check_is_decoration(at) || check_is_hidden(at)) {
        return NULL;
    }
    const char *source = html_attribute(at->node, "src");
    return arena_print(at->check->scratch, "the picture '%s' has no alt text",
                       check_show(at->check, source));
}

static const char *image_input_fault(const struct check_node *at)
{
    bool is_picture = html_is(at->node, "area") ? html_attribute(at->node, "href") != NULL
                                                : check_value_is(at, "type", "image");
    bool is_named = check_says(at, "alt") || check_says(at, "aria-label") ||
                    check_says(at, "aria-labelledby") || check_says(at, "title");
    return is_picture && !is_named ? "it has no alt text" : NULL;
}

static const char *file_name_fault(const struct check_node *at)
{
    static const char *const ENDINGS[] = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", NULL};
    const char *text = check_value(at, "alt");
    size_t length = text != NULL ? strlen(text) : 0;
    for (size_t i = 0; ENDINGS[i] != NULL; i++) {
        size_t part = strlen(ENDINGS[i]);
        if (length > part && strcasecmp(text + length - part, ENDINGS[i]) == 0) {
            return arena_print(at->check->scratch, "its alt text is a file's name: '%s'",
                               check_show(at->check, text));
        }
    }
    return NULL;
}

static const char *link_fault(const struct check_node *at)
{
    bool is_link = html_attribute(at->node, "href") != NULL;
    return is_link && !check_is_hidden(at) && !check_has_name(at) ? "the link has no text" : NULL;
}

static const char *link_text_fault(const struct check_node *at)
{
    static const char *const VAGUE[] = {"click here", "here", "click",     "more",
                                        "read more",  "link", "this link", "click this link",
                                        NULL};
    if (html_attribute(at->node, "href") == NULL || check_says(at, "aria-label") ||
        check_says(at, "aria-labelledby") || check_says(at, "title")) {
        return NULL;
    }
    const char *text = html_text(at->document, at->place, at->check->scratch);
    size_t place = 0;
    while (VAGUE[place] != NULL && strcasecmp(VAGUE[place], text) != 0) {
        place++;
    }
    return VAGUE[place] != NULL
               ? arena_print(at->check->scratch, "'%s' does not say where it leads",
                             check_show(at->check, text))
               : NULL;
}

static bool is_typed(const struct check_node *at, const char *const *types)
{
    while (*types != NULL && !check_value_is(at, "type", *types)) {
        types++;
    }
    return *types != NULL;
}

static const char *button_fault(const struct check_node *at)
{
    bool is_button = html_is(at->node, "button") || check_value_is(at, "type", "button") ||
                     check_value_is(at, "role", "button");
    return is_button && !check_is_hidden(at) && !check_has_name(at) ? "the button has no name"
                                                                    : NULL;
}

static const char *field_fault(const struct check_node *at)
{
    static const char *const OTHERS[] = {"hidden", "submit", "reset", "button", "image", NULL};
    const char *id = html_attribute(at->node, "id");
    bool is_named = check_says(at, "aria-label") || check_says(at, "aria-labelledby") ||
                    check_says(at, "title") ||
                    html_around(at->document, at->place, "label") != HTML_NONE ||
                    (id != NULL && check_names_hold(&check_page_of(at)->labels, id));
    bool is_asked = !is_typed(at, OTHERS) && !check_is_hidden(at);
    return is_asked && !is_named ? "the field has no label" : NULL;
}

static const char *for_fault(const struct check_node *at)
{
    const char *id = html_attribute(at->node, "for");
    bool leads = id == NULL || id[0] == '\0' || check_names_hold(&check_page_of(at)->ids, id);
    return leads || check_page_of(at)->has_scripts
               ? NULL
               : arena_print(at->check->scratch, "it is the label of '%s', which is not there",
                             check_show(at->check, id));
}

static const char *frame_fault(const struct check_node *at)
{
    bool is_named = check_says(at, "title") || check_says(at, "aria-label") ||
                    check_says(at, "aria-labelledby");
    return is_named || check_is_hidden(at) || check_is_decoration(at) ? NULL
                                                                      : "the frame has no title";
}

static const char *order_fault(const struct check_node *at)
{
    const char *order = html_attribute(at->node, "tabindex");
    return order != NULL && strtol(order, NULL, 10) > 0
               ? arena_print(at->check->scratch, "tabindex '%s' comes before all others",
                             check_show(at->check, order))
               : NULL;
}

/* WAI-ARIA 1.2. */
static const char *const ROLES[] = {"alert",         "alertdialog",
                                    "application",   "article",
                                    "banner",        "blockquote",
                                    "button",        "caption",
                                    "cell",          "checkbox",
                                    "code",          "columnheader",
                                    "combobox",      "comment",
                                    "complementary", "contentinfo",
                                    "definition",    "deletion",
                                    "dialog",        "directory",
                                    "document",      "emphasis",
                                    "feed",          "figure",
                                    "form",          "generic",
                                    "grid",          "gridcell",
                                    "group",         "heading",
                                    "image",         "img",
                                    "insertion",     "link",
                                    "list",          "listbox",
                                    "listitem",      "log",
                                    "main",          "mark",
                                    "marquee",       "math",
                                    "menu",          "menubar",
                                    "menuitem",      "menuitemcheckbox",
                                    "menuitemradio", "meter",
                                    "navigation",    "none",
                                    "note",          "option",
                                    "paragraph",     "presentation",
                                    "progressbar",   "radio",
                                    "radiogroup",    "region",
                                    "row",           "rowgroup",
                                    "rowheader",     "scrollbar",
                                    "search",        "searchbox",
                                    "separator",     "slider",
                                    "spinbutton",    "status",
                                    "strong",        "subscript",
                                    "suggestion",    "superscript",
                                    "switch",        "tab",
                                    "table",         "tablist",
                                    "tabpanel",      "term",
                                    "text",          "textbox",
                                    "time",          "timer",
                                    "toolbar",       "tooltip",
                                    "tree",          "treegrid",
                                    "treeitem"};

/* There, or in one of the two modules whose roles begin with a word of their own. */
static bool is_role(struct text role)
{
    size_t place = 0;
    while (place < sizeof ROLES / sizeof *ROLES &&
           !(role.length == strlen(ROLES[place]) &&
             strncasecmp(role.data, ROLES[place], role.length) == 0)) {
        place++;
    }
    return place < sizeof ROLES / sizeof *ROLES || text_starts_with(role, "doc-") ||
           text_starts_with(role, "graphics-");
}

/* Of several the first known one counts. */
static const char *role_fault(const struct check_node *at)
{
    const char *roles = check_value(at, "role");
    struct text rest = text_of(roles != NULL ? roles : "");
    struct text role;
    bool is_known = rest.length == 0 || strpbrk(roles, "{<$") != NULL;
    while (!is_known && text_split(&rest, ' ', &role)) {
        is_known = is_role(role);
    }
    return is_known ? NULL
                    : arena_print(at->check->scratch, "there is no role '%s'",
                                  check_show(at->check, roles));
}

static const char *hidden_focus_fault(const struct check_node *at)
{
    return check_value_is(at, "aria-hidden", "true") && check_is_focusable(at)
               ? "the keyboard gets to it, but it is hidden from screen readers"
               : NULL;
}

/* A role alone makes nothing that keys reach. */
static const char *keyboard_fault(const struct check_node *at)
{
    static const char *const ACTIVE[] = {"button", "link", "checkbox", "radio", "switch", NULL};
    static const char *const OWN[] = {"a",      "button", "input",   "select", "textarea",
                                      "option", "label",  "summary", "area",   NULL};
    bool is_active = false;
    for (size_t i = 0; ACTIVE[i] != NULL; i++) {
        is_active |= check_value_is(at, "role", ACTIVE[i]);
    }
    bool is_reached = html_attribute(at->node, "tabindex") != NULL ||
                      html_is_one_of(at->node, OWN) || check_is_hidden(at);
    return is_active && !is_reached ? "it acts as a button or link, and no key gets to it" : NULL;
}

static const struct check_rule RULES[] = {
    {.id = "A11Y-alt",
     .severity = CHECK_WARNING,
     .title = "Pictures have alt texts",
     .why = "A screen reader reads the file's name, or nothing.",
     .remedy = "Say in alt what the picture says; write alt=\"\" if it is decoration.",
     .source = "WCAG 2.2, 1.1.1 Non-text Content",
     CHECK_NODES(image_fault, "img")},
    {.id = "A11Y-alt-button",
     .severity = CHECK_WARNING,
     .title = "Pictures that can be clicked have alt texts",
     .why = "Nobody hears what happens.",
     .remedy = "Say in alt what it does, or where it leads.",
     .source = "WCAG 2.2, 1.1.1 Non-text Content",
     CHECK_NODES(image_input_fault, "input", "area")},
    {.id = "A11Y-alt-name",
     .severity = CHECK_NOTE,
     .title = "Alt texts say what pictures show",
     .why = "A file's name says nothing to those who hear it.",
     .remedy = "Say what the picture says; write alt=\"\" if it is decoration.",
     .source = "WCAG 2.2, 1.1.1 Non-text Content",
     CHECK_NODES(file_name_fault, "img", "input", "area")},
    {.id = "A11Y-link",
     .severity = CHECK_WARNING,
     .title = "Links have texts",
     .why = "A screen reader reads the address, letter by letter.",
     .remedy = "Add a text, the picture's alt text, or aria-label.",
     .source = "WCAG 2.2, 2.4.4 Link Purpose (In Context)",
     CHECK_NODES(link_fault, "a")},
    {.id = "A11Y-link-text",
     .severity = CHECK_NOTE,
     .title = "Links say where they lead",
     .why = "Who goes from link to link hears 'here', 'here', 'here'.",
     .remedy = "Name what is behind the link.",
     .source = "WCAG 2.2, 2.4.4 Link Purpose (In Context)",
     CHECK_NODES(link_text_fault, "a")},
    {.id = "A11Y-button",
     .severity = CHECK_WARNING,
     .title = "Buttons have names",
     .why = "A screen reader reads 'button'.",
     .remedy = "Add a text, the picture's alt text, or aria-label.",
     .source = "WCAG 2.2, 4.1.2 Name, Role, Value",
     CHECK_ALL_NODES(button_fault)},
    {.id = "A11Y-label",
     .severity = CHECK_WARNING,
     .title = "Fields have labels",
     .why = "Nobody hears what is to be entered; and who clicks beside a small box misses it.",
     .remedy = "Add <label for> with the field's id, or aria-label.",
     .source = "WCAG 2.2, 3.3.2 Labels or Instructions; 4.1.2 Name, Role, Value",
     CHECK_NODES(field_fault, "input", "select", "textarea")},
    {.id = "A11Y-for",
     .severity = CHECK_WARNING,
     .title = "Labels belong to fields that are there",
     .why = "The field that was meant has none.",
     .remedy = "Correct 'for', or the field's id.",
     .source = "WCAG 2.2, 1.3.1 Info and Relationships",
     CHECK_NODES(for_fault, "label")},
    {.id = "A11Y-frame",
     .severity = CHECK_WARNING,
     .title = "Frames have titles",
     .why = "Nobody hears what is in them, and whether to go in.",
     .remedy = "Add a title to it.",
     .source = "WCAG 2.2, 4.1.2 Name, Role, Value",
     CHECK_NODES(frame_fault, "iframe", "frame")},
    {.id = "A11Y-tabindex",
     .severity = CHECK_WARNING,
     .title = "The keyboard goes in the order of the page",
     .why = "The focus jumps about.",
     .remedy = "Use tabindex=\"0\", or none.",
     .source = "WCAG 2.2, 2.4.3 Focus Order",
     CHECK_ALL_NODES(order_fault)},
    {.id = "A11Y-role",
     .severity = CHECK_WARNING,
     .title = "Roles are those that there are",
     .why = "Screen readers pass over another one.",
     .remedy = "Take one of WAI-ARIA, or best the HTML element.",
     .source = "WCAG 2.2, 4.1.2 Name, Role, Value",
     CHECK_ALL_NODES(role_fault)},
    {.id = "A11Y-hidden",
     .severity = CHECK_WARNING,
     .title = "What the keyboard gets to is not hidden",
     .why = "The focus is somewhere, and nothing is heard.",
     .remedy = "Remove aria-hidden, or add tabindex=\"-1\".",
     .source = "WCAG 2.2, 4.1.2 Name, Role, Value",
     CHECK_ALL_NODES(hidden_focus_fault)},
    {.id = "A11Y-keyboard",
     .severity = CHECK_WARNING,
     .title = "What acts as a button can be reached by keys",
     .why = "Who has no mouse cannot go on.",
     .remedy = "Use <button>, or add tabindex=\"0\" and listen to keys.",
     .source = "WCAG 2.2, 2.1.1 Keyboard",
     CHECK_ALL_NODES(keyboard_fault)},
    {0},
};

extern const struct check_family CHECK_ACCESSIBILITY_FAMILY;
const struct check_family CHECK_ACCESSIBILITY_FAMILY = {
    .name = "accessibility",
    .title = "Accessibility of pictures, links and fields",
    .wants = check_is_html,
    .prepare = check_prepare_page,
    .rules = RULES,
};
