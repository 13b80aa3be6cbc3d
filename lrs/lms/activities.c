/* SPDX-License-Identifier: Apache-2.0 */

/* A sorted array of names as they are compared: small letters, one space where there is any white
 * space. */
#include "lms/activities.h"

#include "base/ascii.h"
#include "base/csv.h"

#include <stdlib.h>
#include <string.h>

/* Comparing with more would take too long for what it is worth. */
enum { NEAREST_AMONG = 2000 };

struct entry {
    struct text key;
    struct text name;
    enum lms_activity_source source;
    size_t order; /* in which it was added */
    struct lms_activity activity;
};

struct lms_activities {
    struct arena *arena;
    struct entry *entries;
    size_t count;
    size_t capacity;
};

struct lms_activities *lms_activities_create(struct arena *arena)
{
    struct lms_activities *activities = ARENA_NEW(arena, struct lms_activities);
    activities->arena = arena;
    return activities;
}

static bool is_white(char character)
{
    return memchr(" \t\r\n", character, 4) != NULL;
}

/* The name as it is compared, in `out`, which has room for name.length bytes. */
static struct text key_of(struct text name, char *out)
{
    size_t length = 0;
    name = text_trim(name);
    for (size_t i = 0; i < name.length; i++) {
        bool repeats = is_white(name.data[i]) && is_white(name.data[i - 1]);
        if (!repeats) {
            out[length++] = is_white(name.data[i]) ? ' ' : ascii_to_lower(name.data[i]);
        }
    }
    return (struct text){out, length};
}

static void add(struct lms_activities *activities, struct text name,
                const struct lms_activity *activity, enum lms_activity_source source)
{
    activities->entries = arena_grow(activities->arena, activities->entries, activities->count,
                                     &activities->capacity, sizeof *activities->entries);
    char *room = ARENA_ARRAY(activities->arena, char, name.length + 1);
    activities->entries[activities->count] = (struct entry){.key = key_of(name, room),
                                                            .name = name,
                                                            .source = source,
                                                            .order = activities->count,
                                                            .activity = *activity};
    activities->count++;
}

void lms_activities_add(struct lms_activities *activities, struct text name,
                        const struct lms_activity *activity, enum lms_activity_source source)
{
    if (name.length > 0) {
        add(activities, name, activity, source);
    }
    add(activities, activity->id, activity, source);
}

/* By key, told by hand first, then in order. */
static int compare(const void *left, const void *right)
{
    const struct entry *a = left;
    const struct entry *b = right;
    int order = text_compare(a->key, b->key);
    if (order != 0) {
        return order;
    }
    return a->source != b->source ? (a->source > b->source) - (a->source < b->source)
                                  : (a->order > b->order) - (a->order < b->order);
}

void lms_activities_sort(struct lms_activities *activities)
{
    if (activities->count > 0) {
        qsort(activities->entries, activities->count, sizeof *activities->entries, compare);
    }
}

/* The first entry whose key is not before `key`. */
static size_t lower_bound(const struct lms_activities *activities, struct text key)
{
    size_t low = 0;
    size_t high = activities->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text_compare(activities->entries[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct lms_activity *lms_activities_find(const struct lms_activities *activities,
                                               struct text name, bool *out_ambiguous)
{
    char room[CSV_VALUE_MAX];
    *out_ambiguous = false;
    if (name.length > sizeof room) {
        return NULL;
    }
    struct text key = key_of(name, room);
    size_t first = lower_bound(activities, key);
    if (first == activities->count || !text_equals(activities->entries[first].key, key)) {
        return NULL;
    }
    const struct entry *found = &activities->entries[first];
    for (size_t i = first + 1; i < activities->count; i++) {
        const struct entry *other = &activities->entries[i];
        if (!text_equals(other->key, key) || other->source != found->source) {
            break;
        }
        *out_ambiguous = *out_ambiguous || !text_equals(other->activity.id, found->activity.id);
    }
    return *out_ambiguous ? NULL : &found->activity;
}

struct text lms_activities_nearest(const struct lms_activities *activities, struct text name)
{
    char room[TEXT_DISTANCE_MAX];
    struct text nearest = {NULL, 0};
    if (name.length > sizeof room) {
        return nearest;
    }
    struct text key = key_of(name, room);
    size_t smallest = key.length / 2 + 1;
    for (size_t i = 0; i < activities->count && i < NEAREST_AMONG; i++) {
        struct text other = activities->entries[i].key;
        if (other.length > 2 * key.length || 2 * other.length < key.length) {
            continue;
        }
        size_t changes = text_distance(other, key);
        if (changes < smallest) {
            smallest = changes;
            nearest = activities->entries[i].name;
        }
    }
    return nearest;
}
