/* SPDX-License-Identifier: Apache-2.0 */

/* splitmix64 (Steele, Lea and Flood, 2014): eight lines, and good enough to make plausible data. */
#include "base/chance.h"

#include <assert.h>

uint64_t chance_next(struct chance *chance)
{
    chance->state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = chance->state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

/* The remainder favours small numbers by less than one in a billion for the ranges used here. */
int64_t chance_between(struct chance *chance, int64_t low, int64_t high)
{
    assert(low <= high);
    uint64_t width = (uint64_t)high - (uint64_t)low + 1;
    return low + (int64_t)(chance_next(chance) % width);
}

bool chance_of(struct chance *chance, int percent)
{
    return chance_between(chance, 1, 100) <= percent;
}

void chance_shuffle(struct chance *chance, size_t *numbers, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t j = (size_t)chance_between(chance, 0, (int64_t)i);
        numbers[i] = numbers[j];
        numbers[j] = i;
    }
}
