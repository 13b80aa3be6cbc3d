/* SPDX-License-Identifier: Apache-2.0 */

/* Reading JSON with placed errors (Jansson), and walking well-formed JSON text as raw slices. */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

#include <jansson.h>
#include <stdbool.h>

static inline void json_release(json_t *json)
{
    json_decref(json);
}
DEFINE_AUTO(json_t, json_release);

/* The same value for json_object_foreach(), which takes no const one; nothing may be changed
 * through it. */
static inline json_t *json_iterable(const json_t *json)
{
    const union {
        const json_t *fixed;
        json_t *iterable;
    } same = {.fixed = json};
    return same.iterable;
}

/* Reads one JSON value (RFC 8259): UTF-8 only, duplicate keys refused, nothing behind it, any value
 * allowed at the root, no \u0000 in strings, at most 2048 levels. An integer over 64 bits becomes a
 * real. INVALID with "line L, column C: reason". `name` is put before it
 * ("course.json:3:7: ...") unless NULL. *out is owned by the caller. */
MUST_CHECK enum status json_read(struct text text, const char *name, json_t **out,
                                 struct error *error);

/* The same into `arena`, from which *out is borrowed: several times cheaper to make and to release.
 * Nothing in it may be changed, and whoever counts a reference to a part more, must count it less
 * before the arena goes. */
MUST_CHECK enum status json_read_in(struct text text, const char *name, struct arena *arena,
                                    json_t **out, struct error *error);

/* Adds `text`, well-formed UTF-8, as a JSON string with its quotes. */
void json_add_string(struct buffer *out, struct text text);

/* The line (from 1) on which the value at JSON pointer `pointer` (RFC 6901, "/modules/0/id") begins
 * in the well-formed `text`, or for a place that does not exist, the line of the deepest value
 * above it that does. */
size_t json_line_of(struct text text, const char *pointer);

/* Walks one level of well-formed JSON (read it with json_read() first; anything else gives an end
 * early, never a read outside `text`): struct json_walk walk = json_walk_begin(text); while
 * (json_walk_next(&walk)) { walk.key (raw, between the quotes; empty in arrays), walk.value (raw
 * slice) } */
struct json_walk {
    struct text rest;
    struct text key;
    struct text value;
    bool is_object;
};
struct json_walk json_walk_begin(struct text value);
bool json_walk_next(struct json_walk *walk);

/* The same for whoever goes into values too, and would otherwise look for the end of each and then
 * for all that is in it. json_walk_peek() stops in front of a value, whose key is walk.key; false
 * at the end, in front of the bracket. Then either json_walk_take() gives the value, and sets
 * walk.value; or json_walk_down() begins a walk through it, which is peeked to its end, and
 * json_walk_up() goes on behind it. */
bool json_walk_peek(struct json_walk *walk);
struct text json_walk_take(struct json_walk *walk);
struct json_walk json_walk_down(const struct json_walk *walk);
void json_walk_up(struct json_walk *walk, const struct json_walk *below);

/* The raw slice of member `key` of the object `object`; data is NULL if there is none. `key` needs
 * no escapes. */
struct text json_member(struct text object, const char *key);

#endif
