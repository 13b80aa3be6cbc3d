/* SPDX-License-Identifier: Apache-2.0 */

/* Jansson has one pair of functions for the whole program: they ask which arena the thread is in.
 * Where it is in none they are malloc() and free(), so it does not matter when they are set. */
#include "base/json_room.h"

#include <assert.h>
#include <jansson.h>
#include <pthread.h>
#include <stdlib.h>

static _Thread_local struct arena *current;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *allocate(size_t size)
{
    return current == NULL ? malloc(size) : arena_reserve(current, size);
}

static void release(void *memory)
{
    if (current == NULL) {
        free(memory);
    }
}

static void set_functions(void)
{
    json_set_alloc_funcs(allocate, release);
}

void json_room_begin(struct arena *arena)
{
    assert(current == NULL && arena != NULL);
    (void)pthread_once(&once, set_functions);
    current = arena;
}

void json_room_end(void)
{
    assert(current != NULL);
    current = NULL;
}
