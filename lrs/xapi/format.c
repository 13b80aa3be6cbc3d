/* SPDX-License-Identifier: Apache-2.0 */

/* Two rewriters (xapi/rewrite.h). */
#include "xapi/format.h"

#include "base/arena.h"
#include "base/json.h"
#include "xapi/raw.h"
#include "xapi/rewrite.h"

#include <string.h>

/* Members one after the other. */
struct members {
    struct buffer *out;
    bool has_one;
};

static void add_key(struct members *members, struct text key)
{
    buffer_add_string(members->out, members->has_one ? ",\"" : "{\"");
    buffer_add_text(members->out, key);
    buffer_add_string(members->out, "\":");
    members->has_one = true;
}

static void add_member(struct members *members, struct text key, struct text value)
{
    add_key(members, key);
    buffer_add_text(members->out, value);
}

static void end_members(struct members *members)
{
    buffer_add_string(members->out, members->has_one ? "}" : "{}");
}

static bool key_is_one_of(struct text key, const char *const *names)
{
    for (; *names != NULL; names++) {
        if (raw_key_is(key, *names)) {
            return true;
        }
    }
    return false;
}

/* ---- ids ---- */

static const char *const identifiers[] = {"mbox", "mbox_sha1sum", "openid", "account", NULL};
static const char *const agent_keys[] = {"objectType", "mbox",    "mbox_sha1sum",
                                         "openid",     "account", NULL};

static void write_only(struct text raw, const char *const *keys, struct buffer *out)
{
    struct members members = {.out = out};
    struct json_walk walk = json_walk_begin(raw);
    while (json_walk_next(&walk)) {
        if (key_is_one_of(walk.key, keys)) {
            add_member(&members, walk.key, walk.value);
        }
    }
    end_members(&members);
}

static bool is_identified(struct text actor)
{
    struct json_walk walk = json_walk_begin(actor);
    while (json_walk_next(&walk)) {
        if (key_is_one_of(walk.key, identifiers)) {
            return true;
        }
    }
    return false;
}

static void write_member_ids(struct text list, struct buffer *out)
{
    struct json_walk walk = json_walk_begin(list);
    const char *before = "[";
    while (json_walk_next(&walk)) {
        buffer_add_string(out, before);
        write_only(walk.value, agent_keys, out);
        before = ",";
    }
    buffer_add_string(out, before[0] == '[' ? "[]" : "]");
}

/* Data 2.4.2.2: nothing but its members tells an anonymous Group. */
static void write_anonymous_ids(struct text raw, struct buffer *out)
{
    struct members members = {.out = out};
    struct json_walk walk = json_walk_begin(raw);
    while (json_walk_next(&walk)) {
        if (raw_key_is(walk.key, "objectType")) {
            add_member(&members, walk.key, walk.value);
        } else if (raw_key_is(walk.key, "member")) {
            add_key(&members, walk.key);
            write_member_ids(walk.value, out);
        }
    }
    end_members(&members);
}

static void write_actor_ids(void *context, struct text raw, struct buffer *out)
{
    (void)context;
    if (is_identified(raw)) {
        write_only(raw, agent_keys, out);
        return;
    }
    write_anonymous_ids(raw, out);
}

static void write_id(void *context, struct text raw, struct buffer *out)
{
    static const char *const keys[] = {"id", NULL};
    (void)context;
    write_only(raw, keys, out);
}

void format_ids(struct text statement, struct buffer *out)
{
    const struct rewriter rewriter = {
        .actor = write_actor_ids, .verb = write_id, .activity = write_id};
    rewrite_statement(statement, &rewriter, out);
}

/* ---- canonical ---- */

static void write_language_map(struct text map, const struct accept_language *wishes,
                               struct buffer *out)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct members members = {.out = out};
    struct text key = {NULL, 0};
    struct text value = {NULL, 0};
    int best = 0;
    struct json_walk walk = json_walk_begin(map);
    while (json_walk_next(&walk)) {
        const char *tag = raw_key(walk.key, arena);
        int rank = accept_language_rank(wishes, text_of(tag == NULL ? "" : tag));
        if (key.data == NULL || rank > best) {
            key = walk.key;
            value = walk.value;
            best = rank;
        }
    }
    if (key.data != NULL) {
        add_member(&members, key, value);
    }
    end_members(&members);
}

