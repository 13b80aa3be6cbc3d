/* SPDX-License-Identifier: Apache-2.0 */

/* Keeps names with their meanings in the balanced tree of tsearch(). */
#include "source/claims.h"

#include "base/mem.h"

#include <assert.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

struct claim {
    const char *name;
    const char *meaning;
};

static int compare_names(const void *one, const void *other)
{
    return strcmp(((const struct claim *)one)->name, ((const struct claim *)other)->name);
}

/* POSIX ends a tree node by node; its root is the one that needs no search. */
void claims_finish(struct claims *claims)
{
    while (claims->tree != NULL) {
        struct claim *claim = *(struct claim **)claims->tree;
        (void)tdelete(claim, &claims->tree, compare_names);
        free(claim);
    }
}

const char *claims_add(struct claims *claims, const char *name, const char *meaning)
{
    struct claim *claim = MEM_NEW(struct claim);
    *claim = (struct claim){.name = name, .meaning = meaning};
    struct claim **slot = tsearch(claim, &claims->tree, compare_names);
    assert(slot != NULL); /* else memory is out */
    const struct claim *kept = *slot;
    if (kept == claim) {
        return NULL;
    }
    free(claim);
    return strcmp(kept->meaning, meaning) != 0 ? kept->meaning : NULL;
}
