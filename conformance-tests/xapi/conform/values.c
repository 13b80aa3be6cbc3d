/* SPDX-License-Identifier: Apache-2.0 */

/* Placeholders: names, and the few functions a rule may need. */
#include "conform/values.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/timestamp.h"
#include "base/uuid.h"

#include <jansson.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 8, REPEAT_MAX = 1000000 };

struct entry {
    const char *name;
    struct text value;
    bool is_literal;
    struct entry *next;
};

struct values {
    struct arena *arena;
    struct entry *entries;
};

/* One expansion under way. */
struct expansion {
    struct values *values;
    struct buffer *out;
    struct error *error;
    int depth;
};

/* Appends what a placeholder such as {{sha256:NAME}} stands for; `argument` is behind the ':'. */
typedef enum status (*function)(struct expansion *expansion, struct text argument);

static enum status expand(struct expansion *expansion, struct text text);
static enum status expand_name(struct expansion *expansion, struct text name);

struct values *values_create(struct arena *arena)
{
    struct values *values = ARENA_NEW(arena, struct values);
    values->arena = arena;
    return values;
}

static void add(struct values *values, const char *name, struct text value, bool is_literal)
{
    struct entry *entry = ARENA_NEW(values->arena, struct entry);
    *entry = (struct entry){name, value, is_literal, values->entries};
    values->entries = entry;
}

void values_define(struct values *values, const struct define *defines)
{
    for (const struct define *define = defines; define != NULL; define = define->next) {
        add(values, define->name, text_of(define->value), false);
    }
}

void values_set(struct values *values, const char *name, struct text value)
{
    struct text copy = {arena_copy(values->arena, value), value.length};
    add(values, arena_copy_string(values->arena, name), copy, true);
}

static const struct entry *find(const struct values *values, struct text name)
{
    const struct entry *entry = values->entries;
    while (entry != NULL && !text_is(name, entry->name)) {
        entry = entry->next;
    }
    return entry;
}

/* The text that `name` stands for, expanded, in *out. */
static enum status read_name(struct expansion *expansion, struct text name, struct buffer *out)
{
    struct expansion inner = *expansion;
    inner.out = out;
    enum status status = expand_name(&inner, name);
    return status != STATUS_OK ? status : buffer_check(out, "a placeholder", expansion->error);
}

/* {{uuid:NAME}}: made when it is first asked for, and the same from then on. */
static enum status add_uuid(struct expansion *expansion, struct text argument)
{
    struct values *values = expansion->values;
    char *name = arena_print(values->arena, "uuid:%.*s", TEXT_ARGUMENTS(argument));
    if (argument.length == 0 || find(values, text_of(name)) == NULL) {
        char made[UUID_TEXT_SIZE];
        struct uuid uuid = uuid_make();
        uuid_format(&uuid, made);
        values_set(values, name, text_of(made));
    }
    buffer_add_text(expansion->out, find(values, text_of(name))->value);
    return STATUS_OK;
}

/* {{now}}, {{now:+3600}}, {{now:-3600}}: seconds from now. */
static enum status add_now(struct expansion *expansion, struct text argument)
{
    char written[TIMESTAMP_SIZE];
    long offset_s = 0;
    if (argument.length > 0) {
        offset_s = strtol(arena_copy(expansion->values->arena, argument), NULL, 10);
    }
    timestamp_format(clock_now_us() + offset_s * 1000000LL, written);
    buffer_add_string(expansion->out, written);
    return STATUS_OK;
}

static enum status add_encoded(struct expansion *expansion, struct text argument, int variant)
{
    AUTO(buffer_finish) struct buffer plain = BUFFER_INIT(VALUES_TEXT_MAX);
    enum status status = read_name(expansion, argument, &plain);
    if (status != STATUS_OK) {
        return status;
    }
    size_t size = sodium_base64_encoded_len(plain.length, variant);
    char *encoded = arena_allocate(expansion->values->arena, size, 1);
    (void)sodium_bin2base64(encoded, size, (const unsigned char *)plain.data, plain.length,
                            variant);
    buffer_add_string(expansion->out, encoded);
    return STATUS_OK;
}

static enum status add_base64(struct expansion *expansion, struct text argument)
{
    return add_encoded(expansion, argument, sodium_base64_VARIANT_ORIGINAL);
}

