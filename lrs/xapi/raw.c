/* SPDX-License-Identifier: Apache-2.0 */

/* Strings without a backslash, nearly all, are compared where they stand. */
#include "xapi/raw.h"

#include "base/json.h"

#include <string.h>

static bool has_escapes(struct text text)
{
    return text.length > 0 && memchr(text.data, '\\', text.length) != NULL;
}

/* `quoted` has its quotes. Owned by the caller; NULL if it is no string. */
static json_t *decode(struct text quoted)
{
    return json_loadb(quoted.data, quoted.length, JSON_DECODE_ANY, NULL);
}

static struct text quoted_key(struct text key)
{
    return (struct text){key.data - 1, key.length + 2};
}

static bool is_string(struct text raw)
{
    return raw.length >= 2 && raw.data[0] == '"';
}

static struct text between_quotes(struct text raw)
{
    return (struct text){raw.data + 1, raw.length - 2};
}

bool raw_key_is(struct text key, const char *name)
{
    if (!has_escapes(key)) {
        return text_is(key, name);
    }
    AUTO(json_release) json_t *decoded = decode(quoted_key(key));
    const char *text = json_string_value(decoded);
    return text != NULL && strcmp(text, name) == 0;
}

bool raw_string_is(struct text raw, const char *expected)
{
    return is_string(raw) && raw_key_is(between_quotes(raw), expected);
}

const char *raw_key(struct text key, struct arena *arena)
{
    if (!has_escapes(key)) {
        return arena_copy(arena, key);
    }
    AUTO(json_release) json_t *decoded = decode(quoted_key(key));
    const char *text = json_string_value(decoded);
    return text == NULL ? NULL : arena_copy_string(arena, text);
}

const char *raw_string(struct text raw, struct arena *arena)
{
    return is_string(raw) ? raw_key(between_quotes(raw), arena) : NULL;
}

struct text raw_member(struct text raw, const char *key)
{
    struct json_walk walk = json_walk_begin(raw);
    while (json_walk_next(&walk)) {
        if (walk.is_object && raw_key_is(walk.key, key)) {
            return walk.value;
        }
    }
    return (struct text){NULL, 0};
}
