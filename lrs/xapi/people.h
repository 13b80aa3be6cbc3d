/* SPDX-License-Identifier: Apache-2.0 */

/* The people that a statement names: what the Agents resource can tell of them (Communication 2.4).
 */
#ifndef XAPI_PEOPLE_H
#define XAPI_PEOPLE_H

#include "base/arena.h"
#include "base/text.h"

#include <jansson.h>

struct named_agent {
    struct text key; /* agent_key() */
    struct text name;
};

enum {
    NAMED_AGENTS_MAX = 64, /* the first so many of one statement count */
    PERSON_NAME_MAX = 400, /* bytes; a longer one is no name */
};

/* The Agents in `statement` that have a name, each pair once: actor, object, members of Groups,
 * those in the context and in a SubStatement, but not the authority, which the LRS itself names.
 * Returns their number. Borrowed from the JSON and the arena. */
size_t people_named(const json_t *statement, struct arena *arena,
                    struct named_agent out[NAMED_AGENTS_MAX]);

#endif
