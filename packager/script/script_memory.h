/* SPDX-License-Identifier: Apache-2.0 */

/* Scripts that were read before. All packages of a course hold the same player, and to read a
 * script takes longer than all else that is looked at in a package. */
#ifndef SCRIPT_SCRIPT_MEMORY_H
#define SCRIPT_SCRIPT_MEMORY_H

#include "script/script_facts.h"

struct arena;
struct script_memory;

enum {
    SCRIPT_MEMORY_BYTES_MIN = 1024, /* shorter ones are read as soon as found */
    SCRIPT_MEMORY_SCRIPTS = 64,     /* that are kept: those found first */
};

/* Lives in `arena`. Used by one thread at a time. */
struct script_memory *script_memory_create(struct arena *arena);

/* What script_facts_add() makes of the script and nothing else, its first line being 1. In `arena`,
 * which need not be the memory's. */
const struct script_facts *script_memory_facts(struct script_memory *memory, struct text script,
                                               struct arena *arena);

/* How many scripts it has had to read. */
size_t script_memory_read_count(const struct script_memory *memory);

#endif
