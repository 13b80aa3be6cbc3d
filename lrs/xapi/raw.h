/* SPDX-License-Identifier: Apache-2.0 */

/* Well-formed JSON read as text, where a number must stay as it was written. Keys and strings may
 * have been sent with escapes: "conte\u0078t" is context. */
#ifndef XAPI_RAW_H
#define XAPI_RAW_H

#include "base/arena.h"
#include "base/text.h"

#include <stdbool.h>

/* True if `key`, as json_walk gives it, is `name`. */
bool raw_key_is(struct text key, const char *name);

/* True if the JSON value `raw` is the string `expected`. */
bool raw_string_is(struct text raw, const char *expected);

/* What the key or the string `raw` stands for, NUL-terminated and borrowed from `arena`; NULL if
 * `raw` is no string. */
const char *raw_key(struct text key, struct arena *arena);
const char *raw_string(struct text raw, struct arena *arena);

/* The value of member `key` of the object `raw`; data is NULL if there is none. */
struct text raw_member(struct text raw, const char *key);

#endif
