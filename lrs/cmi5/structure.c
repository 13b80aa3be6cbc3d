/* SPDX-License-Identifier: Apache-2.0 */

/* cmi5.xml into nodes. */
#include "cmi5/structure.h"

#include "base/iri.h"
#include "base/mem.h"
#include "cmi5/xml.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

/* An id on its way to the check that it stands once; kinds are apart (cmi5 13.1.2 to 13.1.4). */
struct named {
    const char *kind;
    const char *requirement;
    struct text id;
    long line;
};

struct reader {
    struct arena *arena;
    struct cmi5_node *nodes;
    size_t count;
    struct named *names; /* of nodes and objectives */
    size_t name_count;
};

static const char *const move_on_names[] = {
    [CMI5_NOT_APPLICABLE] = "NotApplicable",
    [CMI5_PASSED] = "Passed",
    [CMI5_COMPLETED] = "Completed",
    [CMI5_COMPLETED_AND_PASSED] = "CompletedAndPassed",
    [CMI5_COMPLETED_OR_PASSED] = "CompletedOrPassed",
};
enum { MOVE_ON_COUNT = sizeof move_on_names / sizeof move_on_names[0] };

const char *cmi5_move_on_name(enum cmi5_move_on move_on)
{
    return move_on_names[move_on];
}

bool cmi5_url_is_absolute(struct text url)
{
    for (size_t i = 0; i + 2 < url.length; i++) {
        if (strchr(":/?#", url.data[i]) != NULL) {
            return i > 0 && memcmp(url.data + i, "://", 3) == 0;
        }
    }
    return false;
}

static enum status add_name(struct reader *reader, const xmlNode *element, const char *kind,
                            const char *requirement, struct error *error)
{
    struct text id = xml_attribute(element, "id", reader->arena);
    if (!iri_is_valid(id)) {
        return XML_BROKEN(element, error, "3.0.0.0-1", "the id of <%s> is not an absolute IRI",
                          kind);
    }
    if (reader->name_count == CMI5_NODES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "cmi5.xml: has more than %d ids", CMI5_NODES_MAX);
    }
    reader->names[reader->name_count++] = (struct named){
        .kind = kind, .requirement = requirement, .id = id, .line = xmlGetLineNo(element)};
    return STATUS_OK;
}

static int compare_names(const void *left_pointer, const void *right_pointer)
{
    const struct named *left = left_pointer;
    const struct named *right = right_pointer;
    int order = strcmp(left->kind, right->kind);
    if (order == 0) {
        size_t shorter = left->id.length < right->id.length ? left->id.length : right->id.length;
        order = memcmp(left->id.data, right->id.data, shorter);
    }
    if (order == 0) {
        order = (left->id.length > right->id.length) - (left->id.length < right->id.length);
    }
    return order != 0 ? order : (left->line > right->line) - (left->line < right->line);
}

static enum status check_names(struct reader *reader, struct error *error)
{
    qsort(reader->names, reader->name_count, sizeof *reader->names, compare_names);
    for (size_t i = 1; i < reader->name_count; i++) {
        const struct named *one = &reader->names[i - 1];
        const struct named *other = &reader->names[i];
        if (strcmp(one->kind, other->kind) == 0 && text_equals(one->id, other->id)) {
            return FAIL(error, STATUS_INVALID,
                        "cmi5.xml:%ld: the id of <%s> stands on line %ld already; give each its "
                        "own (cmi5 %s)",
                        other->line, other->kind, one->line, other->requirement);
        }
    }
    return STATUS_OK;
}

/* The langstrings of <title>; <description> is only asked for, as nothing here shows it. */
static enum status read_titles(struct reader *reader, const xmlNode *element,
                               struct cmi5_node *node, struct error *error)
{
    const xmlNode *title = xml_child(element, "title");
    const xmlNode *description = xml_child(element, "description");
    if (xml_child(title, "langstring") == NULL || xml_child(description, "langstring") == NULL) {
        return XML_BROKEN(element, error, "13.2.0.0-1",
                          "<%s> needs <title> and <description>, each with a <langstring>",
                          (const char *)element->name);
    }
    size_t count = 0;
    for (const xmlNode *at = xml_child(title, "langstring"); at != NULL; at = xml_next(at)) {
        count++;
    }
    struct cmi5_title *titles = ARENA_ARRAY(reader->arena, struct cmi5_title, count);
    for (const xmlNode *at = xml_child(title, "langstring"); at != NULL; at = xml_next(at)) {
        titles[node->title_count++] = (struct cmi5_title){xml_attribute(at, "lang", reader->arena),
                                                          xml_text(at, reader->arena)};
    }
    node->titles = titles;
    return STATUS_OK;
}

