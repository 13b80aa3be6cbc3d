/* SPDX-License-Identifier: Apache-2.0 */

/* JSON pointers of chains. */
#include "base/json_place.h"

#include "base/buffer.h"

struct json_place json_place_member(const struct json_place *above, const char *key)
{
    return (struct json_place){.above = above, .key = key};
}

struct json_place json_place_element(const struct json_place *above, size_t index)
{
    return (struct json_place){.above = above, .index = index};
}

/* RFC 6901, 3: '~' and '/' within a key are written '~0' and '~1'. */
static void add_key(struct buffer *out, const char *key)
{
    for (; *key != '\0'; key++) {
        if (*key == '~' || *key == '/') {
            buffer_add_string(out, *key == '~' ? "~0" : "~1");
        } else {
            buffer_add_character(out, *key);
        }
    }
}

static void add_step(struct buffer *out, const struct json_place *place)
{
    buffer_add_character(out, '/');
    if (place->key != NULL) {
        add_key(out, place->key);
    } else {
        buffer_add_number(out, place->index, 1);
    }
}

/* The chain leads upwards, so it is first laid down from the top. */
const char *json_place_pointer(const struct json_place *place, struct arena *arena)
{
    size_t depth = 0;
    for (const struct json_place *at = place; at != NULL; at = at->above) {
        depth++;
    }
    const struct json_place **chain = ARENA_ARRAY(arena, const struct json_place *, depth + 1);
    for (size_t i = depth; i-- > 0; place = place->above) {
        chain[i] = place;
    }
    AUTO(buffer_finish) struct buffer pointer = BUFFER_INIT(JSON_PLACE_MAX);
    size_t whole = 0;
    for (size_t i = 0; i < depth; i++) {
        add_step(&pointer, chain[i]);
        if (pointer.overflowed) {
            break;
        }
        whole = pointer.length;
    }
    return arena_copy(arena, (struct text){pointer.data, whole});
}
