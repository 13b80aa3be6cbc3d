/* SPDX-License-Identifier: Apache-2.0 */

/* Agents are known by their agent_key(), so it does not matter how they are written. */
#include "xapi/mention.h"

#include "base/json.h"
#include "xapi/agent.h"
#include "xapi/raw.h"
#include "xapi/rewrite.h"
#include "xapi/value.h"

#include <assert.h>

#define NOBODY                                                                                   \
    "\"account\":{\"homePage\":\"" MENTION_NOBODY_HOME_PAGE "\",\"name\":\"" MENTION_NOBODY_NAME \
    "\"}"

bool identifiers_have(const struct identifiers *identifiers, struct text key)
{
    for (size_t i = 0; i < identifiers->count && key.data != NULL; i++) {
        if (text_equals(identifiers->keys[i], key)) {
            return true;
        }
    }
    return false;
}

/* ---- looking ---- */

static bool is_he(const json_t *agent, const struct identifiers *identifiers, struct arena *arena)
{
    return identifiers_have(identifiers, agent_key(agent, arena));
}

/* Of an Agent or a Group as actor or object. */
static enum mention look_at_party(const json_t *party, const struct identifiers *identifiers,
                                  struct arena *arena)
{
    if (is_he(party, identifiers, arena)) {
        return MENTION_ABOUT;
    }
    const json_t *members = json_object_get(party, "member");
    size_t count = json_array_size(members);
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        found += is_he(json_array_get(members, i), identifiers, arena);
    }
    bool has_others = found < count || agent_key(party, arena).data != NULL;
    return found == 0 ? MENTION_NONE : has_others ? MENTION_BESIDE : MENTION_ABOUT;
}

static bool is_party(const json_t *object)
{
    return member_is(object, "objectType", "Agent") || member_is(object, "objectType", "Group");
}

/* What is looked for among all Agents and Groups of a statement. */
struct search {
    const struct identifiers *identifiers;
    struct arena *arena;
    bool is_found;
};

static void search_raw(void *context, struct text raw, struct buffer *out)
{
    (void)out;
    struct search *search = context;
    json_t *party = NULL;
    struct error ignored;
    if (!search->is_found &&
        json_read_in(raw, NULL, search->arena, &party, &ignored) == STATUS_OK) {
        search->is_found = look_at_party(party, search->identifiers, search->arena) != MENTION_NONE;
    }
}

static bool is_anywhere(struct text members, const struct identifiers *identifiers,
                        struct arena *arena)
{
    struct search search = {.identifiers = identifiers, .arena = arena};
    const struct rewriter rewriter = {.actor = search_raw, .context = &search};
    rewrite_visit(members, &rewriter);
    return search.is_found;
}

enum mention mention_find(const json_t *statement, struct text members,
                          const struct identifiers *identifiers)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const json_t *object = json_object_get(statement, "object");
    enum mention actor = look_at_party(json_object_get(statement, "actor"), identifiers, arena);
    enum mention told = is_party(object) ? look_at_party(object, identifiers, arena) : MENTION_NONE;
    if (actor == MENTION_ABOUT || told == MENTION_ABOUT) {
        return MENTION_ABOUT;
    }
    return is_anywhere(members, identifiers, arena) ? MENTION_BESIDE : MENTION_NONE;
}

/* ---- taking out ---- */

/* In the context of both rewriters. */
static bool is_his(const struct search *search, struct text raw)
{
    json_t *party = NULL;
    struct error ignored;
    return json_read_in(raw, NULL, search->arena, &party, &ignored) == STATUS_OK &&
           is_he(party, search->identifiers, search->arena);
}

static void write_nobody(struct text raw, struct buffer *out)
{
    bool is_group = raw_string_is(raw_member(raw, "objectType"), "Group");
    buffer_add_string(out, is_group ? "{\"objectType\":\"Group\"," NOBODY "}"
                                    : "{\"objectType\":\"Agent\"," NOBODY "}");
}

static void write_members(const struct search *search, struct text list, struct buffer *out)
{
    struct json_walk walk = json_walk_begin(list);
    const char *before = "[";
    while (json_walk_next(&walk)) {
        buffer_add_string(out, before);
        if (is_his(search, walk.value)) {
            write_nobody(walk.value, out);
        } else {
            buffer_add_text(out, walk.value);
        }
        before = ",";
    }
    buffer_add_string(out, before[0] == '[' ? "[]" : "]");
}

/* A Group that stays, member by member. */
static void write_group(const struct search *search, struct text raw, struct buffer *out)
{
    struct json_walk walk = json_walk_begin(raw);
    const char *before = "{\"";
    while (json_walk_next(&walk)) {
        buffer_add_string(out, before);
        buffer_add_text(out, walk.key);
        buffer_add_string(out, "\":");
        if (raw_key_is(walk.key, "member")) {
            write_members(search, walk.value, out);
        } else {
            buffer_add_text(out, walk.value);
        }
        before = ",\"";
    }
    buffer_add_character(out, '}');
}

static void write_party(void *context, struct text raw, struct buffer *out)
{
    const struct search *search = context;
    if (is_his(search, raw)) {
        write_nobody(raw, out);
    } else if (raw_member(raw, "member").data != NULL) {
        write_group(search, raw, out);
    } else {
        buffer_add_text(out, raw);
    }
}

/* Nobody is longer than the shortest Agent, which takes more than 16 bytes. */
static size_t limit_of(struct text members)
{
    return 2 + members.length * (1 + sizeof "{\"objectType\":\"Agent\"," NOBODY "}" / 16);
}

struct text mention_remove(struct text members, const struct identifiers *identifiers,
                           struct arena *arena)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(limit_of(members));
    struct search search = {.identifiers = identifiers, .arena = arena};
    const struct rewriter rewriter = {.actor = write_party, .context = &search};
    rewrite_members(members, &rewriter, &out);
    assert(!out.overflowed);
    return (struct text){arena_copy(arena, buffer_text(&out)), out.length};
}

struct text mention_remove_attachments(struct text members, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(members.length);
    struct json_walk walk = {.rest = members, .is_object = true};
    const char *before = "\"";
    while (json_walk_next(&walk)) {
        if (!raw_key_is(walk.key, "attachments")) {
            buffer_add_string(&out, before);
            buffer_add_text(&out, walk.key);
            buffer_add_string(&out, "\":");
            buffer_add_text(&out, walk.value);
            before = ",\"";
        }
    }
    assert(!out.overflowed);
    return (struct text){arena_copy(arena, buffer_text(&out)), out.length};
}
