/* SPDX-License-Identifier: Apache-2.0 */

/* Pictures in SVG, which can do all that a page can. As an <img> one is only looked at; opened by
 * itself, or in an <object>, it runs what is in it. */
#include "check/nodes.h"
#include "check/rule.h"

#include "base/arena.h"
#include "opened/opened.h"

#include <string.h>
#include <strings.h>

/* Behind the prefix, which XML lets everybody choose. */
static const char *local_name(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon != NULL ? colon + 1 : name;
}

static bool is_listed(const char *name, const char *const *names)
{
    while (*names != NULL && strcmp(local_name(name), *names) != 0) {
        names++;
    }
    return *names != NULL;
}

/* Animations change addresses to what these attributes say. */
static bool leads_to_script(const struct html_node *node)
{
    static const char *const ADDRESSES[] = {"href", "src", "to", "from", "by", "values", NULL};
    for (size_t i = 0; i < node->attribute_count; i++) {
        const struct html_attribute *attribute = &node->attributes[i];
        struct text rest = text_of(attribute->value);
        struct text part;
        while (is_listed(attribute->name, ADDRESSES) && text_split(&rest, ';', &part)) {
            if (check_is_script_address(part.data)) {
                return true;
            }
        }
    }
    return false;
}

static const char *script_fault(const struct check_node *at)
{
    static const char *const SCRIPTS[] = {"script", NULL};
    static const char *const FRAMES[] = {"iframe", "object", "embed", NULL};
    return is_listed(at->node->name, SCRIPTS)   ? "a picture holds a script"
           : check_count_handlers(at->node) > 0 ? "a picture holds an event handler"
           : leads_to_script(at->node)          ? "a picture holds a 'javascript:' address"
           : is_listed(at->node->name, FRAMES)  ? "a picture holds a frame for other content"
                                                : NULL;
}

/* The value of an entity's declaration; empty if it stands elsewhere, which no browser fetches. */
static struct text entity_value(struct text text, const char *declaration)
{
    const char *end = text.data + text.length;
    const char *begin = declaration;
    while (begin < end && strchr("\"'>", *begin) == NULL) {
        begin++;
    }
    if (begin == end || *begin == '>') {
        return text_of("");
    }
    const char *close = memchr(begin + 1, *begin, (size_t)(end - begin - 1));
    close = close != NULL ? close : end;
    return (struct text){begin + 1, (size_t)(close - begin - 1)};
}

/* Entities of drawing programs hold addresses; one with markup in it is there to hide it. */
static void look_for_entities(const struct check *check, const struct check_rule *rule)
{
    struct text text;
    size_t line = 1;
    (void)check_text(check, &text);
    for (size_t i = 0; i < text.length; i++) {
        line += text.data[i] == '\n';
        struct text rest = {text.data + i, text.length - i};
        if (!text_starts_with(rest, "<!ENTITY")) {
            continue;
        }
        struct text value = entity_value(rest, rest.data);
        if (memchr(value.data, '<', value.length) != NULL ||
            memchr(value.data, '&', value.length) != NULL) {
            check_found(check, rule, check_line(check, line),
                        "an entity stands for more than text");
            return;
        }
    }
}

static const struct check_rule RULES[] = {
    {.id = "H-svg-script",
     .severity = CHECK_WARNING,
     .title = "Pictures run no script",
     .why = "Opened by itself an SVG runs it with all rights of the LMS's site; many LMSs refuse "
            "such a file.",
     .remedy = "Remove scripts, event handlers and frames from the picture; ask where it comes "
               "from.",
     .source = "https://cwe.mitre.org/data/definitions/79.html",
     CHECK_ALL_NODES(script_fault)},
    {.id = "H-svg-entity",
     .severity = CHECK_WARNING,
     .title = "Pictures hide nothing in entities",
     .why = "Browsers put in what the entity stands for, be it a script or a million copies of "
            "another entity; who looks through the file does not see it.",
     .remedy = "Remove the document type with its entities; ask where the picture comes from.",
     .source = "https://cwe.mitre.org/data/definitions/776.html",
     .look = look_for_entities},
    {0},
};

extern const struct check_family CHECK_SVG_FAMILY;
const struct check_family CHECK_SVG_FAMILY = {
    .name = "svg",
    .title = "Pictures in SVG",
    .wants = check_is_svg,
    .prepare = check_prepare_html,
    .rules = RULES,
};
