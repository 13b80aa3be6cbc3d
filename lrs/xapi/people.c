/* SPDX-License-Identifier: Apache-2.0 */

/* Walks a statement for Agents with names. */
#include "xapi/people.h"

#include "xapi/agent.h"

struct people {
    struct named_agent *items;
    size_t count;
    struct arena *arena;
};

static bool is_known(const struct people *people, const struct named_agent *agent)
{
    for (size_t i = 0; i < people->count; i++) {
        if (text_equals(people->items[i].key, agent->key) &&
            text_equals(people->items[i].name, agent->name)) {
            return true;
        }
    }
    return false;
}

static void add_agent(struct people *people, const json_t *agent)
{
    struct named_agent named = {.name = json_text(json_object_get(agent, "name"))};
    bool is_name = text_trim(named.name).length > 0 && named.name.length <= PERSON_NAME_MAX;
    if (!is_name || member_is(agent, "objectType", "Group") || people->count == NAMED_AGENTS_MAX) {
        return;
    }
    named.key = agent_key(agent, people->arena);
    if (named.key.data != NULL && !is_known(people, &named)) {
        people->items[people->count++] = named;
    }
}

/* An Agent, or a Group for its members. */
static void add_actor(struct people *people, const json_t *actor)
{
    add_agent(people, actor);
    const json_t *members = json_object_get(actor, "member");
    for (size_t i = 0; i < json_array_size(members); i++) {
        add_agent(people, json_array_get(members, i));
    }
}

static void add_list(struct people *people, const json_t *list, const char *key)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        add_actor(people, json_object_get(json_array_get(list, i), key));
    }
}

/* What a statement and a SubStatement have in common; an Activity has neither name nor members. */
static void add_parts(struct people *people, const json_t *statement)
{
    const json_t *context = json_object_get(statement, "context");
    add_actor(people, json_object_get(statement, "actor"));
    add_actor(people, json_object_get(statement, "object"));
    add_actor(people, json_object_get(context, "instructor"));
    add_actor(people, json_object_get(context, "team"));
    add_list(people, json_object_get(context, "contextAgents"), "agent");
    add_list(people, json_object_get(context, "contextGroups"), "group");
}

size_t people_named(const json_t *statement, struct arena *arena,
                    struct named_agent out[NAMED_AGENTS_MAX])
{
    struct people people = {.items = out, .arena = arena};
    add_parts(&people, statement);
    const json_t *object = json_object_get(statement, "object");
    if (member_is(object, "objectType", "SubStatement")) {
        add_parts(&people, object);
    }
    return people.count;
}