static enum status read_move_on(struct reader *reader, const xmlNode *element,
                                struct cmi5_node *node, struct error *error)
{
    struct text sent = xml_attribute(element, "moveOn", reader->arena);
    for (size_t i = 0; i < MOVE_ON_COUNT; i++) {
        if (sent.length == 0 || text_is(sent, move_on_names[i])) {
            node->move_on = (enum cmi5_move_on)i; /* NotApplicable is the default */
            return STATUS_OK;
        }
    }
    return XML_BROKEN(element, error, "13.2.0.0-1", "moveOn is none of the standard's values");
}

/* 0 to 1, at most four decimals (cmi5 13.1.4). */
static bool is_score(struct text text)
{
    size_t at = text.length > 0 && (text.data[0] == '0' || text.data[0] == '1') ? 1 : 0;
    if (at == 0 || at == text.length) {
        return at == text.length && text.length > 0;
    }
    if (text.data[at] != '.' || text.length < 3 || text.length > 6) {
        return false;
    }
    for (at++; at < text.length; at++) {
        char digit = text.data[at];
        if (digit < '0' || digit > (text.data[0] == '1' ? '0' : '9')) {
            return false;
        }
    }
    return true;
}

static enum status read_mastery(struct reader *reader, const xmlNode *element,
                                struct cmi5_node *node, struct error *error)
{
    node->mastery_score = xml_attribute(element, "masteryScore", reader->arena);
    if (node->mastery_score.length > 0 && !is_score(node->mastery_score)) {
        return XML_BROKEN(element, error, "13.2.0.0-1",
                          "masteryScore is not a number from 0 to 1 with at most four decimals");
    }
    return STATUS_OK;
}

static enum status read_method(struct reader *reader, const xmlNode *element,
                               struct cmi5_node *node, struct error *error)
{
    struct text sent = xml_attribute(element, "launchMethod", reader->arena);
    node->needs_own_window = text_is(sent, "OwnWindow");
    if (sent.length > 0 && !node->needs_own_window && !text_is(sent, "AnyWindow")) {
        return XML_BROKEN(element, error, "13.2.0.0-1",
                          "launchMethod is neither AnyWindow nor OwnWindow");
    }
    return STATUS_OK;
}

/* A page that the learner opens must not be a script: it would run wherever the link is shown. */
static bool is_address(struct text url, struct arena *arena)
{
    if (url.length == 0 || text_starts_with(url, "//")) {
        return false;
    }
    if (cmi5_url_is_absolute(url)) {
        return iri_is_valid(url) && strncasecmp(url.data, "javascript:", 11) != 0;
    }
    struct text path = url;
    struct text first;
    (void)text_split(&path, '/', &first);
    return memchr(first.data, ':', first.length) == NULL &&
           iri_is_valid(
               text_of(arena_print(arena, "https://content.invalid/%.*s", TEXT_ARGUMENTS(url))));
}

/* The launch's own parameters are put behind those of the address. */
static bool has_launch_parameter(struct text url)
{
    static const char *const taken[] = {"endpoint", "fetch", "actor", "registration", "activityId"};
    struct text part;
    (void)text_split(&url, '#', &part);
    url = part;
    (void)text_split(&url, '?', &part);
    while (text_split(&url, '&', &part)) {
        struct text name = {NULL, 0};
        (void)text_split(&part, '=', &name);
        for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
            if (text_is(name, taken[i])) {
                return true;
            }
        }
    }
    return false;
}

static enum status read_url(struct reader *reader, const xmlNode *element, struct cmi5_node *node,
                            struct error *error)
{
    const xmlNode *url = xml_child(element, "url");
    if (url == NULL) {
        return XML_BROKEN(element, error, "13.2.0.0-1", "<au> needs <url>");
    }
    node->url = xml_text(url, reader->arena);
    if (!is_address(node->url, reader->arena)) {
        return XML_BROKEN(url, error, "13.1.4.0-2", "the content of <url> is no address of a page");
    }
    if (has_launch_parameter(node->url)) {
        return XML_BROKEN(url, error, "8.1.0.0-6",
                          "<url> has one of the launch's parameters endpoint, fetch, actor, "
                          "registration or activityId; rename it");
    }
    return STATUS_OK;
}

static struct text optional_text(const xmlNode *element, const char *name, struct arena *arena)
{
    const xmlNode *child = xml_child(element, name);
    return child == NULL ? (struct text){NULL, 0} : xml_text(child, arena);
}

static enum status read_unit(struct reader *reader, const xmlNode *element, struct cmi5_node *node,
                             struct error *error)
{
    node->activity_type = xml_attribute(element, "activityType", reader->arena);
    if (node->activity_type.length > 0 && !iri_is_valid(node->activity_type)) {
        return XML_BROKEN(element, error, "3.0.0.0-1", "activityType is not an absolute IRI");
    }
    enum status status = read_move_on(reader, element, node, error);
    status = status != STATUS_OK ? status : read_mastery(reader, element, node, error);
    status = status != STATUS_OK ? status : read_method(reader, element, node, error);
    status = status != STATUS_OK ? status : read_url(reader, element, node, error);
    node->launch_parameters = optional_text(element, "launchParameters", reader->arena);
    node->entitlement_key = optional_text(element, "entitlementKey", reader->arena);
    return status;
}

