/* SPDX-License-Identifier: Apache-2.0 */

/* A statement as an LRS gives it, for what judges statements by that. */
#ifndef STORE_AS_GIVEN_H
#define STORE_AS_GIVEN_H

#include "xapi/statement.h"

/* The statement with id, timestamp, stored, authority and version, whatever was sent of them, and
 * with contextActivities as arrays. `stored`, and a timestamp that was not sent, are not known
 * before it is stored: they are there, as AS_GIVEN_TIME, so that the statement is the same before
 * and after. `authority` is the statement's, read. Borrowed from the arena and the statement; never
 * to be released. */
#define AS_GIVEN_TIME "1970-01-01T00:00:00.000Z"
const json_t *as_given(const struct statement *statement, json_t *authority, struct arena *arena);

#endif
