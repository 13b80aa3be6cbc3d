/* SPDX-License-Identifier: Apache-2.0 */

/* Keeps names with their meanings in a list; a course has few. */
#include "source/claims.h"

#include "base/arena.h"

#include <string.h>

struct claim {
    const char *name;
    const char *meaning;
    struct claim *next;
};

const char *claims_add(struct claims *claims, struct arena *arena, const char *name,
                       const char *meaning)
{
    for (const struct claim *claim = claims->first; claim != NULL; claim = claim->next) {
        if (strcmp(claim->name, name) == 0) {
            return strcmp(claim->meaning, meaning) != 0 ? claim->meaning : NULL;
        }
    }
    struct claim *claim = ARENA_NEW(arena, struct claim);
    *claim = (struct claim){.name = name, .meaning = meaning, .next = claims->first};
    claims->first = claim;
    return NULL;
}
