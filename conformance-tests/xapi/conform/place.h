/* SPDX-License-Identifier: Apache-2.0 */

/* Places in JSON: pointers of RFC 6901 in which a part '*' stands for every element or member. */
#ifndef CONFORM_PLACE_H
#define CONFORM_PLACE_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/json.h"

/* What is at `place` of `root` ("/" is the whole), owned by the caller; NULL if nothing is. With a
 * '*' it is an array of all that is found, which may be empty. */
json_t *place_find(json_t *root, const char *place);

/* Puts `value` (borrowed) at `place`, replacing what was there; at the end of an array for the part
 * '-'. INVALID if what is above it does not exist. */
MUST_CHECK enum status place_set(json_t *root, const char *place, json_t *value,
                                 struct error *error);

/* INVALID if there is nothing to remove. */
MUST_CHECK enum status place_remove(json_t *root, const char *place, struct error *error);

/* Compares by value: 1 equals 1.0, the order of members does not count. If they differ, *at (which
 * may be NULL) gets the place of the first difference, "" for the root. */
bool place_equals(json_t *left, json_t *right, struct buffer *at);

/* True if all that is in `part` is in `whole` too; members of `whole` that `part` does not name do
 * not count. */
bool place_includes(json_t *whole, json_t *part, struct buffer *at);

#endif
