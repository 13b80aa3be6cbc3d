/* SPDX-License-Identifier: Apache-2.0 */

/* Objects (draft-07 validation, 6.5). */
#include "schema/keyword.h"

#include "base/json.h"

#include <string.h>

bool keyword_max_properties(struct schema_run *run, const struct schema_use *use,
                            const json_t *value, const struct json_place *place)
{
    size_t count = json_object_size(value);
    return (double)count <= json_number_value(use->value) ||
           schema_run_break(run, use, place, "it has %zu members, and may have %s", count,
                            schema_shown(run, use->value));
}

bool keyword_min_properties(struct schema_run *run, const struct schema_use *use,
                            const json_t *value, const struct json_place *place)
{
    size_t count = json_object_size(value);
    return (double)count >= json_number_value(use->value) ||
           schema_run_break(run, use, place, "it has %zu members, and must have %s", count,
                            schema_shown(run, use->value));
}

/* Whether the object has all that the array names. */
static bool has_all(struct schema_run *run, const struct schema_use *use, const json_t *names,
                    const json_t *value, const struct json_place *place)
{
    for (size_t i = 0; i < json_array_size(names); i++) {
        const json_t *name = json_array_get(names, i);
        if (!schema_run_step(run, 1, use, place)) {
            return false;
        }
        if (json_object_get(value, json_string_value(name)) == NULL) {
            return schema_run_break(run, use, place, "%s is missing", schema_shown(run, name));
        }
    }
    return true;
}

bool keyword_required(struct schema_run *run, const struct schema_use *use, const json_t *value,
                      const struct json_place *place)
{
    return has_all(run, use, use->value, value, place);
}

bool keyword_properties(struct schema_run *run, const struct schema_use *use, const json_t *value,
                        const struct json_place *place)
{
    for (size_t i = 0; i < use->count; i++) {
        const json_t *member = json_object_get(value, use->names[i]);
        const struct json_place below = json_place_member(place, use->names[i]);
        if (!schema_run_step(run, 1, use, place) ||
            (member != NULL && !schema_node_holds(run, use->nodes[i], member, &below))) {
            return false;
        }
    }
    return true;
}

bool keyword_pattern_properties(struct schema_run *run, const struct schema_use *use,
                                const json_t *value, const struct json_place *place)
{
    const char *name;
    json_t *member;
    json_object_foreach (json_iterable(value), name, member) {
        const struct json_place below = json_place_member(place, name);
        for (size_t i = 0; i < use->count; i++) {
            if (keyword_pattern_is_found(run, use, i, text_of(name), &below) &&
                !schema_node_holds(run, use->nodes[i], member, &below)) {
                return false;
            }
        }
    }
    return !run->is_undecided;
}

/* Whether 'properties' or 'patternProperties' beside it say something of the member. */
static bool is_described(struct schema_run *run, const struct schema_use *use, const char *name,
                         const struct json_place *place)
{
    const struct schema_use *properties = schema_use_beside(use, "properties");
    const struct schema_use *patterns = schema_use_beside(use, "patternProperties");
    bool is_so = properties != NULL && json_object_get(properties->value, name) != NULL;
    for (size_t i = 0; !is_so && patterns != NULL && i < patterns->count; i++) {
        is_so = keyword_pattern_is_found(run, patterns, i, text_of(name), place);
    }
    return is_so;
}

bool keyword_additional_properties(struct schema_run *run, const struct schema_use *use,
                                   const json_t *value, const struct json_place *place)
{
    const char *name;
    json_t *member;
    json_object_foreach (json_iterable(value), name, member) {
        const struct json_place below = json_place_member(place, name);
        if (!schema_run_step(run, 1, use, place) ||
            (!is_described(run, use, name, &below) && !run->is_undecided &&
             !schema_node_holds(run, use->nodes[0], member, &below))) {
            return false;
        }
    }
    return !run->is_undecided;
}

bool keyword_dependencies(struct schema_run *run, const struct schema_use *use, const json_t *value,
                          const struct json_place *place)
{
    for (size_t i = 0; i < use->count; i++) {
        if (!schema_run_step(run, 1, use, place)) {
            return false;
        }
        if (json_object_get(value, use->names[i]) == NULL) {
            continue;
        }
        bool holds =
            use->nodes[i] != NULL
                ? schema_node_holds(run, use->nodes[i], value, place)
                : has_all(run, use, json_object_get(use->value, use->names[i]), value, place);
        if (!holds) {
            return false;
        }
    }
    return true;
}

bool keyword_property_names(struct schema_run *run, const struct schema_use *use,
                            const json_t *value, const struct json_place *place)
{
    const char *name;
    json_t *member;
    json_object_foreach (json_iterable(value), name, member) {
        AUTO(json_release) json_t *text = json_string(name);
        const struct json_place below = json_place_member(place, name);
        if (text == NULL || !schema_run_step(run, 1, use, place) ||
            !schema_node_holds(run, use->nodes[0], text, &below)) {
            return false;
        }
    }
    return true;
}