static enum status add_node(struct reader *reader, const xmlNode *element, enum cmi5_kind kind,
                            size_t parent, struct error *error)
{
    static const struct {
        const char *kind;
        const char *requirement;
    } rows[] = {[CMI5_COURSE] = {"course", "13.2.0.0-1"},
                [CMI5_BLOCK] = {"block", "13.1.2.0-1"},
                [CMI5_UNIT] = {"au", "13.1.4.0-1"}};
    enum status status = add_name(reader, element, rows[kind].kind, rows[kind].requirement, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct cmi5_node *node = &reader->nodes[reader->count++];
    *node = (struct cmi5_node){
        .kind = kind, .parent = parent, .id = reader->names[reader->name_count - 1].id};
    status = read_titles(reader, element, node, error);
    return status == STATUS_OK && kind == CMI5_UNIT ? read_unit(reader, element, node, error)
                                                    : status;
}

/* What stands in the root or in a block, in the order of the document. Blocks are entered one
 * within the other, so `depth` bounds the stack. */
static enum status read_children(struct reader *reader, const xmlNode *element, size_t parent,
                                 unsigned depth, struct error *error)
{
    if (depth > CMI5_DEPTH_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "cmi5.xml:%ld: blocks stand more than %d deep",
                    xmlGetLineNo(element), CMI5_DEPTH_MAX);
    }
    size_t found = 0;
    enum status status = STATUS_OK;
    for (const xmlNode *at = element->children; at != NULL && status == STATUS_OK; at = at->next) {
        bool is_block = xml_is(at, "block");
        if (!is_block && !xml_is(at, "au")) {
            continue;
        }
        found++;
        size_t own = reader->count;
        status = add_node(reader, at, is_block ? CMI5_BLOCK : CMI5_UNIT, parent, error);
        if (status == STATUS_OK && is_block) {
            status = read_children(reader, at, own, depth + 1, error);
        }
    }
    if (status == STATUS_OK && found == 0) {
        return XML_BROKEN(element, error, "13.2.0.0-1", "<%s> has no <au> and no <block>",
                          (const char *)element->name);
    }
    return status;
}

static enum status read_objectives(struct reader *reader, const xmlNode *root, struct error *error)
{
    enum status status = STATUS_OK;
    for (const xmlNode *at = xml_child(xml_child(root, "objectives"), "objective");
         at != NULL && status == STATUS_OK; at = xml_next(at)) {
        status = add_name(reader, at, "objective", "13.1.3.0-1", error);
    }
    return status;
}

static enum status read_root(struct reader *reader, const xmlNode *root, struct error *error)
{
    if (!xml_is(root, "courseStructure") || xml_child(root, "course") == NULL) {
        return XML_BROKEN(root, error, "13.2.0.0-1",
                          "the root is not <courseStructure> of the namespace %s with a <course>",
                          CMI5_NAMESPACE);
    }
    enum status status = xml_check_names(root, error);
    status = status != STATUS_OK
                 ? status
                 : add_node(reader, xml_child(root, "course"), CMI5_COURSE, 0, error);
    status = status != STATUS_OK ? status : read_objectives(reader, root, error);
    status = status != STATUS_OK ? status : read_children(reader, root, 0, 1, error);
    return status != STATUS_OK ? status : check_names(reader, error);
}

enum status cmi5_course_read(struct text xml, struct arena *arena, struct cmi5_course *out,
                             struct error *error)
{
    AUTO(xml_release) xmlDoc *document = NULL;
    enum status status = xml_parse(xml, CMI5_STRUCTURE_MAX, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    size_t capacity = xml_count_elements(document, CMI5_NODES_MAX) + 1;
    struct reader reader = {
        .arena = arena,
        .nodes = ARENA_ARRAY(arena, struct cmi5_node, capacity),
        .names = ARENA_ARRAY(arena, struct named, capacity),
    };
    status = read_root(&reader, xmlDocGetRootElement(document), error);
    if (status == STATUS_OK) {
        *out = (struct cmi5_course){.nodes = reader.nodes, .count = reader.count};
    }
    return status;
}

size_t cmi5_course_find_unit(const struct cmi5_course *course, struct text id)
{
    for (size_t i = 1; i < course->count; i++) {
        if (course->nodes[i].kind == CMI5_UNIT && text_equals(course->nodes[i].id, id)) {
            return i;
        }
    }
    return 0;
}
