/* SPDX-License-Identifier: Apache-2.0 */

/* Each statement is fed into a hash in one canonical form. Every piece says its type and length
 * first, so that no two forms run into each other: "s5:hello", "o2{s1:a…s1:b…}". */
#include "xapi/comparison.h"

#include "base/ascii.h"
#include "base/text.h"
#include "xapi/rule.h"
#include "xapi/value.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Pieces of a few bytes are gathered, since a hash has more work with each than with their bytes.
 */
enum { GATHERED_SIZE = 512 };

struct writer {
    struct digest_stream *stream;
    struct arena *arena;
    size_t gathered;
    char bytes[GATHERED_SIZE];
};

/* How one kind of value is written. */
typedef void (*write_value)(struct writer *writer, json_t *value);

/* What is special about a member of an object; the rest is written as it is. */
struct member_rule {
    const char *key;
    write_value write; /* NULL: does not count */
};

struct object_rules {
    const struct member_rule *members; /* ends with a row whose key is NULL */
};

static struct writer writer_begin(struct arena *arena)
{
    return (struct writer){.stream = digest_begin(), .arena = arena};
}

static void pass_on(struct writer *writer)
{
    digest_add(writer->stream, (struct text){writer->bytes, writer->gathered});
    writer->gathered = 0;
}

static struct digest writer_end(struct writer *writer)
{
    pass_on(writer);
    return digest_end(writer->stream);
}

static void add(struct writer *writer, struct text text)
{
    if (text.length > GATHERED_SIZE - writer->gathered) {
        pass_on(writer);
    }
    if (text.length > GATHERED_SIZE) {
        digest_add(writer->stream, text);
    } else if (text.length > 0) {
        memcpy(writer->bytes + writer->gathered, text.data, text.length);
        writer->gathered += text.length;
    }
}

/* A type's letter, a number in decimal and a colon. */
static void add_count(struct writer *writer, char type, size_t count)
{
    char prefix[32];
    size_t at = sizeof prefix;
    prefix[--at] = ':';
    do {
        prefix[--at] = (char)('0' + count % 10);
        count /= 10;
    } while (count > 0);
    prefix[--at] = type;
    add(writer, (struct text){prefix + at, sizeof prefix - at});
}

static void add_text(struct writer *writer, struct text text)
{
    add_count(writer, 's', text.length);
    add(writer, text);
}

/* The integers that a double holds exactly. */
static const double EXACT_INTEGER_MAX = 9007199254740992.0;

/* 1, 1.0 and 1e0 are one number. */
static void add_number(struct writer *writer, const json_t *value)
{
    char number[48];
    double real = json_number_value(value);
    int length;
    if (json_is_integer(value)) {
        length = snprintf(number, sizeof number, "n%" JSON_INTEGER_FORMAT ",",
                          json_integer_value(value));
    } else if (fabs(real) <= EXACT_INTEGER_MAX && floor(real) >= real) {
        length = snprintf(number, sizeof number, "n%lld,", (long long)real);
    } else {
        length = snprintf(number, sizeof number, "n%.17g,", real);
    }
    add(writer, (struct text){number, (size_t)length});
}

static void add_object(struct writer *writer, json_t *object, const struct member_rule *rules);

static void add_any(struct writer *writer, json_t *value);

static void add_array(struct writer *writer, json_t *array, write_value write)
{
    add_count(writer, 'a', json_array_size(array));
    for (size_t i = 0; i < json_array_size(array); i++) {
        write(writer, json_array_get(array, i));
    }
}

/* Recursion is as deep as the reader allows JSON to be (Jansson: 2048). */
static void add_any(struct writer *writer, json_t *value)
{
    static const struct member_rule none[] = {{NULL, NULL}};
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        add_object(writer, value, none);
        break;
    case JSON_ARRAY:
        add_array(writer, value, add_any);
        break;
    case JSON_STRING:
        add_text(writer, json_text(value));
        break;
    case JSON_INTEGER:
    case JSON_REAL:
        add_number(writer, value);
        break;
    case JSON_TRUE:
        add(writer, text_of("t"));
        break;
    case JSON_FALSE:
        add(writer, text_of("f"));
        break;
    case JSON_NULL:
        add(writer, text_of("z"));
        break;
    }
}

