/* SPDX-License-Identifier: Apache-2.0 */

/* Copies members as text: 1.0 stays 1.0, and 12345678901234567890 keeps its digits. */
#include "resources/merge.h"

#include "base/json.h"

#include <assert.h>
#include <string.h>

static enum status read_object(struct text text, const char *name, json_t **out,
                               struct error *error)
{
    AUTO(json_release) json_t *json = NULL;
    enum status status = json_read(text, name, &json, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (!json_is_object(json)) {
        return FAIL(error, STATUS_INVALID, "%s: only JSON objects can be merged", name);
    }
    *out = TAKE(json);
    return STATUS_OK;
}

enum status merge_check_object(struct text text, const char *name, struct error *error)
{
    AUTO(json_release) json_t *json = NULL;
    return read_object(text, name, &json, error);
}

/* A key may be written with escapes: "\u0061" is "a". */
static bool has_key(const json_t *object, struct text key)
{
    AUTO(json_release)
    json_t *decoded = json_loadb(key.data - 1, key.length + 2, JSON_DECODE_ANY, NULL);
    const char *text = json_string_value(decoded);
    return text != NULL && json_object_get(object, text) != NULL;
}

struct output {
    char *data;
    size_t length;
    size_t capacity;
};

static void add(struct output *out, struct text text)
{
    assert(text.length <= out->capacity - out->length);
    if (text.length > 0) {
        memcpy(out->data + out->length, text.data, text.length);
        out->length += text.length;
    }
}

static void add_members(struct output *out, struct text object, const json_t *without)
{
    struct json_walk walk = json_walk_begin(object);
    while (json_walk_next(&walk)) {
        if (without == NULL || !has_key(without, walk.key)) {
            add(out, text_of(out->length > 1 ? ",\"" : "\""));
            add(out, walk.key);
            add(out, text_of("\":"));
            add(out, walk.value);
        }
    }
}

enum status merge_objects(struct text stored, struct text posted, struct arena *arena,
                          struct text *out, struct error *error)
{
    AUTO(json_release) json_t *new = NULL;
    enum status status = merge_check_object(stored, "the stored document", error);
    if (status == STATUS_OK) {
        status = read_object(posted, "the body", &new, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    /* Each object brings its own braces and commas, so the sum of both is enough. */
    size_t capacity = stored.length + posted.length;
    struct output output = {.data = arena_allocate(arena, 1, capacity + 1), .capacity = capacity};
    add(&output, text_of("{"));
    add_members(&output, stored, new);
    add_members(&output, posted, NULL);
    add(&output, text_of("}"));
    *out = (struct text){output.data, output.length};
    return STATUS_OK;
}
