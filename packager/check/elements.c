/* SPDX-License-Identifier: Apache-2.0 */

/* What families about manifests share. */
#include "check/elements.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "opened/structure.h"
#include "xml/xml_document.h"
#include "xml/xml_schema.h"

#include <stdlib.h>
#include <string.h>

enum { CHARACTERS_IN_NUMBER = 40 };

void check_element_found(const struct check *check, const struct check_rule *rule,
                         const xmlNode *element, const char *fault)
{
    if (fault != NULL) {
        check_found(check, rule, check_place_of(check, element), "%s", fault);
    }
}

void check_elements(const struct check *check, const struct check_rule *rule)
{
    const struct check_element_rule *about = rule->about;
    const xmlNode *root = xml_root(check->structure->document);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, about->name)) {
            check_element_found(check, rule, one, about->fault(check, one));
        }
    }
}

const struct xml_problem *check_schema(const struct check *check, const struct embedded_file *files,
                                       const char *first)
{
    if (xml_root(check->structure->document) == NULL) {
        return NULL;
    }
    const struct xml_schema *schema = NULL;
    struct error error = {0};
    if (xml_schema_read(files, first, check->scratch, &schema, &error) != STATUS_OK) {
        check_failed(check, &error);
        return NULL;
    }
    struct xml_problems problems = {0};
    xml_schema_check(schema, check->structure->document, check->scratch, &problems);
    return problems.first;
}

void check_tell_problems(const struct check *check, const struct check_rule *rule,
                         const struct xml_problem *problems, enum check_choice choice,
                         const char *part)
{
    for (; problems != NULL; problems = problems->next) {
        bool has_part = strstr(problems->message, part) != NULL;
        if (has_part == (choice == CHECK_WITH)) {
            struct check_place place = check_place_of(check, NULL);
            place.line = problems->line;
            check_found(check, rule, place, "%s", problems->message);
        }
    }
}

static bool is_of(const xmlNs *used, const char *namespace)
{
    return used != NULL && used->href != NULL && strcmp((const char *)used->href, namespace) == 0;
}

bool check_is_in(const xmlNode *node, const char *namespace)
{
    return node != NULL && is_of(node->ns, namespace);
}

static const char *prefix_fault(const struct check *check, const struct check_prefix *table,
                                const xmlNs *used)
{
    for (; table->prefix != NULL; table++) {
        const char *prefix = used != NULL ? (const char *)used->prefix : NULL;
        bool is_same = prefix != NULL && strcmp(prefix, table->prefix) == 0;
        if (is_of(used, table->namespace) && !is_same) {
            return arena_print(check->arena, "'%s' has the prefix '%s' here, not '%s'",
                               table->namespace, check_show(check, prefix), table->prefix);
        }
    }
    return NULL;
}

void check_prefixes(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = xml_root(check->structure->document);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        check_element_found(check, rule, one, prefix_fault(check, rule->about, one->ns));
        for (const xmlAttr *attribute = one->properties; attribute != NULL;
             attribute = attribute->next) {
            check_element_found(check, rule, one, prefix_fault(check, rule->about, attribute->ns));
        }
    }
}

const char *check_default_namespace(const struct check *check, const char *namespace)
{
    const xmlNode *root = xml_root(check->structure->document);
    if (root == NULL) {
        return NULL;
    }
    if (!check_is_in(root, namespace)) {
        return arena_print(check->arena, "it is not in the namespace '%s'", namespace);
    }
    return root->ns->prefix != NULL ? "its namespace has a prefix, and must be the default" : NULL;
}

const char *check_metadata_text(const struct check *check, const char *name,
                                const char *const *wanted)
{
    const xmlNode *metadata = xml_child(xml_root(check->structure->document), "metadata");
    const char *found = xml_child_text(metadata, name, check->scratch);
    if (found == NULL) {
        return arena_print(check->arena, "its metadata has no <%s>; it must say '%s'", name,
                           wanted[0]);
    }
    for (const char *const *one = wanted; *one != NULL; one++) {
        if (strcmp(found, *one) == 0) {
            return NULL;
        }
    }
    return arena_print(check->arena, "<%s> says '%s', not '%s'", name, check_show(check, found),
                       wanted[0]);
}

