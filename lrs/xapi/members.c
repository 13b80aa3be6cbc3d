/* SPDX-License-Identifier: Apache-2.0 */

/* Copies a statement's members without reading their values, so that 1.0 stays 1.0 and
 * 12345678901234567890 keeps all its digits; only single context Activities get brackets. */
#include "xapi/members.h"

#include "base/json.h"
#include "xapi/raw.h"

#include <assert.h>
#include <string.h>

/* Eight values at most get two brackets each: four in the statement, four in a SubStatement. */
enum { BRACKETS_MAX = 16 };

struct output {
    char *data;
    size_t length;
    size_t capacity;
};

/* Writes the value that the walk stands in front of, and goes behind it. */
typedef void (*write_member)(struct output *out, struct json_walk *walk);

/* What happens to a member; the others are copied. */
struct member_rule {
    const char *key;
    write_member write; /* NULL: left out */
};

static void add(struct output *out, struct text text)
{
    assert(text.length <= out->capacity - out->length);
    if (text.length > 0) {
        memcpy(out->data + out->length, text.data, text.length);
        out->length += text.length;
    }
}

static void add_string(struct output *out, const char *string)
{
    add(out, text_of(string));
}

static const struct member_rule *find_rule(const struct member_rule *rules, struct text key)
{
    while (rules->key != NULL && !raw_key_is(key, rules->key)) {
        rules++;
    }
    return rules;
}

static void add_value(struct output *out, struct json_walk *walk)
{
    add(out, json_walk_take(walk));
}

static void add_members(struct output *out, struct json_walk *walk, const struct member_rule *rules)
{
    size_t begin = out->length;
    while (json_walk_peek(walk)) {
        const struct member_rule *rule = find_rule(rules, walk->key);
        if (rule->key != NULL && rule->write == NULL) {
            (void)json_walk_take(walk);
            continue;
        }
        add_string(out, out->length > begin ? ",\"" : "\"");
        add(out, walk->key);
        add_string(out, "\":");
        (rule->key == NULL ? add_value : rule->write)(out, walk);
    }
}

static void add_object(struct output *out, struct json_walk *walk, const struct member_rule *rules)
{
    struct json_walk below = json_walk_down(walk);
    add_string(out, "{");
    add_members(out, &below, rules);
    add_string(out, "}");
    json_walk_up(walk, &below);
}

static void add_activities(struct output *out, struct json_walk *walk)
{
    bool is_single = walk->rest.data[0] == '{';
    add_string(out, is_single ? "[" : "");
    add_value(out, walk);
    add_string(out, is_single ? "]" : "");
}

static void add_context_activities(struct output *out, struct json_walk *walk)
{
    static const struct member_rule rules[] = {
        {"parent", add_activities},
        {"grouping", add_activities},
        {"category", add_activities},
        {"other", add_activities},
        {NULL, NULL},
    };
    add_object(out, walk, rules);
}

static void add_context(struct output *out, struct json_walk *walk)
{
    static const struct member_rule rules[] = {{"contextActivities", add_context_activities},
                                               {NULL, NULL}};
    add_object(out, walk, rules);
}

/* Of all objects only a SubStatement has a context. */
static void add_statement_object(struct output *out, struct json_walk *walk)
{
    static const struct member_rule rules[] = {{"context", add_context}, {NULL, NULL}};
    add_object(out, walk, rules);
}

struct text members_of(struct text raw, struct arena *arena)
{
    static const struct member_rule rules[] = {
        {"id", NULL},
        {"stored", NULL},
        {"authority", NULL},
        {"version", NULL},
        {"timestamp", NULL},
        {"object", add_statement_object},
        {"context", add_context},
        {NULL, NULL},
    };
    size_t capacity = raw.length + BRACKETS_MAX;
    struct output out = {arena_reserve(arena, capacity + 1), 0, capacity};
    struct json_walk walk = json_walk_begin(raw);
    add_members(&out, &walk, rules);
    return (struct text){out.data, out.length};
}
