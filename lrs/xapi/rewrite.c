/* SPDX-License-Identifier: Apache-2.0 */

/* One table a kind of object says which members are looked into. */
#include "xapi/rewrite.h"

#include "base/json.h"
#include "xapi/raw.h"

struct copy {
    const struct rewriter *rewriter;
    struct buffer *out;
};

/* Writes what is to stand for the value in front of which the walk stands, and goes behind it. */
typedef void (*write_value)(const struct copy *copy, struct json_walk *walk);

/* What happens to a member; the others are copied. */
struct member_rule {
    const char *key;
    write_value write;
};

static void write_raw(const struct copy *copy, struct json_walk *walk)
{
    buffer_add_text(copy->out, json_walk_take(walk));
}

static write_value find_rule(const struct member_rule *rules, struct text key)
{
    while (rules->key != NULL && !raw_key_is(key, rules->key)) {
        rules++;
    }
    return rules->key == NULL ? write_raw : rules->write;
}

/* `before` the first one. */
static bool write_each_member(const struct copy *copy, struct json_walk *walk,
                              const struct member_rule *rules, const char *before)
{
    bool is_any = false;
    while (json_walk_peek(walk)) {
        buffer_add_string(copy->out, before);
        buffer_add_text(copy->out, walk->key);
        buffer_add_string(copy->out, "\":");
        find_rule(rules, walk->key)(copy, walk);
        before = ",\"";
        is_any = true;
    }
    return is_any;
}

static void write_members(const struct copy *copy, struct json_walk *walk,
                          const struct member_rule *rules)
{
    buffer_add_string(copy->out, write_each_member(copy, walk, rules, "{\"") ? "}" : "{}");
}

static void write_object_of(const struct copy *copy, struct json_walk *walk,
                            const struct member_rule *rules)
{
    struct json_walk below = json_walk_down(walk);
    write_members(copy, &below, rules);
    json_walk_up(walk, &below);
}

static void write_each(const struct copy *copy, struct json_walk *walk, write_value write)
{
    struct json_walk below = json_walk_down(walk);
    const char *before = "[";
    while (json_walk_peek(&below)) {
        buffer_add_string(copy->out, before);
        write(copy, &below);
        before = ",";
    }
    buffer_add_string(copy->out, before[0] == '[' ? "[]" : "]");
    json_walk_up(walk, &below);
}

static void write_part(const struct copy *copy, rewrite_part part, struct text raw)
{
    if (part == NULL) {
        buffer_add_text(copy->out, raw);
        return;
    }
    part(copy->rewriter->context, raw, copy->out);
}

static void write_actor(const struct copy *copy, struct json_walk *walk)
{
    write_part(copy, copy->rewriter->actor, json_walk_take(walk));
}

static void write_verb(const struct copy *copy, struct json_walk *walk)
{
    write_part(copy, copy->rewriter->verb, json_walk_take(walk));
}

static void write_activity(const struct copy *copy, struct json_walk *walk)
{
    write_part(copy, copy->rewriter->activity, json_walk_take(walk));
}

/* One Activity or an array of them (Data 2.4.6.2). */
static void write_activities(const struct copy *copy, struct json_walk *walk)
{
    if (walk->rest.data[0] == '[') {
        write_each(copy, walk, write_activity);
        return;
    }
    write_activity(copy, walk);
}

static void write_context_activities(const struct copy *copy, struct json_walk *walk)
{
    static const struct member_rule rules[] = {
        {"parent", write_activities},
        {"grouping", write_activities},
        {"category", write_activities},
        {"other", write_activities},
        {NULL, NULL},
    };
    write_object_of(copy, walk, rules);
}

static void write_context_actor(const struct copy *copy, struct json_walk *walk)
{
    static const struct member_rule rules[] = {
        {"agent", write_actor}, {"group", write_actor}, {NULL, NULL}};
    write_object_of(copy, walk, rules);
}

static void write_context_actors(const struct copy *copy, struct json_walk *walk)
{
    write_each(copy, walk, write_context_actor);
}

static void write_context(const struct copy *copy, struct json_walk *walk)
{
    static const struct member_rule rules[] = {
        {"instructor", write_actor},
        {"team", write_actor},
        {"contextActivities", write_context_activities},
        {"contextAgents", write_context_actors},
        {"contextGroups", write_context_actors},
        {NULL, NULL},
    };
    write_object_of(copy, walk, rules);
}

/* An object that is no SubStatement; one may not hold another (Data 2.4.4.3). */
static void write_plain(const struct copy *copy, struct text raw, struct text type)
{
    if (raw_string_is(type, "Agent") || raw_string_is(type, "Group")) {
        write_part(copy, copy->rewriter->actor, raw);
    } else if (type.data == NULL || raw_string_is(type, "Activity")) {
        write_part(copy, copy->rewriter->activity, raw);
    } else {
        buffer_add_text(copy->out, raw);
    }
}

static void write_plain_object(const struct copy *copy, struct json_walk *walk)
{
    struct text raw = json_walk_take(walk);
    write_plain(copy, raw, raw_member(raw, "objectType"));
}

static void write_object(const struct copy *copy, struct json_walk *walk)
{
    static const struct member_rule rules[] = {
        {"actor", write_actor},     {"verb", write_verb}, {"object", write_plain_object},
        {"context", write_context}, {NULL, NULL},
    };
    struct text raw = json_walk_take(walk);
    struct text type = raw_member(raw, "objectType");
    if (raw_string_is(type, "SubStatement")) {
        struct json_walk below = json_walk_begin(raw);
        write_members(copy, &below, rules);
        return;
    }
    write_plain(copy, raw, type);
}

static const struct member_rule statement_rules[] = {
    {"actor", write_actor},     {"verb", write_verb},       {"object", write_object},
    {"context", write_context}, {"authority", write_actor}, {NULL, NULL},
};

void rewrite_statement(struct text statement, const struct rewriter *rewriter, struct buffer *out)
{
    const struct copy copy = {rewriter, out};
    struct json_walk walk = json_walk_begin(statement);
    write_members(&copy, &walk, statement_rules);
}

void rewrite_members(struct text members, const struct rewriter *rewriter, struct buffer *out)
{
    const struct copy copy = {rewriter, out};
    struct json_walk walk = {.rest = members, .is_object = true};
    (void)write_each_member(&copy, &walk, statement_rules, "\"");
}

void rewrite_visit(struct text members, const struct rewriter *rewriter)
{
    AUTO(buffer_finish) struct buffer nothing = BUFFER_INIT(0);
    rewrite_members(members, rewriter, &nothing);
}
