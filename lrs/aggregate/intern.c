/* SPDX-License-Identifier: Apache-2.0 */

/* A table with open addresses, by SipHash under a random key: texts come from senders, who must not
 * be able to make it slow. */
#include "aggregate/intern.h"

#include <sodium.h>

enum { PLACES_FIRST = 1024 };

struct intern {
    struct arena *arena;
    struct text *texts; /* by number */
    size_t count;
    size_t capacity;
    uint32_t *places; /* number + 1; 0: free */
    size_t place_count;
    unsigned char key[crypto_shorthash_KEYBYTES];
};

struct intern *intern_create(struct arena *arena)
{
    struct intern *intern = ARENA_NEW(arena, struct intern);
    intern->arena = arena;
    intern->place_count = PLACES_FIRST;
    intern->places = ARENA_ARRAY(arena, uint32_t, PLACES_FIRST);
    crypto_shorthash_keygen(intern->key);
    return intern;
}

/* Where the text is, or would be put. */
static size_t place_of(const struct intern *intern, struct text text)
{
    uint64_t hash = 0;
    (void)crypto_shorthash((unsigned char *)&hash, (const unsigned char *)text.data, text.length,
                           intern->key);
    size_t place = (size_t)hash & (intern->place_count - 1);
    while (intern->places[place] != 0 &&
           !text_equals(intern->texts[intern->places[place] - 1], text)) {
        place = (place + 1) & (intern->place_count - 1);
    }
    return place;
}

static void widen(struct intern *intern)
{
    intern->place_count *= 2;
    intern->places = ARENA_ARRAY(intern->arena, uint32_t, intern->place_count);
    for (size_t i = 0; i < intern->count; i++) {
        intern->places[place_of(intern, intern->texts[i])] = (uint32_t)i + 1;
    }
}

uint32_t intern_find(const struct intern *intern, struct text text)
{
    uint32_t found = intern->places[place_of(intern, text)];
    return found == 0 ? INTERN_NONE : found - 1;
}

uint32_t intern_add(struct intern *intern, struct text text)
{
    size_t place = place_of(intern, text);
    if (intern->places[place] != 0) {
        return intern->places[place] - 1;
    }
    intern->texts = arena_grow(intern->arena, intern->texts, intern->count, &intern->capacity,
                               sizeof *intern->texts);
    intern->texts[intern->count] = (struct text){arena_copy(intern->arena, text), text.length};
    intern->places[place] = (uint32_t)++intern->count;
    if (2 * intern->count > intern->place_count) {
        widen(intern);
    }
    return (uint32_t)intern->count - 1;
}

size_t intern_count(const struct intern *intern)
{
    return intern->count;
}

struct text intern_text(const struct intern *intern, uint32_t number)
{
    return intern->texts[number];
}
