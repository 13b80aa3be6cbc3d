/* SPDX-License-Identifier: Apache-2.0 */

/* A member, or what is wrong with it. */
#include "cohort/members.h"

enum status member_text(const json_t *object, const char *key, const char *place, const char **out,
                        struct error *error)
{
    const json_t *value = json_object_get(object, key);
    if (json_string_length(value) == 0) {
        return FAIL(error, STATUS_INVALID, "%s/%s: missing or not a text", place, key);
    }
    *out = json_string_value(value);
    return STATUS_OK;
}

enum status member_list(const json_t *object, const char *key, size_t limit, const char *place,
                        const json_t **out, struct error *error)
{
    const json_t *value = json_object_get(object, key);
    size_t count = json_array_size(value);
    if (count == 0) {
        return FAIL(error, STATUS_INVALID, "%s/%s: missing, empty or not a list", place, key);
    }
    if (count > limit) {
        return FAIL(error, STATUS_TOO_LARGE, "%s/%s: %zu entries, but at most %zu are allowed",
                    place, key, count, limit);
    }
    *out = value;
    return STATUS_OK;
}
