/* SPDX-License-Identifier: Apache-2.0 */

/* Numbers (draft-07 validation, 6.2). Integers are compared as such, all else as doubles. */
#include "schema/keyword.h"

#include <float.h>
#include <math.h>

bool schema_number_is_whole(const json_t *number)
{
    return json_is_integer(number) || trunc(json_real_value(number)) == json_real_value(number);
}

int schema_numbers_compare(const json_t *left, const json_t *right)
{
    if (json_is_integer(left) && json_is_integer(right)) {
        json_int_t one = json_integer_value(left);
        json_int_t other = json_integer_value(right);
        return (one > other) - (one < other);
    }
    double one = json_number_value(left);
    double other = json_number_value(right);
    return (one > other) - (one < other);
}

/* 0.0075 is a multiple of 0.0001, though neither is what its double is: the quotient may be off by
 * as much as the two are. */
static bool is_multiple(const json_t *value, const json_t *of)
{
    if (json_is_integer(value) && json_is_integer(of)) {
        return json_integer_value(value) % json_integer_value(of) == 0;
    }
    double number = json_number_value(value);
    double unit = json_number_value(of);
    double quotient = round(number / unit);
    if (isinf(quotient)) {
        return fmod(number, unit) == 0;
    }
    return fabs(quotient * unit - number) <= fabs(number) * 4 * DBL_EPSILON;
}

bool keyword_multiple_of(struct schema_run *run, const struct schema_use *use, const json_t *value,
                         const struct json_place *place)
{
    return is_multiple(value, use->value) ||
           schema_run_break(run, use, place, "%s is no multiple of %s", schema_shown(run, value),
                            schema_shown(run, use->value));
}

static bool bound_holds(struct schema_run *run, const struct schema_use *use, const json_t *value,
                        const struct json_place *place, bool holds, const char *words)
{
    return holds || schema_run_break(run, use, place, "%s is not %s %s", schema_shown(run, value),
                                     words, schema_shown(run, use->value));
}

bool keyword_maximum(struct schema_run *run, const struct schema_use *use, const json_t *value,
                     const struct json_place *place)
{
    return bound_holds(run, use, value, place, schema_numbers_compare(value, use->value) <= 0,
                       "at most");
}

bool keyword_exclusive_maximum(struct schema_run *run, const struct schema_use *use,
                               const json_t *value, const struct json_place *place)
{
    return bound_holds(run, use, value, place, schema_numbers_compare(value, use->value) < 0,
                       "below");
}

bool keyword_minimum(struct schema_run *run, const struct schema_use *use, const json_t *value,
                     const struct json_place *place)
{
    return bound_holds(run, use, value, place, schema_numbers_compare(value, use->value) >= 0,
                       "at least");
}

bool keyword_exclusive_minimum(struct schema_run *run, const struct schema_use *use,
                               const json_t *value, const struct json_place *place)
{
    return bound_holds(run, use, value, place, schema_numbers_compare(value, use->value) > 0,
                       "above");
}
