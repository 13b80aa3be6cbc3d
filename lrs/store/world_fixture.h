/* SPDX-License-Identifier: Apache-2.0 */

/* What most tests of a store begin with: an empty one, and room for what they make. */
#ifndef STORE_WORLD_FIXTURE_H
#define STORE_WORLD_FIXTURE_H

#include "store/fixture.h"

struct world {
    struct store *store;
    struct arena *arena;
    unsigned next; /* the number that the last statement got */
};

/* For cmocka_unit_test_setup_teardown(). */
static inline int set_up(void **state)
{
    struct arena *arena = arena_create();
    struct world *world = ARENA_NEW(arena, struct world);
    struct error error = {0};
    world->arena = arena;
    *state = world;
    return fixture_open(NULL, &world->store, &error) == STATUS_OK ? 0 : -1;
}

static inline int tear_down(void **state)
{
    struct world *world = *state;
    store_close(world->store);
    arena_destroy(world->arena);
    return 0;
}

#endif
