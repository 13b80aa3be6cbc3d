/* SPDX-License-Identifier: Apache-2.0 */

/* Memory that lives as long as one request or one build, and is given back at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/attributes.h"
#include "base/auto.h"
#include "base/text.h"

struct arena;

/* An empty arena, owned by the caller; arena_destroy() releases all that was allocated in it. One
 * thread at a time. */
struct arena *arena_create(void);
void arena_destroy(struct arena *arena);
DEFINE_AUTO(struct arena, arena_destroy);

/* All of these give memory that is borrowed until the arena is destroyed, aligned for any type;
 * never NULL. */
__attribute__((returns_nonnull)) void *arena_allocate(struct arena *arena, size_t count,
                                                      size_t size); /* zeroed */
__attribute__((returns_nonnull)) void *arena_reserve(struct arena *arena,
                                                     size_t size); /* not zeroed */
__attribute__((returns_nonnull)) char *arena_copy(struct arena *arena,
                                                  struct text text); /* with a final NUL */
__attribute__((returns_nonnull)) char *arena_copy_string(struct arena *arena, const char *string);
PRINTF_LIKE(2, 3)
__attribute__((returns_nonnull)) char *arena_print(struct arena *arena, const char *format, ...);

/* Room for one element more of `size` bytes in an array that grows: `array` itself, or a larger
 * copy of it, zeroed behind `count` elements, when these fill its *capacity. Start with NULL and 0.
 */
__attribute__((returns_nonnull)) void *arena_grow(struct arena *arena, void *array, size_t count,
                                                  size_t *capacity, size_t size);

#define ARENA_NEW(arena, type) ((type *)arena_allocate((arena), 1, sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_allocate((arena), (count), sizeof(type)))

/* Has `release(object)` called when the arena is destroyed, the newest first: for what must be
 * given back otherwise than as memory of the arena, such as parsed JSON. The arena takes `object`.
 */
void arena_defer(struct arena *arena, void (*release)(void *object), void *object);

/* Bytes handed out so far: for limits and for tests. */
size_t arena_size(const struct arena *arena);

#endif
