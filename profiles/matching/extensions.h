/* SPDX-License-Identifier: Apache-2.0 */

/* Extensions of a statement against what a profile says of them (xAPI Profiles 1.0, 7.2): where
 * each belongs, and which values its JSON Schema takes. */
#ifndef MATCHING_EXTENSIONS_H
#define MATCHING_EXTENSIONS_H

#include "profile/profile.h"

#include <jansson.h>

struct extension_index;

/* Borrowed from the arena; borrows the profile. */
struct extension_index *extension_index_make(const struct profile *profile, struct arena *arena);

/* One that is not as the profile says. */
struct broken_extension {
    const struct profile_concept *concept;
    const char
        *where; /* "context", "result" or "object.definition": whose `extensions` it is among */
    const char *message; /* what is wrong, without full stop; values from outside are printable */
    bool is_undecided;   /* its schema would take more steps than there may be */
};

struct broken_extension_list {
    struct broken_extension *items;
    size_t count;
    size_t capacity;
};

/* Adds those of the statement's extensions that are broken; of ones that the profile does not have
 * nothing is said. Borrowed from the arena. */
void extensions_judge(const struct extension_index *index, const json_t *statement,
                      struct arena *arena, struct broken_extension_list *out);

#endif
