/* SPDX-License-Identifier: Apache-2.0 */

/* Which things of one list are which of another: by keys, one kind of key after the other; and
 * which of them kept their order. */
#ifndef DIFF_PAIRS_H
#define DIFF_PAIRS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

#define PAIRS_NONE SIZE_MAX

struct pairs {
    struct arena *arena;
    size_t before_count;
    size_t after_count;
    size_t *of_before; /* one a thing of the old list: its place in the new one, or PAIRS_NONE */
    size_t *of_after;  /* and the other way round */
};

struct pairs pairs_begin(struct arena *arena, size_t before_count, size_t after_count);

/* Keys of things; a thing may have none. */
struct pairs_keys {
    struct pairs_key {
        const char *text; /* borrowed */
        size_t index;     /* of the thing */
    } * rows;
    size_t count;
};

/* Room for `room` keys; adds one, unless its text is NULL or empty. */
struct pairs_keys pairs_keys_begin(struct arena *arena, size_t room);
void pairs_keys_add(struct pairs_keys *keys, const char *text, size_t index);

/* What a key that several things have is good for. */
enum pairs_doubt {
    PAIRS_TAKE_FIRST, /* it is the first one's */
    PAIRS_TAKE_NONE,  /* nothing: it may be chance */
};

/* Pairs things whose keys are the same. Give keys of things only that have no pair yet. Sorts both
 * lists. */
void pairs_match(struct pairs *pairs, struct pairs_keys *before, struct pairs_keys *after,
                 enum pairs_doubt doubt);

/* One a thing of the new list: whether it belongs to the longest run of things that stand in the
 * same order as before. What does not has moved, so that one thing that was put elsewhere is one
 * move, whatever it passed. Things of the new list that `leaves_out` names, which may be NULL, do
 * not count. In the arena; takes n log n. */
bool *pairs_find_staying(const struct pairs *pairs, const bool *leaves_out);

#endif
