/* SPDX-License-Identifier: Apache-2.0 */

/* Open addressing, at most half full. */
#include "lms/distinct.h"

#include "base/digest.h"
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 1024 };

static uint64_t hash_of(struct text text)
{
    uint64_t hash;
    const struct digest digest = digest_of(text);
    memcpy(&hash, digest.bytes, sizeof hash);
    return hash == 0 ? 1 : hash;
}

static void put(struct distinct *distinct, uint64_t hash)
{
    size_t at = (size_t)hash % distinct->capacity;
    while (distinct->slots[at] != 0 && distinct->slots[at] != hash) {
        at = (at + 1) % distinct->capacity;
    }
    distinct->count += distinct->slots[at] == 0;
    distinct->slots[at] = hash;
}

static void grow(struct distinct *distinct)
{
    const struct distinct before = *distinct;
    size_t capacity = before.capacity == 0 ? FIRST_CAPACITY : before.capacity * 2;
    *distinct = (struct distinct){mem_zeroed(capacity, sizeof(uint64_t)), capacity, 0};
    for (size_t i = 0; i < before.capacity; i++) {
        if (before.slots[i] != 0) {
            put(distinct, before.slots[i]);
        }
    }
    free(before.slots);
}

void distinct_add(struct distinct *distinct, struct text text)
{
    if (2 * distinct->count >= distinct->capacity) {
        grow(distinct);
    }
    put(distinct, hash_of(text));
}

void distinct_finish(struct distinct *distinct)
{
    free(distinct->slots);
    *distinct = (struct distinct){0};
}
