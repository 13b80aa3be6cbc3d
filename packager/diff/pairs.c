/* SPDX-License-Identifier: Apache-2.0 */

/* Matching by sorted keys, and the longest increasing subsequence. */
#include "diff/pairs.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static size_t *array_of_none(struct arena *arena, size_t count)
{
    size_t *array = ARENA_ARRAY(arena, size_t, count);
    for (size_t i = 0; i < count; i++) {
        array[i] = PAIRS_NONE;
    }
    return array;
}

struct pairs pairs_begin(struct arena *arena, size_t before_count, size_t after_count)
{
    return (struct pairs){
        .arena = arena,
        .before_count = before_count,
        .after_count = after_count,
        .of_before = array_of_none(arena, before_count),
        .of_after = array_of_none(arena, after_count),
    };
}

struct pairs_keys pairs_keys_begin(struct arena *arena, size_t room)
{
    return (struct pairs_keys){ARENA_ARRAY(arena, struct pairs_key, room), 0};
}

void pairs_keys_add(struct pairs_keys *keys, const char *text, size_t index)
{
    if (text != NULL && text[0] != '\0') {
        keys->rows[keys->count++] = (struct pairs_key){text, index};
    }
}

static int compare_keys(const void *left, const void *right)
{
    const struct pairs_key *one = left;
    const struct pairs_key *other = right;
    int order = strcmp(one->text, other->text);
    return order != 0 ? order : (one->index > other->index) - (one->index < other->index);
}

static void sort(struct pairs_keys *keys)
{
    if (keys->count > 0) {
        qsort(keys->rows, keys->count, sizeof *keys->rows, compare_keys);
    }
}

/* How many keys from `first` on have its text. */
static size_t count_same(const struct pairs_keys *keys, size_t first)
{
    size_t count = 1;
    while (first + count < keys->count &&
           strcmp(keys->rows[first].text, keys->rows[first + count].text) == 0) {
        count++;
    }
    return count;
}

void pairs_match(struct pairs *pairs, struct pairs_keys *before, struct pairs_keys *after,
                 enum pairs_doubt doubt)
{
    sort(before);
    sort(after);
    size_t i = 0;
    size_t j = 0;
    while (i < before->count && j < after->count) {
        int order = strcmp(before->rows[i].text, after->rows[j].text);
        size_t same_before = count_same(before, i);
        size_t same_after = count_same(after, j);
        bool is_sure = doubt == PAIRS_TAKE_FIRST || (same_before == 1 && same_after == 1);
        if (order == 0 && is_sure) {
            pairs->of_before[before->rows[i].index] = after->rows[j].index;
            pairs->of_after[after->rows[j].index] = before->rows[i].index;
        }
        i += order <= 0 ? same_before : 0;
        j += order >= 0 ? same_after : 0;
    }
}

/* How many of the first `length` runs end before `place`; they are sorted by their ends. */
static size_t runs_below(const struct pairs *pairs, const size_t *ends, size_t length, size_t place)
{
    size_t low = 0;
    size_t high = length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pairs->of_after[ends[middle]] < place) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

bool *pairs_find_staying(const struct pairs *pairs, const bool *leaves_out)
{
    size_t count = pairs->after_count;
    size_t *ends = ARENA_ARRAY(pairs->arena, size_t, count); /* of the best run of each length */
    size_t *previous = array_of_none(pairs->arena, count);
    size_t length = 0;
    for (size_t i = 0; i < count; i++) {
        if (pairs->of_after[i] != PAIRS_NONE && (leaves_out == NULL || !leaves_out[i])) {
            size_t below = runs_below(pairs, ends, length, pairs->of_after[i]);
            previous[i] = below > 0 ? ends[below - 1] : PAIRS_NONE;
            ends[below] = i;
            length = below == length ? length + 1 : length;
        }
    }
    bool *stays = ARENA_ARRAY(pairs->arena, bool, count);
    for (size_t i = length > 0 ? ends[length - 1] : PAIRS_NONE; i != PAIRS_NONE; i = previous[i]) {
        stays[i] = true;
    }
    return stays;
}
