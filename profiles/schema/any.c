/* SPDX-License-Identifier: Apache-2.0 */

/* Types, equality, and the keywords for values of any type (draft-07 validation, 6.1). */
#include "schema/keyword.h"

#include <string.h>

unsigned schema_type_of(const json_t *value)
{
    enum { OTHERS = ON_ANY & ~(ON_OBJECT | ON_ARRAY | ON_STRING | ON_NUMBER) };
    switch (json_typeof(value)) {
    case JSON_OBJECT:
        return ON_OBJECT;
    case JSON_ARRAY:
        return ON_ARRAY;
    case JSON_STRING:
        return ON_STRING;
    case JSON_INTEGER:
    case JSON_REAL:
        return ON_NUMBER;
    default:
        return OTHERS;
    }
}

const char *schema_type_name(const json_t *value)
{
    static const char *const NAMES[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array", [JSON_STRING] = "a string",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number",  [JSON_TRUE] = "a boolean",
        [JSON_FALSE] = "a boolean",  [JSON_NULL] = "null",
    };
    return NAMES[json_typeof(value)];
}

bool schema_type_is(const json_t *value, const char *name)
{
    static const char *const NAMES[] = {
        [JSON_OBJECT] = "object",  [JSON_ARRAY] = "array", [JSON_STRING] = "string",
        [JSON_INTEGER] = "number", [JSON_REAL] = "number", [JSON_TRUE] = "boolean",
        [JSON_FALSE] = "boolean",  [JSON_NULL] = "null",
    };
    return strcmp(NAMES[json_typeof(value)], name) == 0 ||
           (json_is_number(value) && strcmp(name, "integer") == 0 && schema_number_is_whole(value));
}

bool keyword_type(struct schema_run *run, const struct schema_use *use, const json_t *value,
                  const struct json_place *place)
{
    const char *one = json_string_value(use->value);
    if (one != NULL && schema_type_is(value, one)) {
        return true;
    }
    for (size_t i = 0; i < json_array_size(use->value); i++) {
        if (schema_type_is(value, json_string_value(json_array_get(use->value, i)))) {
            return true;
        }
    }
    return one != NULL
               ? schema_run_break(run, use, place, "it is %s, and must be of the type '%s'",
                                  schema_type_name(value), one)
               : schema_run_break(run, use, place, "it is %s, which is none of the %zu types",
                                  schema_type_name(value), json_array_size(use->value));
}

static bool arrays_equal(struct schema_run *run, const struct schema_use *use, const json_t *left,
                         const json_t *right, const struct json_place *place)
{
    bool are_equal = json_array_size(left) == json_array_size(right);
    for (size_t i = 0; are_equal && i < json_array_size(left); i++) {
        are_equal =
            schema_values_equal(run, use, json_array_get(left, i), json_array_get(right, i), place);
    }
    return are_equal;
}

static bool objects_equal(struct schema_run *run, const struct schema_use *use, const json_t *left,
                          const json_t *right, const struct json_place *place)
{
    bool are_equal = json_object_size(left) == json_object_size(right);
    const char *key;
    json_t *member;
    json_object_foreach (json_iterable(left), key, member) {
        const json_t *other = json_object_get(right, key);
        are_equal =
            are_equal && other != NULL && schema_values_equal(run, use, member, other, place);
        if (!are_equal) {
            break;
        }
    }
    return are_equal;
}

bool schema_values_equal(struct schema_run *run, const struct schema_use *use, const json_t *left,
                         const json_t *right, const struct json_place *place)
{
    if (!schema_run_step(run, 1, use, place)) {
        return false;
    }
    if (json_is_number(left) && json_is_number(right)) {
        return schema_numbers_compare(left, right) == 0;
    }
    if (json_typeof(left) != json_typeof(right)) {
        return false;
    }
    if (json_is_array(left)) {
        return arrays_equal(run, use, left, right, place);
    }
    return json_is_object(left) ? objects_equal(run, use, left, right, place)
                                : json_equal(left, right);
}

bool keyword_enum(struct schema_run *run, const struct schema_use *use, const json_t *value,
                  const struct json_place *place)
{
    for (size_t i = 0; i < json_array_size(use->value); i++) {
        if (schema_values_equal(run, use, json_array_get(use->value, i), value, place)) {
            return true;
        }
    }
    return schema_run_break(run, use, place, "%s is none of the %zu values that are allowed",
                            schema_shown(run, value), json_array_size(use->value));
}

bool keyword_const(struct schema_run *run, const struct schema_use *use, const json_t *value,
                   const struct json_place *place)
{
    return schema_values_equal(run, use, use->value, value, place) ||
           schema_run_break(run, use, place, "it is %s, and must be %s", schema_shown(run, value),
                            schema_shown(run, use->value));
}