static enum status add_base64url(struct expansion *expansion, struct text argument)
{
    return add_encoded(expansion, argument, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

static enum status add_sha256(struct expansion *expansion, struct text argument)
{
    AUTO(buffer_finish) struct buffer plain = BUFFER_INIT(VALUES_TEXT_MAX);
    char written[DIGEST_HEX_SIZE];
    enum status status = read_name(expansion, argument, &plain);
    if (status == STATUS_OK) {
        struct digest digest = digest_of(buffer_text(&plain));
        digest_to_hex(&digest, written);
        buffer_add_string(expansion->out, written);
    }
    return status;
}

static enum status add_length(struct expansion *expansion, struct text argument)
{
    AUTO(buffer_finish) struct buffer plain = BUFFER_INIT(VALUES_TEXT_MAX);
    enum status status = read_name(expansion, argument, &plain);
    if (status == STATUS_OK) {
        buffer_print(expansion->out, "%zu", plain.length);
    }
    return status;
}

/* {{json:NAME}}: as a JSON string, with its quotes. */
static enum status add_json(struct expansion *expansion, struct text argument)
{
    AUTO(buffer_finish) struct buffer plain = BUFFER_INIT(VALUES_TEXT_MAX);
    enum status status = read_name(expansion, argument, &plain);
    if (status != STATUS_OK) {
        return status;
    }
    json_t *string = json_stringn(plain.length > 0 ? plain.data : "", plain.length);
    char *dumped = string == NULL ? NULL : json_dumps(string, JSON_ENCODE_ANY);
    json_decref(string);
    if (dumped == NULL) {
        return FAIL(expansion->error, STATUS_INVALID, "{{json:%.*s}} is not UTF-8",
                    TEXT_ARGUMENTS(argument));
    }
    buffer_add_string(expansion->out, dumped);
    free(dumped);
    return STATUS_OK;
}

/* {{repeat:COUNT:TEXT}} */
static enum status add_repeat(struct expansion *expansion, struct text argument)
{
    struct text count = {NULL, 0};
    (void)text_split(&argument, ':', &count);
    unsigned long number = strtoul(arena_copy(expansion->values->arena, count), NULL, 10);
    if (number == 0 || number > REPEAT_MAX || argument.length == 0) {
        return FAIL(expansion->error, STATUS_INVALID,
                    "{{repeat:COUNT:TEXT}} needs 1 to %d and a text", (int)REPEAT_MAX);
    }
    for (unsigned long i = 0; i < number; i++) {
        buffer_add_text(expansion->out, argument);
    }
    return STATUS_OK;
}

static const struct {
    const char *name;
    function add;
} functions[] = {
    {"base64", add_base64}, {"base64url", add_base64url},
    {"json", add_json},     {"length", add_length},
    {"now", add_now},       {"repeat", add_repeat},
    {"sha256", add_sha256}, {"uuid", add_uuid},
};
enum { FUNCTION_COUNT = sizeof functions / sizeof functions[0] };

static enum status expand_name(struct expansion *expansion, struct text name)
{
    const struct entry *entry = find(expansion->values, name);
    if (entry != NULL && entry->is_literal) {
        buffer_add_text(expansion->out, entry->value);
        return STATUS_OK;
    }
    if (entry != NULL) {
        return expand(expansion, entry->value);
    }
    struct text argument = name;
    struct text called = {NULL, 0};
    (void)text_split(&argument, ':', &called);
    for (size_t i = 0; i < FUNCTION_COUNT; i++) {
        if (text_is(called, functions[i].name)) {
            return functions[i].add(expansion, argument);
        }
    }
    return FAIL(expansion->error, STATUS_INVALID,
                "{{%.*s}} is neither defined, captured nor built in", TEXT_ARGUMENTS(name));
}

/* The first place of `mark` in `text`, or its end. */
static size_t find_mark(struct text text, const char *mark)
{
    for (size_t at = 0; at + 2 <= text.length; at++) {
        if (memcmp(text.data + at, mark, 2) == 0) {
            return at;
        }
    }
    return text.length;
}

static enum status expand(struct expansion *expansion, struct text text)
{
    if (++expansion->depth > DEPTH_MAX) {
        return FAIL(expansion->error, STATUS_INVALID, "placeholders lead to each other");
    }
    while (text.length > 0) {
        size_t begin = find_mark(text, "{{");
        buffer_add(expansion->out, text.data, begin);
        text = (struct text){text.data + begin, text.length - begin};
        size_t end = find_mark(text, "}}");
        if (end == text.length) {
            buffer_add_text(expansion->out, text);
            break;
        }
        enum status status = expand_name(expansion, (struct text){text.data + 2, end - 2});
        if (status != STATUS_OK) {
            return status;
        }
        text = (struct text){text.data + end + 2, text.length - end - 2};
    }
    expansion->depth--;
    return STATUS_OK;
}

enum status values_expand(struct values *values, const char *text, struct text *out,
                          struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(VALUES_TEXT_MAX);
    struct expansion expansion = {.values = values, .out = &buffer, .error = error};
    enum status status = expand(&expansion, text_of(text));
    status = status != STATUS_OK ? status : buffer_check(&buffer, "an expanded text", error);
    if (status == STATUS_OK) {
        struct text expanded = buffer_text(&buffer);
        *out = (struct text){arena_copy(values->arena, expanded), expanded.length};
    }
    return status;
}