static const struct member_rule *find_rule(const struct member_rule *rules, const char *key)
{
    while (rules->key != NULL && strcmp(rules->key, key) != 0) {
        rules++;
    }
    return rules;
}

struct member {
    const char *key;
    json_t *value;
    write_value write;
};

static int compare_members(const void *left, const void *right)
{
    const struct member *a = left;
    const struct member *b = right;
    return strcmp(a->key, b->key);
}

static void add_object(struct writer *writer, json_t *object, const struct member_rule *rules)
{
    struct member *members = ARENA_ARRAY(writer->arena, struct member, json_object_size(object));
    size_t count = 0;
    const char *key;
    json_t *value;
    json_object_foreach (object, key, value) {
        const struct member_rule *rule = find_rule(rules, key);
        if (rule->key == NULL || rule->write != NULL) {
            members[count++] =
                (struct member){key, value, rule->key == NULL ? add_any : rule->write};
        }
    }
    if (count > 1) {
        qsort(members, count, sizeof *members, compare_members);
    }
    add_count(writer, 'o', count);
    for (size_t i = 0; i < count; i++) {
        add_text(writer, text_of(members[i].key));
        members[i].write(writer, members[i].value);
    }
}

/* ---- what may be written in more than one way ---- */

static void add_lower_from(struct writer *writer, struct text text, size_t from)
{
    char *copy = arena_copy(writer->arena, text);
    for (size_t i = from; i < text.length; i++) {
        copy[i] = ascii_to_lower(copy[i]);
    }
    add_text(writer, (struct text){copy, text.length});
}

static void add_caseless(struct writer *writer, json_t *value)
{
    add_lower_from(writer, json_text(value), 0);
}

static void add_mbox(struct writer *writer, json_t *value)
{
    struct text mbox = json_text(value);
    size_t host = mbox.length;
    while (host > 0 && mbox.data[host - 1] != '@') {
        host--;
    }
    add_lower_from(writer, mbox, host);
}

static void add_timestamp(struct writer *writer, json_t *value)
{
    int64_t us = 0;
    if (!timestamp_read(json_text(value), XAPI_VERSION_1_0_3, &us)) {
        add_any(writer, value);
        return;
    }
    char number[32];
    int length = snprintf(number, sizeof number, "n%" PRId64 ",", us);
    add(writer, (struct text){number, (size_t)length});
}

/* The length of `duration` up to hundredths of its seconds, without zeros at the end. */
static size_t counted_length(struct text duration, size_t point)
{
    size_t end = duration.length - 1 < point + 3 ? duration.length - 1 : point + 3;
    while (end > point + 1 && duration.data[end - 1] == '0') {
        end--;
    }
    return end == point + 1 ? point : end;
}

/* Data 2.3.1: a duration is compared as text, so PT60S is not PT1M; Data 4.6: to 0.01 s. */
static void add_duration(struct writer *writer, json_t *value)
{
    struct text duration = json_text(value);
    size_t point = 0;
    while (point < duration.length && duration.data[point] != '.' && duration.data[point] != ',') {
        point++;
    }
    if (point == duration.length || !text_ends_with(duration, "S")) {
        add_text(writer, duration);
        return;
    }
    char *copy = arena_copy(writer->arena, duration);
    size_t end = counted_length(duration, point);
    copy[point] = '.';
    copy[end] = 'S';
    add_text(writer, (struct text){copy, end + 1});
}

static void add_actor(struct writer *writer, json_t *value);

static int compare_digests(const void *left, const void *right)
{
    return memcmp(left, right, sizeof(struct digest));
}

/* Data 2.4.2.2: members are no ordered list, so their digests are sorted. */
static void add_group_members(struct writer *writer, json_t *members)
{
    size_t count = json_array_size(members);
    struct digest *digests = ARENA_ARRAY(writer->arena, struct digest, count);
    for (size_t i = 0; i < count; i++) {
        struct writer one = writer_begin(writer->arena);
        add_actor(&one, json_array_get(members, i));
        digests[i] = writer_end(&one);
    }
    if (count > 1) {
        qsort(digests, count, sizeof *digests, compare_digests);
    }
    add_count(writer, 'g', count);
    for (size_t i = 0; i < count; i++) {
        add(writer, (struct text){(const char *)digests[i].bytes, DIGEST_SIZE});
    }
}

