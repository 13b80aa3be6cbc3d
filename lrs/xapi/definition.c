/* SPDX-License-Identifier: Apache-2.0 */

/* Merging, a table row a property.
 *
 * Interaction properties go together: a response pattern names components, and components belong to
 * a type. Within one type a list is replaced rather than joined, since the answers left out of a
 * revised question are no longer there; but a translated edition has the same ids, so descriptions
 * of one id are joined. */
#include "xapi/definition.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/json.h"
#include "xapi/raw.h"

#include <string.h>

/* Of two definitions within their limit, one property. */
enum { MERGED_MAX = 2 * DEFINITION_MAX };

typedef struct text (*merge_value)(struct text known, struct text sent, struct arena *arena);

/* Jansson's objects keep the order in which their keys came, also when one is set again. Here a
 * value is the raw text of a member. */
static void put_member(json_t *map, const char *key, struct text raw)
{
    (void)json_object_set_new_nocheck(map, key, json_stringn_nocheck(raw.data, raw.length));
}

/* Data is NULL if it does not fit, which no two definitions within their limit bring about. */
static struct text keep(const struct buffer *text, struct arena *arena)
{
    if (text->overflowed) {
        return (struct text){NULL, 0};
    }
    return (struct text){arena_copy(arena, buffer_text(text)), text->length};
}

static struct text write_map(json_t *map, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(MERGED_MAX);
    const char *key;
    json_t *member;
    buffer_add_character(&out, '{');
    json_object_foreach (map, key, member) {
        buffer_add_string(&out, out.length > 1 ? "," : "");
        buffer_add(&out, json_string_value(member), json_string_length(member));
    }
    buffer_add_character(&out, '}');
    return keep(&out, arena);
}

static void put_members(json_t *map, struct text object, bool folds_case, struct arena *arena)
{
    struct json_walk walk = json_walk_begin(object);
    while (json_walk_next(&walk)) {
        const char *decoded = raw_key(walk.key, arena);
        char *key = arena_copy_string(arena, decoded == NULL ? "" : decoded);
        for (char *c = key; folds_case && *c != '\0'; c++) {
            *c = ascii_to_lower(*c);
        }
        put_member(map, key,
                   text_of(arena_print(arena, "\"%.*s\":%.*s", TEXT_ARGUMENTS(walk.key),
                                       TEXT_ARGUMENTS(walk.value))));
    }
}

static struct text merge_maps(struct text known, struct text sent, bool folds_case,
                              struct arena *arena)
{
    AUTO(json_release) json_t *map = json_object();
    put_members(map, known, folds_case, arena);
    put_members(map, sent, folds_case, arena);
    return write_map(map, arena);
}

/* RFC 5646 2.1.1: case tells nothing in language tags. */
static struct text merge_languages(struct text known, struct text sent, struct arena *arena)
{
    return merge_maps(known, sent, true, arena);
}

static struct text merge_extensions(struct text known, struct text sent, struct arena *arena)
{
    return merge_maps(known, sent, false, arena);
}

static struct text take_latest(struct text known, struct text sent, struct arena *arena)
{
    (void)known;
    (void)arena;
    return sent;
}

/* The components of a list by id. */
static json_t *index_components(struct text list, struct arena *arena)
{
    json_t *index = json_object();
    struct json_walk walk = json_walk_begin(list);
    while (json_walk_next(&walk)) {
        const char *id = raw_string(raw_member(walk.value, "id"), arena);
        if (id != NULL) {
            put_member(index, id, walk.value);
        }
    }
    return index;
}

static void write_component(struct text known, struct text sent, struct arena *arena,
                            struct buffer *out)
{
    struct text id = raw_member(sent, "id");
    struct text old = raw_member(known, "description");
    struct text new = raw_member(sent, "description");
    buffer_add_string(out, out->length > 1 ? "," : "");
    buffer_add_string(out, "{\"id\":");
    buffer_add_text(out, id);
    if (old.data != NULL || new.data != NULL) {
        buffer_add_string(out, ",\"description\":");
        buffer_add_text(out, merge_languages(old, new, arena));
    }
    buffer_add_character(out, '}');
}

static struct text merge_components(struct text known, struct text sent, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(MERGED_MAX);
    AUTO(json_release) json_t *index = index_components(known, arena);
    struct json_walk walk = json_walk_begin(sent);
    buffer_add_character(&out, '[');
    while (json_walk_next(&walk)) {
        const char *id = raw_string(raw_member(walk.value, "id"), arena);
        const json_t *old = id == NULL ? NULL : json_object_get(index, id);
        struct text old_raw = {json_string_value(old), json_string_length(old)};
        write_component(old_raw, walk.value, arena, &out);
    }
    buffer_add_character(&out, ']');
    return keep(&out, arena);
}

static const struct property_rule {
    const char *key;
    merge_value merge;
    bool is_interaction;
} rules[] = {
    {"name", merge_languages, false},       {"description", merge_languages, false},
    {"type", take_latest, false},           {"moreInfo", take_latest, false},
    {"interactionType", take_latest, true}, {"correctResponsesPattern", take_latest, true},
    {"choices", merge_components, true},    {"scale", merge_components, true},
    {"source", merge_components, true},     {"target", merge_components, true},
    {"steps", merge_components, true},      {"extensions", merge_extensions, false},
};

static bool has_other_interaction(struct text known, struct text sent, struct arena *arena)
{
    const char *old = raw_string(raw_member(known, "interactionType"), arena);
    const char *new = raw_string(raw_member(sent, "interactionType"), arena);
    return old != NULL && new != NULL &&strcmp(old, new) != 0;
}

static void write_property(struct buffer *out, const char *key, struct text value)
{
    if (value.data != NULL) {
        buffer_print(out, "%s\"%s\":", out->length > 1 ? "," : "", key);
        buffer_add_text(out, value);
    }
}

/* What fits and says something; else what was known. */
static struct text choose(const struct buffer *merged, struct text known, struct arena *arena)
{
    if (merged->overflowed || merged->length <= 2) {
        return known;
    }
    return keep(merged, arena);
}

struct text definition_merge(struct text known, struct text sent, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(DEFINITION_MAX);
    if (sent.length > DEFINITION_MAX) {
        return known;
    }
    bool drops_interaction = has_other_interaction(known, sent, arena);
    buffer_add_character(&out, '{');
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        struct text old = {NULL, 0};
        struct text new = raw_member(sent, rules[i].key);
        if (!drops_interaction || !rules[i].is_interaction) {
            old = raw_member(known, rules[i].key);
        }
        write_property(&out, rules[i].key,
                       new.data == NULL ? old : rules[i].merge(old, new, arena));
    }
    buffer_add_character(&out, '}');
    return choose(&out, known, arena);
}

struct text display_merge(struct text known, struct text sent, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(DEFINITION_MAX);
    if (sent.length > DEFINITION_MAX) {
        return known;
    }
    buffer_add_text(&out, merge_languages(known, sent, arena));
    return choose(&out, known, arena);
}
