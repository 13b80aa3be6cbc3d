/* SPDX-License-Identifier: Apache-2.0 */

/* Where a value stands in JSON: a chain on the stack, written out only when something is wrong. */
#ifndef BASE_JSON_PLACE_H
#define BASE_JSON_PLACE_H

#include "base/arena.h"

#include <stddef.h>

struct json_place {
    const struct json_place *above; /* NULL: the outermost value */
    const char *key;                /* its name in the object above; NULL: an element of an array */
    size_t index;
};

/* Borrow `above` and `key`, as long as the place is used. */
struct json_place json_place_member(const struct json_place *above, const char *key);
struct json_place json_place_element(const struct json_place *above, size_t index);

/* The JSON pointer (RFC 6901) of a place (NULL: the outermost value, ""), borrowed from the arena;
 * cut before the first step with which it would be longer than JSON_PLACE_MAX bytes. */
enum { JSON_PLACE_MAX = 8192 };
const char *json_place_pointer(const struct json_place *place, struct arena *arena);

#endif
