/* SPDX-License-Identifier: Apache-2.0 */

/* JSON -> nodes. Each schema is read once, however many '$ref' lead to it; what has a '$ref' is
 * nothing but that (draft-07 core, 8.3). */
#include "schema/reader.h"

#include "base/printable.h"
#include "schema/uri.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MAX = 512, SLOTS_FIRST = 16 };

void schema_tell(struct schema_reader *reader, enum schema_problem problem,
                 const struct json_place *place, const char *format, ...)
{
    char message[MESSAGE_MAX];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    reader->is_broken = reader->is_broken || problem != SCHEMA_PROBLEM_IGNORED;
    reader->watch->tell(reader->watch->context, problem, json_place_pointer(place, reader->arena),
                        arena_copy_string(reader->arena, message));
}

const struct json_place *schema_place_below(struct schema_reader *reader,
                                            const struct json_place *above, const char *key,
                                            size_t index)
{
    struct json_place *place = ARENA_NEW(reader->arena, struct json_place);
    *place = (struct json_place){above, key, index};
    return place;
}

/* The entry of `json`, or the free slot for it; the number of slots is a power of two. */
static struct schema_entry *slot_of(const struct schema_reader *reader, const json_t *json)
{
    size_t mask = reader->entry_capacity - 1;
    size_t at = (size_t)((uint64_t)(uintptr_t)json * 0x9E3779B97F4A7C15U >> 32) & mask;
    while (reader->entries[at].node != NULL && reader->entries[at].node->json != json) {
        at = (at + 1) & mask;
    }
    return &reader->entries[at];
}

struct schema_entry *schema_entry_find(const struct schema_reader *reader, const json_t *json)
{
    struct schema_entry *entry = slot_of(reader, json);
    return entry->node != NULL ? entry : NULL;
}

static void add_entry(struct schema_reader *reader, const struct schema_entry *entry)
{
    if (reader->entry_count * 2 >= reader->entry_capacity) {
        const struct schema_entry *old = reader->entries;
        size_t count = reader->entry_capacity;
        reader->entry_capacity *= 2;
        reader->entries = ARENA_ARRAY(reader->arena, struct schema_entry, count * 2);
        for (size_t i = 0; i < count; i++) {
            if (old[i].node != NULL) {
                *slot_of(reader, old[i].node->json) = old[i];
            }
        }
    }
    *slot_of(reader, entry->node->json) = *entry;
    reader->entry_count++;
}

static void add_identity(struct schema_reader *reader, const char *uri,
                         const struct schema_node *node)
{
    reader->identities = arena_grow(reader->arena, reader->identities, reader->identity_count,
                                    &reader->identity_capacity, sizeof *reader->identities);
    reader->identities[reader->identity_count++] = (struct schema_identity){uri, node};
}

/* '$id' (draft-07 core, 8.2): "#name" names the schema, all else is a new base. */
static void read_identity(struct schema_reader *reader, struct schema_node *node)
{
    const char *id = json_string_value(json_object_get(node->json, "$id"));
    if (id == NULL) {
        return;
    }
    const char *uri = uri_resolve(node->base, id, reader->arena);
    if (id[0] != '#') {
        uri = uri_document(uri, reader->arena);
        node->base = uri;
    }
    add_identity(reader, uri, node);
}

static void check_draft(struct schema_reader *reader, const json_t *json,
                        const struct json_place *place)
{
    const char *draft = json_string_value(json_object_get(json, "$schema"));
    if (draft != NULL && strstr(draft, "draft-07/schema") == NULL) {
        schema_tell(reader, SCHEMA_PROBLEM_IGNORED, place,
                    "'$schema' is '%s': it is read as draft-07, as xAPI Profiles ask for",
                    printable(reader->arena, text_of(draft)));
    }
}

static void add_use(struct schema_reader *reader, struct schema_node *node, const char *name,
                    const json_t *value, const struct json_place *above)
{
    const struct schema_keyword *keyword = schema_keyword_find(name);
    if (keyword == NULL) {
        schema_tell(reader, SCHEMA_PROBLEM_IGNORED, above,
                    "'%s' is no keyword of JSON Schema draft-07, and asks nothing",
                    printable(reader->arena, text_of(name)));
        return;
    }
    struct schema_use *use = &node->uses[node->use_count++];
    *use = (struct schema_use){.keyword = keyword, .node = node, .value = value};
    const struct json_place *place = schema_place_below(reader, above, keyword->name, 0);
    schema_shape_read(reader, use, place);
    if (keyword->shape == SHAPE_REFERENCE) {
        reader->references = arena_grow(reader->arena, reader->references, reader->reference_count,
                                        &reader->reference_capacity, sizeof *reader->references);
        reader->references[reader->reference_count++] = (struct schema_reference){use, place};
    }
}

static void read_object(struct schema_reader *reader, struct schema_node *node,
                        const struct json_place *place)
{
    const json_t *reference = json_object_get(node->json, "$ref");
    size_t count = reference != NULL ? 1 : json_object_size(node->json);
    node->uses = ARENA_ARRAY(reader->arena, struct schema_use, count + 1);
    if (reference != NULL) {
        add_use(reader, node, "$ref", reference, place);
        return;
    }
    check_draft(reader, node->json, place);
    read_identity(reader, node);
    const char *name;
    json_t *value;
    json_object_foreach (json_iterable(node->json), name, value) {
        add_use(reader, node, name, value, place);
    }
}

static bool is_over_a_limit(struct schema_reader *reader, const struct json_place *place)
{
    if (reader->depth >= SCHEMA_DEPTH_MAX) {
        schema_tell(reader, SCHEMA_PROBLEM_LIMIT, place,
                    "more than %d schemas stand within each other", SCHEMA_DEPTH_MAX);
        return true;
    }
    if (reader->entry_count >= SCHEMA_NODES_MAX) {
        schema_tell(reader, SCHEMA_PROBLEM_LIMIT, place, "it has more than %d schemas",
                    SCHEMA_NODES_MAX);
        return true;
    }
    return false;
}

const struct schema_node *schema_node_read(struct schema_reader *reader, const json_t *json,
                                           const char *base, const struct json_place *place)
{
    const struct schema_entry *known = schema_entry_find(reader, json);
    if (known != NULL) {
        return known->node;
    }
    if (!json_is_object(json) && !json_is_boolean(json)) {
        schema_tell(reader, SCHEMA_PROBLEM_FORM, place, "a schema is an object, true or false");
        return NULL;
    }
    if (is_over_a_limit(reader, place)) {
        return NULL;
    }
    struct schema_node *node = ARENA_NEW(reader->arena, struct schema_node);
    *node = (struct schema_node){.json = json, .base = base};
    add_entry(reader, &(struct schema_entry){node, place});
    if (json_is_object(json)) {
        reader->depth++;
        read_object(reader, node, place);
        reader->depth--;
    }
    return node;
}

const struct schema *schema_read(const json_t *json, struct arena *arena,
                                 const struct schema_watch *watch)
{
    struct schema_reader reader = {.arena = arena,
                                   .watch = watch,
                                   .entry_capacity = SLOTS_FIRST,
                                   .entries = ARENA_ARRAY(arena, struct schema_entry, SLOTS_FIRST)};
    const struct schema_node *root = schema_node_read(&reader, json, "", NULL);
    if (root != NULL) {
        add_identity(&reader, root->base, root);
        schema_references_resolve(&reader);
    }
    if (reader.is_broken) {
        return NULL;
    }
    struct schema *schema = ARENA_NEW(arena, struct schema);
    schema->root = root;
    return schema;
}
