/* SPDX-License-Identifier: Apache-2.0 */

/* Walks through the elements of a page. */
#include "check/nodes.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "opened/opened.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

void check_node_found(const struct check_node *at, const struct check_rule *rule, const char *fault)
{
    struct check_place place = check_line(at->check, at->node->line);
    place.element = check_show(at->check, at->node->name);
    check_found(at->check, rule, place, "%s", fault);
}

void check_nodes(const struct check *check, const struct check_rule *rule)
{
    const struct check_node_rule *about = rule->about;
    const struct html_document *document = check_html(check);
    for (size_t i = 0; i < document->count; i++) {
        const struct html_node *node = &document->nodes[i];
        if (html_is(node, "template")) {
            i = node->end - 1;
            continue;
        }
        bool is_asked =
            node->name != NULL && (about->names == NULL || html_is_one_of(node, about->names));
        const struct check_node at = {check, document, node, i};
        const char *fault = is_asked ? about->fault(&at) : NULL;
        if (fault != NULL) {
            check_node_found(&at, rule, fault);
        }
    }
}

const void *check_prepare_html(const struct check *check)
{
    return check_html(check);
}

static bool ends_in(const struct opened_file *file, const char *const *endings)
{
    size_t length = strlen(file->path);
    for (; *endings != NULL; endings++) {
        size_t part = strlen(*endings);
        if (length > part && strcasecmp(file->path + length - part, *endings) == 0) {
            return true;
        }
    }
    return false;
}

bool check_is_html(const struct opened_file *file)
{
    static const char *const ENDINGS[] = {".html", ".htm", ".xhtml", NULL};
    return ends_in(file, ENDINGS);
}

bool check_is_svg(const struct opened_file *file)
{
    static const char *const ENDINGS[] = {".svg", NULL};
    return ends_in(file, ENDINGS);
}

bool check_is_script(const struct opened_file *file)
{
    static const char *const ENDINGS[] = {".js", ".mjs", NULL};
    return ends_in(file, ENDINGS);
}

const char *check_value(const struct check_node *at, const char *attribute)
{
    const char *value = html_attribute(at->node, attribute);
    return value != NULL ? arena_copy(at->check->scratch, text_trim(text_of(value))) : NULL;
}

bool check_value_is(const struct check_node *at, const char *attribute, const char *value)
{
    const char *actual = html_attribute(at->node, attribute);
    struct text text = text_trim(text_of(actual != NULL ? actual : ""));
    return actual != NULL && text.length == strlen(value) &&
           strncasecmp(text.data, value, text.length) == 0;
}

bool check_says(const struct check_node *at, const char *attribute)
{
    const char *value = html_attribute(at->node, attribute);
    return value != NULL && text_trim(text_of(value)).length > 0;
}

const char *check_holds(const char *text, const char *part)
{
    size_t length = strlen(part);
    while (*text != '\0' && strncasecmp(text, part, length) != 0) {
        text++;
    }
    return *text != '\0' ? text : NULL;
}

static int compare_values(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

struct check_names check_collect_values(const struct check *check,
                                        const struct html_document *document, const char *attribute)
{
    const char **texts = ARENA_ARRAY(check->scratch, const char *, document->count);
    size_t count = 0;
    for (size_t i = 0; i < document->count; i++) {
        const char *value = html_attribute(&document->nodes[i], attribute);
        if (value != NULL && value[0] != '\0') {
            texts[count++] = value;
        }
    }
    if (count > 0) {
        qsort(texts, count, sizeof *texts, compare_values);
    }
    return (struct check_names){.texts = texts, .count = count};
}

/* HTML 4.12.1: no type, that of JavaScript under one of its names, or "module". */
bool check_runs(const struct html_node *node)
{
    const char *type = html_attribute(node, "type");
    return html_is(node, "script") &&
           (type == NULL || type[0] == '\0' || check_holds(type, "javascript") != NULL ||
            check_holds(type, "ecmascript") != NULL || strcasecmp(type, "module") == 0);
}

struct text check_raw(const struct html_document *document, size_t place, size_t *line)
{
    bool has_text = document->nodes[place].end > place + 1;
    *line = has_text ? document->nodes[place + 1].line : document->nodes[place].line;
    return has_text ? document->nodes[place + 1].text : text_of("");
}

bool check_is_handler(const struct html_attribute *attribute)
{
    return strncmp(attribute->name, "on", 2) == 0 && ascii_is_letter(attribute->name[2]);
}

size_t check_count_handlers(const struct html_node *node)
{
    size_t count = 0;
    for (size_t i = 0; i < node->attribute_count; i++) {
        count += check_is_handler(&node->attributes[i]);
    }
    return count;
}

bool check_is_script_address(const char *address)
{
    const char *rest = "javascript:";
    while (*address != '\0' && (unsigned char)*address <= ' ') {
        address++;
    }
    for (; *address != '\0' && *rest != '\0'; address++) {
        if (strchr("\t\r\n", *address) != NULL) {
            continue;
        }
        if (ascii_to_lower(*address) != *rest) {
            return false;
        }
        rest++;
    }
    return *rest == '\0';
}

size_t check_scheme(const char *address)
{
    size_t length = 0;
    while (ascii_is_letter(address[0]) &&
           (ascii_is_letter_or_digit(address[length]) ||
            (address[length] != '\0' && strchr("+-.", address[length]) != NULL))) {
        length++;
    }
    return length > 0 && address[length] == ':' ? length + 1 : 0;
}
