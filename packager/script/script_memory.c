/* SPDX-License-Identifier: Apache-2.0 */

/* By their SHA-256. */
#include "script/script_memory.h"

#include "base/arena.h"
#include "base/digest.h"

#include <string.h>

struct known {
    struct digest digest;
    struct script_facts facts;
};

struct script_memory {
    struct known known[SCRIPT_MEMORY_SCRIPTS];
    size_t count;
    size_t read_count;
};

struct script_memory *script_memory_create(struct arena *arena)
{
    return ARENA_NEW(arena, struct script_memory);
}

static const struct known *find(const struct script_memory *memory, const struct digest *digest)
{
    size_t place = 0;
    while (place < memory->count &&
           memcmp(&memory->known[place].digest, digest, sizeof *digest) != 0) {
        place++;
    }
    return place < memory->count ? &memory->known[place] : NULL;
}

static void keep(struct script_memory *memory, const struct digest *digest,
                 const struct script_facts *facts)
{
    if (memory->count < SCRIPT_MEMORY_SCRIPTS) {
        memory->known[memory->count++] = (struct known){.digest = *digest, .facts = *facts};
    }
}

static void read_script(struct script_memory *memory, struct text script,
                        struct script_facts *facts)
{
    memory->read_count++;
    script_facts_add(facts, script, 1);
}

const struct script_facts *script_memory_facts(struct script_memory *memory, struct text script,
                                               struct arena *arena)
{
    struct script_facts *facts = ARENA_NEW(arena, struct script_facts);
    if (script.length < SCRIPT_MEMORY_BYTES_MIN) {
        read_script(memory, script, facts);
        return facts;
    }
    const struct digest digest = digest_of(script);
    const struct known *known = find(memory, &digest);
    if (known != NULL) {
        *facts = known->facts;
    } else {
        read_script(memory, script, facts);
        keep(memory, &digest, facts);
    }
    return facts;
}

size_t script_memory_read_count(const struct script_memory *memory)
{
    return memory->read_count;
}
