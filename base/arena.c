/* SPDX-License-Identifier: Apache-2.0 */

/* An arena is a chain of blocks; what does not fit the newest block begins another one. */
#include "base/arena.h"

#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Large enough that a typical request needs one or two. */
enum { BLOCK_SIZE = 16 * 1024, FIRST_CAPACITY = 16 };

struct block {
    struct block *older;
    size_t size;
    size_t used;
    alignas(max_align_t) char bytes[];
};

struct deferred {
    struct deferred *older;
    void (*release)(void *object);
    void *object;
};

struct arena {
    struct block *newest;
    struct deferred *deferred;
    size_t size;
};

struct arena *arena_create(void)
{
    return MEM_NEW(struct arena);
}

void arena_destroy(struct arena *arena)
{
    if (arena == NULL) {
        return;
    }
    /* Their records lie in the blocks, so they come first. */
    for (struct deferred *one = arena->deferred; one != NULL; one = one->older) {
        one->release(one->object);
    }
    for (struct block *block = arena->newest; block != NULL;) {
        struct block *older = block->older;
        free(block);
        block = older;
    }
    free(arena);
}

/* Its bytes are zeroed as they are given out: most short-lived arenas use little of their block. */
static struct block *block_create(struct block *older)
{
    struct block *block = mem_resize(NULL, 1, sizeof *block + BLOCK_SIZE);
    *block = (struct block){.older = older, .size = BLOCK_SIZE};
    return block;
}

static size_t align_up(size_t size)
{
    size_t alignment = alignof(max_align_t);
    assert(size <= SIZE_MAX - alignment);
    return (size + alignment - 1) / alignment * alignment;
}

/* A large piece gets a block of its own behind the newest one, whose rest stays in use. */
static void *allocate_large(struct arena *arena, size_t size)
{
    assert(size <= SIZE_MAX - sizeof(struct block));
    struct block *block = mem_resize(NULL, 1, sizeof *block + size);
    *block = (struct block){.older = arena->newest->older, .size = size, .used = size};
    arena->newest->older = block;
    return block->bytes;
}

void *arena_reserve(struct arena *arena, size_t size)
{
    size_t bytes = align_up(size);
    arena->size += bytes;
    if (arena->newest == NULL) {
        arena->newest = block_create(NULL);
    }
    if (bytes > BLOCK_SIZE / 4) {
        return allocate_large(arena, bytes);
    }
    if (bytes > arena->newest->size - arena->newest->used) {
        arena->newest = block_create(arena->newest);
    }
    void *memory = arena->newest->bytes + arena->newest->used;
    arena->newest->used += bytes;
    return memory;
}

void *arena_allocate(struct arena *arena, size_t count, size_t size)
{
    assert(size == 0 || count <= SIZE_MAX / size);
    return memset(arena_reserve(arena, count * size), 0, count * size);
}

char *arena_copy(struct arena *arena, struct text text)
{
    char *copy = arena_reserve(arena, text.length + 1);
    if (text.length > 0) {
        memcpy(copy, text.data, text.length);
    }
    copy[text.length] = '\0';
    return copy;
}

char *arena_copy_string(struct arena *arena, const char *string)
{
    return arena_copy(arena, text_of(string));
}

char *arena_print(struct arena *arena, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    size_t size = (size_t)length + 1;
    char *text = arena_reserve(arena, size);
    (void)vsnprintf(text, size, format, again);
    va_end(again);
    return text;
}

void *arena_grow(struct arena *arena, void *array, size_t count, size_t *capacity, size_t size)
{
    assert(count <= *capacity);
    if (count < *capacity) {
        return array;
    }
    *capacity = *capacity == 0 ? FIRST_CAPACITY : 2 * *capacity;
    void *grown = arena_allocate(arena, *capacity, size);
    if (count > 0) {
        memcpy(grown, array, count * size);
    }
    return grown;
}

void arena_defer(struct arena *arena, void (*release)(void *object), void *object)
{
    struct deferred *deferred = ARENA_NEW(arena, struct deferred);
    *deferred = (struct deferred){arena->deferred, release, object};
    arena->deferred = deferred;
}

size_t arena_size(const struct arena *arena)
{
    return arena->size;
}
