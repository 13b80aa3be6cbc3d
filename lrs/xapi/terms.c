/* SPDX-License-Identifier: Apache-2.0 */

/* Walks a statement for the agents, verb, activities and registration it names (Communication
 * 2.1.3). */
#include "xapi/terms.h"

#include "xapi/agent.h"

#include <stdlib.h>
#include <string.h>

struct collector {
    struct term *items;
    size_t count;
    size_t capacity;
    struct arena *arena;
};

/* Whether what is found also answers the narrow filters `agent` and `activity`, or only those with
 * related_agents and related_activities. */
enum relation { DIRECT, RELATED };

static void add(struct collector *collector, enum term_kind kind, struct text value)
{
    if (collector->count == collector->capacity) {
        size_t capacity = collector->capacity == 0 ? 16 : collector->capacity * 2;
        struct term *items = ARENA_ARRAY(collector->arena, struct term, capacity);
        if (collector->count > 0) {
            memcpy(items, collector->items, collector->count * sizeof *items);
        }
        collector->items = items;
        collector->capacity = capacity;
    }
    collector->items[collector->count++] = (struct term){kind, value};
}

static void add_key(struct collector *collector, const json_t *agent, enum relation relation)
{
    struct text key = agent_key(agent, collector->arena);
    if (key.data == NULL) {
        return;
    }
    add(collector, TERM_RELATED_AGENT, key);
    if (relation == DIRECT) {
        add(collector, TERM_AGENT, key);
    }
}

/* Communication 2.1.3: a Group also matches by each of its members. */
static void add_actor(struct collector *collector, const json_t *actor, enum relation relation)
{
    if (actor == NULL) {
        return;
    }
    add_key(collector, actor, relation);
    const json_t *members = json_object_get(actor, "member");
    for (size_t i = 0; i < json_array_size(members); i++) {
        add_key(collector, json_array_get(members, i), relation);
    }
}

static void add_activity(struct collector *collector, const json_t *activity,
                         enum relation relation)
{
    const json_t *id = json_object_get(activity, "id");
    if (!json_is_string(id)) {
        return;
    }
    struct text iri = {json_string_value(id), json_string_length(id)};
    add(collector, TERM_RELATED_ACTIVITY, iri);
    if (relation == DIRECT) {
        add(collector, TERM_ACTIVITY, iri);
    }
}

/* One Activity or an array of them. */
static void add_activities(struct collector *collector, const json_t *activities)
{
    add_activity(collector, activities, RELATED);
    for (size_t i = 0; i < json_array_size(activities); i++) {
        add_activity(collector, json_array_get(activities, i), RELATED);
    }
}

static void add_context_actors(struct collector *collector, const json_t *list, const char *key)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        add_actor(collector, json_object_get(json_array_get(list, i), key), RELATED);
    }
}

static void add_context(struct collector *collector, const json_t *context)
{
    static const char *const kinds[] = {"parent", "grouping", "category", "other"};
    add_actor(collector, json_object_get(context, "instructor"), RELATED);
    add_actor(collector, json_object_get(context, "team"), RELATED);
    add_context_actors(collector, json_object_get(context, "contextAgents"), "agent");
    add_context_actors(collector, json_object_get(context, "contextGroups"), "group");
    const json_t *activities = json_object_get(context, "contextActivities");
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        add_activities(collector, json_object_get(activities, kinds[i]));
    }
}

static void add_object(struct collector *collector, const json_t *object, enum relation relation);

/* What a statement and a SubStatement have in common. */
static void add_parts(struct collector *collector, const json_t *statement, enum relation relation)
{
    add_actor(collector, json_object_get(statement, "actor"), relation);
    add_object(collector, json_object_get(statement, "object"), relation);
    add_context(collector, json_object_get(statement, "context"));
}

static void add_object(struct collector *collector, const json_t *object, enum relation relation)
{
    if (member_is(object, "objectType", "Agent") || member_is(object, "objectType", "Group")) {
        add_actor(collector, object, relation);
    } else if (member_is(object, "objectType", "SubStatement")) {
        add_parts(collector, object, RELATED);
    } else if (!member_is(object, "objectType", "StatementRef")) {
        add_activity(collector, object, relation);
    }
}

static void add_registration(struct collector *collector, const json_t *statement)
{
    const json_t *context = json_object_get(statement, "context");
    struct uuid registration;
    if (uuid_read(json_text(json_object_get(context, "registration")), &registration)) {
        char *text = arena_allocate(collector->arena, 1, UUID_TEXT_SIZE);
        uuid_format(&registration, text);
        add(collector, TERM_REGISTRATION, text_of(text));
    }
}

static int compare_terms(const void *left, const void *right)
{
    const struct term *a = left;
    const struct term *b = right;
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    size_t common = a->value.length < b->value.length ? a->value.length : b->value.length;
    int order = common == 0 ? 0 : memcmp(a->value.data, b->value.data, common);
    if (order != 0) {
        return order;
    }
    return (a->value.length > b->value.length) - (a->value.length < b->value.length);
}

static size_t remove_doubles(struct term *terms, size_t count)
{
    if (count == 0) {
        return 0;
    }
    qsort(terms, count, sizeof *terms, compare_terms);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (compare_terms(&terms[i], &terms[kept - 1]) != 0) {
            terms[kept++] = terms[i];
        }
    }
    return kept;
}

void terms_collect(struct statement *statement, const json_t *json, const json_t *authority,
                   struct arena *arena)
{
    struct collector collector = {.arena = arena};
    add_parts(&collector, json, DIRECT);
    struct text verb = json_text(json_object_get(json_object_get(json, "verb"), "id"));
    if (verb.data != NULL) {
        add(&collector, TERM_VERB, verb);
    }
    add_registration(&collector, json);
    add_actor(&collector, authority, RELATED);
    statement->term_count = remove_doubles(collector.items, collector.count);
    statement->terms = collector.items;
}