/* An object in which `keys` are language maps. */
static void write_with_maps(struct text raw, const char *const *keys,
                            const struct accept_language *wishes, struct buffer *out)
{
    struct members members = {.out = out};
    struct json_walk walk = json_walk_begin(raw);
    while (json_walk_next(&walk)) {
        add_key(&members, walk.key);
        if (key_is_one_of(walk.key, keys)) {
            write_language_map(walk.value, wishes, out);
        } else {
            buffer_add_text(out, walk.value);
        }
    }
    end_members(&members);
}

static void write_components(struct text list, const struct accept_language *wishes,
                             struct buffer *out)
{
    static const char *const keys[] = {"description", NULL};
    struct json_walk walk = json_walk_begin(list);
    const char *before = "[";
    while (json_walk_next(&walk)) {
        buffer_add_string(out, before);
        write_with_maps(walk.value, keys, wishes, out);
        before = ",";
    }
    buffer_add_string(out, before[0] == '[' ? "[]" : "]");
}

void format_definition(struct text definition, const struct accept_language *wishes,
                       struct buffer *out)
{
    static const char *const maps[] = {"name", "description", NULL};
    static const char *const lists[] = {"choices", "scale", "source", "target", "steps", NULL};
    struct members members = {.out = out};
    struct json_walk walk = json_walk_begin(definition);
    while (json_walk_next(&walk)) {
        add_key(&members, walk.key);
        if (key_is_one_of(walk.key, maps)) {
            write_language_map(walk.value, wishes, out);
        } else if (key_is_one_of(walk.key, lists)) {
            write_components(walk.value, wishes, out);
        } else {
            buffer_add_text(out, walk.value);
        }
    }
    end_members(&members);
}

struct canonical {
    const struct format_source *source;
    const struct accept_language *wishes;
    enum status status;
    struct error *error;
};

typedef enum status (*source_part)(void *context, struct text iri, struct text *out,
                                   struct error *error);

/* What the source knows of `raw`, an Activity or verb, else what `raw` says itself under `key`. */
static struct text find(struct canonical *canonical, source_part look_up, struct text raw,
                        const char *key, const struct buffer *out)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text found = {NULL, 0};
    const char *iri = raw_string(raw_member(raw, "id"), arena);
    if (look_up != NULL && iri != NULL && !out->overflowed && canonical->status == STATUS_OK) {
        canonical->status =
            look_up(canonical->source->context, text_of(iri), &found, canonical->error);
    }
    bool is_known = canonical->status == STATUS_OK && found.data != NULL;
    return is_known ? found : raw_member(raw, key);
}

/* All members but `key`. */
static void write_without(struct text raw, const char *key, struct members *members)
{
    struct json_walk walk = json_walk_begin(raw);
    while (json_walk_next(&walk)) {
        if (!raw_key_is(walk.key, key)) {
            add_member(members, walk.key, walk.value);
        }
    }
}

static void write_activity(void *context, struct text raw, struct buffer *out)
{
    struct canonical *canonical = context;
    source_part look_up = canonical->source == NULL ? NULL : canonical->source->definition;
    struct text definition = find(canonical, look_up, raw, "definition", out);
    struct members members = {.out = out};
    write_without(raw, "definition", &members);
    if (definition.data != NULL) {
        add_key(&members, text_of("definition"));
        format_definition(definition, canonical->wishes, out);
    }
    end_members(&members);
}

static void write_verb(void *context, struct text raw, struct buffer *out)
{
    struct canonical *canonical = context;
    source_part look_up = canonical->source == NULL ? NULL : canonical->source->display;
    struct text display = find(canonical, look_up, raw, "display", out);
    struct members members = {.out = out};
    write_without(raw, "display", &members);
    if (display.data != NULL) {
        add_key(&members, text_of("display"));
        write_language_map(display, canonical->wishes, out);
    }
    end_members(&members);
}

enum status format_canonical(struct text statement, const struct format_source *source,
                             const struct accept_language *wishes, struct buffer *out,
                             struct error *error)
{
    struct canonical canonical = {source, wishes, STATUS_OK, error};
    const struct rewriter rewriter = {
        .verb = write_verb, .activity = write_activity, .context = &canonical};
    rewrite_statement(statement, &rewriter, out);
    return canonical.status;
}