void check_tell_missing_at_root(const struct check *check, const struct check_rule *rule,
                                const char *const *names)
{
    for (; *names != NULL; names++) {
        if (opened_find(check->opened, *names) == NULL) {
            check_found(check, rule, (struct check_place){0}, "there is no '%s' at its root",
                        *names);
        }
    }
}

const char *check_attribute(const struct check *check, const xmlNode *element, const char *name)
{
    return xml_attribute(element, name, check->scratch);
}

/* The same path with '/' for '\'. */
static const char *turn_slashes(const struct check *check, const char *path)
{
    char *turned = arena_copy_string(check->scratch, path);
    for (char *c = turned; *c != '\0'; c++) {
        *c = (char)(*c == '\\' ? '/' : *c);
    }
    return turned;
}

const char *check_missing(const struct check *check, const struct opened_reference *reference)
{
    if (reference->written == NULL || reference->is_external || reference->file != NULL) {
        return NULL;
    }
    const char *shown = check_show(check, reference->written);
    if (reference->climbs) {
        return arena_print(check->arena, "'%s' leads out of the package", shown);
    }
    const struct opened_file *similar = opened_find_folded(check->opened, reference->path);
    if (similar != NULL) {
        return arena_print(check->arena, "'%s' is not in the package; '%s' is, and capitals count",
                           shown, check_show(check, similar->path));
    }
    if (opened_find(check->opened, turn_slashes(check, reference->path)) != NULL) {
        return arena_print(check->arena, "'%s' is not in the package; with '/' for '\\' it is",
                           shown);
    }
    return arena_print(check->arena, "'%s' is not in the package", shown);
}

const char *check_unencoded(const struct check *check, const char *address)
{
    for (const char *at = address != NULL ? address : ""; *at != '\0'; at++) {
        bool is_half = *at == '%' && (!ascii_is_hexadecimal(at[1]) || !ascii_is_hexadecimal(at[2]));
        if (is_half || (unsigned char)*at <= ' ' || (unsigned char)*at >= 0x7F ||
            strchr("\"<>\\^`{|}[]", *at) != NULL) {
            return arena_print(check->arena, "'%s' has characters that need to be encoded",
                               check_show(check, address));
        }
    }
    return NULL;
}

static int compare_texts(const void *left, const void *right)
{
    const char *const *one = left;
    const char *const *other = right;
    return strcmp(*one, *other);
}

void check_names_add(const struct check *check, struct check_names *names, const char *text)
{
    names->texts = arena_grow(check->scratch, names->texts, names->count, &names->capacity,
                              sizeof *names->texts);
    names->texts[names->count++] = text;
}

void check_names_sort(struct check_names *names)
{
    if (names->count > 0) {
        qsort(names->texts, names->count, sizeof *names->texts, compare_texts);
    }
}

static bool is_one_of(const xmlNode *node, const char *const *names)
{
    while (*names != NULL && !xml_is(node, *names)) {
        names++;
    }
    return *names != NULL;
}

struct check_names check_collect(const struct check *check, const char *const *elements,
                                 const char *attribute)
{
    struct check_names names = {0};
    const xmlNode *root = xml_root(check->structure->document);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        const char *text = is_one_of(one, elements) ? check_attribute(check, one, attribute) : NULL;
        if (text != NULL) {
            check_names_add(check, &names, text);
        }
    }
    check_names_sort(&names);
    return names;
}

struct check_names check_collect_texts(const struct check *check,
                                       const char *(*name_of)(const struct check *check,
                                                              const xmlNode *element))
{
    struct check_names names = {0};
    const xmlNode *root = xml_root(check->structure->document);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        const char *text = name_of(check, one);
        if (text != NULL) {
            check_names_add(check, &names, text);
        }
    }
    check_names_sort(&names);
    return names;
}

bool check_names_hold(const struct check_names *names, const char *text)
{
    return names->count > 0 &&
           bsearch(&text, names->texts, names->count, sizeof *names->texts, compare_texts) != NULL;
}

bool check_is_number(const char *text, double *out)
{
    size_t length = strlen(text);
    if (length == 0 || length > CHARACTERS_IN_NUMBER ||
        text[strspn(text, "-+.0123456789")] != '\0') {
        return false;
    }
    char *end = NULL;
    *out = strtod(text, &end);
    return *end == '\0';
}
