/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/statement_facts.h"

#include <stdlib.h>
#include <string.h>

static int by_bytes(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void sort_without_doubles(struct iri_set *set)
{
    size_t kept = 0;
    if (set->count > 1) {
        qsort(set->items, set->count, sizeof set->items[0], by_bytes);
    }
    for (size_t i = 0; i < set->count; i++) {
        if (kept == 0 || strcmp(set->items[i], set->items[kept - 1]) != 0) {
            set->items[kept++] = set->items[i];
        }
    }
    set->count = kept;
}

/* `value` as a list, as it is one where a single one may stand instead. */
static size_t size_as_list(const json_t *value)
{
    return json_is_array(value) ? json_array_size(value) : value != NULL;
}

static const json_t *at_as_list(const json_t *value, size_t index)
{
    return json_is_array(value) ? json_array_get(value, index) : value;
}

static const char *type_of(const json_t *activity)
{
    return json_string_value(json_object_get(json_object_get(activity, "definition"), "type"));
}

static const char *id_of(const json_t *object)
{
    return json_string_value(json_object_get(object, "id"));
}

static const char *usage_type_of(const json_t *attachment)
{
    return json_string_value(json_object_get(attachment, "usageType"));
}

/* What `read` gives of each, where it gives something. */
static struct iri_set set_of(const json_t *list, const char *(*read)(const json_t *item),
                             struct arena *arena)
{
    size_t size = size_as_list(list);
    struct iri_set set = {.items = size > 0 ? ARENA_ARRAY(arena, const char *, size) : NULL};
    for (size_t i = 0; i < size; i++) {
        const char *iri = read(at_as_list(list, i));
        if (iri != NULL) {
            set.items[set.count++] = iri;
        }
    }
    sort_without_doubles(&set);
    return set;
}

struct statement_facts statement_facts_of(const json_t *statement, struct arena *arena)
{
    const json_t *activities =
        json_object_get(json_object_get(statement, "context"), "contextActivities");
    const json_t *category = json_object_get(activities, "category");
    return (struct statement_facts){
        .verb = id_of(json_object_get(statement, "verb")),
        .object_type = type_of(json_object_get(statement, "object")),
        .grouping_types = set_of(json_object_get(activities, "grouping"), type_of, arena),
        .parent_types = set_of(json_object_get(activities, "parent"), type_of, arena),
        .other_types = set_of(json_object_get(activities, "other"), type_of, arena),
        .category_types = set_of(category, type_of, arena),
        .attachment_usage_types =
            set_of(json_object_get(statement, "attachments"), usage_type_of, arena),
        .categories = set_of(category, id_of, arena),
    };
}

bool iri_set_has(const struct iri_set *set, const char *iri)
{
    return set->count > 0 &&
           bsearch(&iri, set->items, set->count, sizeof set->items[0], by_bytes) != NULL;
}
