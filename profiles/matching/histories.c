/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/histories.h"

#include "base/timestamp.h"

#include <stdlib.h>
#include <string.h>

#define SUBREGISTRATION "https://w3id.org/xapi/profiles/extensions/subregistration"

/* One statement, waiting for the others of its history. */
struct entry {
    const char *registration;
    const char *subregistration;
    int64_t timestamp_us;
    size_t order; /* in which they were added */
    int64_t label;
    struct pattern_step step;
};

struct histories {
    const struct matcher *matcher;
    struct arena *arena;
    struct entry *entries;
    size_t count;
    size_t capacity;
};

struct histories *histories_begin(const struct matcher *matcher, struct arena *arena)
{
    struct histories *histories = ARENA_NEW(arena, struct histories);
    *histories = (struct histories){.matcher = matcher, .arena = arena};
    return histories;
}

/* That of this profile; "" if there is none. */
static const char *subregistration_of(const struct histories *histories, const json_t *context)
{
    const json_t *list = json_object_get(json_object_get(context, "extensions"), SUBREGISTRATION);
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *profile = json_string_value(json_object_get(item, "profile"));
        const char *id = json_string_value(json_object_get(item, "subregistration"));
        if (profile != NULL && id != NULL && matcher_is_named(histories->matcher, profile)) {
            return arena_copy_string(histories->arena, id);
        }
    }
    return "";
}

/* The templates that are kept: one that is broken is not followed. */
static struct pattern_step step_of(const struct histories *histories,
                                   const struct judgement *judgement)
{
    const struct profile_template **templates = ARENA_ARRAY(
        histories->arena, const struct profile_template *, judgement->template_count + 1);
    size_t count = 0;
    for (size_t i = 0; i < judgement->template_count; i++) {
        if (judgement->templates[i].broken_count == 0) {
            templates[count++] = judgement->templates[i].template;
        }
    }
    return (struct pattern_step){templates, count};
}

void histories_add_at(struct histories *histories, const struct history_member *place,
                      const json_t *statement, const struct judgement *judgement)
{
    const json_t *context = json_object_get(statement, "context");
    const struct entry entry = {.registration = place->registration,
                                .subregistration = subregistration_of(histories, context),
                                .timestamp_us = place->timestamp_us,
                                .order = histories->count,
                                .label = place->label,
                                .step = step_of(histories, judgement)};
    histories->entries = arena_grow(histories->arena, histories->entries, histories->count,
                                    &histories->capacity, sizeof entry);
    histories->entries[histories->count++] = entry;
}

bool histories_add(struct histories *histories, const json_t *statement,
                   const struct judgement *judgement, int64_t label)
{
    const json_t *context = json_object_get(statement, "context");
    const char *registration = json_string_value(json_object_get(context, "registration"));
    const char *timestamp = json_string_value(json_object_get(statement, "timestamp"));
    struct history_member place = {.label = label};
    if (registration == NULL || timestamp == NULL ||
        !timestamp_parse(text_of(timestamp), &place.timestamp_us)) {
        return false;
    }
    place.registration = arena_copy_string(histories->arena, registration);
    histories_add_at(histories, &place, statement, judgement);
    return true;
}

static int by_history(const struct entry *one, const struct entry *other)
{
    int by_registration = strcmp(one->registration, other->registration);
    return by_registration != 0 ? by_registration
                                : strcmp(one->subregistration, other->subregistration);
}

static int by_time_in_history(const void *left, const void *right)
{
    const struct entry *one = left;
    const struct entry *other = right;
    int order = by_history(one, other);
    if (order == 0) {
        order =
            (one->timestamp_us > other->timestamp_us) - (one->timestamp_us < other->timestamp_us);
    }
    return order != 0 ? order : (one->order > other->order) - (one->order < other->order);
}

static struct history history_of(const struct histories *histories, const struct entry *entries,
                                 size_t count)
{
    struct pattern_step *steps = ARENA_ARRAY(histories->arena, struct pattern_step, count);
    for (size_t i = 0; i < count; i++) {
        steps[i] = entries[i].step;
    }
    struct history history = {.registration = entries[0].registration,
                              .subregistration = entries[0].subregistration,
                              .statement_count = count,
                              .last_label = entries[count - 1].label,
                              .last_us = entries[count - 1].timestamp_us};
    history.result = patterns_follow(matcher_profile(histories->matcher), steps, count);
    if (history.result.outcome == PATTERN_FAILURE) {
        history.broken_label = entries[history.result.broken_at].label;
    }
    return history;
}

const struct history *histories_end(struct histories *histories, size_t *out_count)
{
    struct entry *entries = histories->entries;
    struct history *all = ARENA_ARRAY(histories->arena, struct history, histories->count + 1);
    size_t count = 0;
    if (histories->count > 1) {
        qsort(entries, histories->count, sizeof *entries, by_time_in_history);
    }
    for (size_t begin = 0, end = 0; begin < histories->count; begin = end) {
        while (end < histories->count && by_history(&entries[begin], &entries[end]) == 0) {
            end++;
        }
        all[count++] = history_of(histories, &entries[begin], end - begin);
    }
    *out_count = count;
    return all;
}
