/* SPDX-License-Identifier: Apache-2.0 */

/* Chance that repeats: the same seed gives the same numbers on every machine. Not for secrets. */
#ifndef BASE_CHANCE_H
#define BASE_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Initialise with any seed: struct chance chance = {seed}. */
struct chance {
    uint64_t state;
};

uint64_t chance_next(struct chance *chance);

/* From `low` to `high`, both included; low <= high. */
int64_t chance_between(struct chance *chance, int64_t low, int64_t high);

/* True in `percent` of 100 cases. */
bool chance_of(struct chance *chance, int percent);

/* Fills `numbers` with 0 .. count - 1 in random order. */
void chance_shuffle(struct chance *chance, size_t *numbers, size_t count);

#endif