static void add_actor(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {
        {"mbox", add_mbox},
        {"mbox_sha1sum", add_caseless},
        {"member", add_group_members},
        {NULL, NULL},
    };
    add_object(writer, value, rules);
}

static void add_verb(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {{"display", NULL}, {NULL, NULL}};
    add_object(writer, value, rules);
}

static void add_activity(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {{"definition", NULL}, {NULL, NULL}};
    add_object(writer, value, rules);
}

static void add_activities(struct writer *writer, json_t *value)
{
    if (json_is_array(value)) {
        add_array(writer, value, add_activity);
        return;
    }
    add_count(writer, 'a', 1);
    add_activity(writer, value);
}

static void add_context_activities(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {
        {"parent", add_activities},
        {"grouping", add_activities},
        {"category", add_activities},
        {"other", add_activities},
        {NULL, NULL},
    };
    add_object(writer, value, rules);
}

static void add_reference(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {{"id", add_caseless}, {NULL, NULL}};
    add_object(writer, value, rules);
}

static void add_context_actor(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {
        {"agent", add_actor}, {"group", add_actor}, {NULL, NULL}};
    add_object(writer, value, rules);
}

static void add_context_actors(struct writer *writer, json_t *value)
{
    add_array(writer, value, add_context_actor);
}

static void add_context(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {
        {"registration", add_caseless},
        {"instructor", add_actor},
        {"team", add_actor},
        {"contextActivities", add_context_activities},
        {"contextAgents", add_context_actors},
        {"contextGroups", add_context_actors},
        {"language", add_caseless},
        {"statement", add_reference},
        {NULL, NULL},
    };
    add_object(writer, value, rules);
}

static void add_result(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {{"duration", add_duration}, {NULL, NULL}};
    add_object(writer, value, rules);
}

static void add_attachment(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {{"sha2", add_caseless}, {NULL, NULL}};
    add_object(writer, value, rules);
}

static void add_attachments(struct writer *writer, json_t *value)
{
    add_array(writer, value, add_attachment);
}

static void add_object_of_statement(struct writer *writer, json_t *value);

#define STATEMENT_RULES                                                            \
    {"actor", add_actor}, {"verb", add_verb}, {"object", add_object_of_statement}, \
        {"result", add_result}, {"context", add_context},                          \
    {                                                                              \
        "attachments", add_attachments                                             \
    }

static void add_substatement(struct writer *writer, json_t *value)
{
    static const struct member_rule rules[] = {
        STATEMENT_RULES, {"timestamp", add_timestamp}, {NULL, NULL}};
    add_object(writer, value, rules);
}

static void add_object_of_statement(struct writer *writer, json_t *value)
{
    if (member_is(value, "objectType", "SubStatement")) {
        add_substatement(writer, value);
    } else if (member_is(value, "objectType", "StatementRef")) {
        add_reference(writer, value);
    } else if (member_is(value, "objectType", "Agent") || member_is(value, "objectType", "Group")) {
        add_actor(writer, value);
    } else {
        add_activity(writer, value);
    }
}

/* Only reads, but Jansson's iterators take no const. */
struct digest statement_digest(const json_t *statement, struct arena *arena)
{
    /* Data 2.3.1: what an LRS sets. Another timestamp may be one that another LRS has set. */
    static const struct member_rule rules[] = {
        STATEMENT_RULES,     {"id", NULL},      {"authority", NULL}, {"stored", NULL},
        {"timestamp", NULL}, {"version", NULL}, {NULL, NULL},
    };
    json_t *object;
    memcpy(&object, &statement, sizeof object);
    struct writer writer = writer_begin(arena);
    add_object(&writer, object, rules);
    return writer_end(&writer);
}

bool statements_are_equal(const json_t *left, const json_t *right)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct digest a = statement_digest(left, arena);
    struct digest b = statement_digest(right, arena);
    return memcmp(&a, &b, sizeof a) == 0;
}
