/* SPDX-License-Identifier: Apache-2.0 */

/* Arrays (draft-07 validation, 6.4). */
#include "schema/keyword.h"

static bool element_holds(struct schema_run *run, const struct schema_node *node,
                          const json_t *array, size_t index, const struct json_place *place)
{
    const struct json_place below = json_place_element(place, index);
    return schema_node_holds(run, node, json_array_get(array, index), &below);
}

/* From `first` on. */
static bool elements_hold(struct schema_run *run, const struct schema_use *use, const json_t *array,
                          size_t first, const struct json_place *place)
{
    for (size_t i = first; i < json_array_size(array); i++) {
        if (!schema_run_step(run, 1, use, place) ||
            !element_holds(run, use->nodes[0], array, i, place)) {
            return false;
        }
    }
    return true;
}

bool keyword_items(struct schema_run *run, const struct schema_use *use, const json_t *value,
                   const struct json_place *place)
{
    if (!json_is_array(use->value)) {
        return elements_hold(run, use, value, 0, place);
    }
    for (size_t i = 0; i < use->count && i < json_array_size(value); i++) {
        if (!element_holds(run, use->nodes[i], value, i, place)) {
            return false;
        }
    }
    return true;
}

/* 6.4.2: says nothing unless 'items' is an array. */
bool keyword_additional_items(struct schema_run *run, const struct schema_use *use,
                              const json_t *value, const struct json_place *place)
{
    const struct schema_use *items = schema_use_beside(use, "items");
    return items == NULL || !json_is_array(items->value) ||
           elements_hold(run, use, value, items->count, place);
}

bool keyword_max_items(struct schema_run *run, const struct schema_use *use, const json_t *value,
                       const struct json_place *place)
{
    size_t count = json_array_size(value);
    return (double)count <= json_number_value(use->value) ||
           schema_run_break(run, use, place, "it has %zu elements, and may have %s", count,
                            schema_shown(run, use->value));
}

bool keyword_min_items(struct schema_run *run, const struct schema_use *use, const json_t *value,
                       const struct json_place *place)
{
    size_t count = json_array_size(value);
    return (double)count >= json_number_value(use->value) ||
           schema_run_break(run, use, place, "it has %zu elements, and must have %s", count,
                            schema_shown(run, use->value));
}

bool keyword_unique_items(struct schema_run *run, const struct schema_use *use, const json_t *value,
                          const struct json_place *place)
{
    size_t count = json_is_true(use->value) ? json_array_size(value) : 0;
    for (size_t i = 0; i < count && !run->is_undecided; i++) {
        for (size_t j = 0; j < i; j++) {
            if (schema_values_equal(run, use, json_array_get(value, j), json_array_get(value, i),
                                    place)) {
                return schema_run_break(run, use, place, "its elements %zu and %zu are equal", j,
                                        i);
            }
        }
    }
    return !run->is_undecided;
}

bool keyword_contains(struct schema_run *run, const struct schema_use *use, const json_t *value,
                      const struct json_place *place)
{
    for (size_t i = 0; i < json_array_size(value) && !run->is_undecided; i++) {
        const struct json_place below = json_place_element(place, i);
        if (schema_node_holds_quietly(run, use->nodes[0], json_array_get(value, i), &below)) {
            return true;
        }
    }
    return schema_run_break(run, use, place, "no element fits what it must contain");
}
