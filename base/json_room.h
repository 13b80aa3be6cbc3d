/* SPDX-License-Identifier: Apache-2.0 */

/* Jansson's memory from an arena: a tree of thousands of small pieces is then given back at once,
 * instead of piece by piece. */
#ifndef BASE_JSON_ROOM_H
#define BASE_JSON_ROOM_H

#include "base/arena.h"

/* From here to json_room_end(), all that Jansson allocates on this thread is of `arena`, and what
 * it frees stays there. What is made in between must never be freed by Jansson after: keep a
 * reference to each value for good. Not nested. */
void json_room_begin(struct arena *arena);
void json_room_end(void);

#endif
