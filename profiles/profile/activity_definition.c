/* SPDX-License-Identifier: Apache-2.0 */

/* The rules are those of statements, and live there. */
#include "profile/activity_definition.h"

#include "base/json.h"
#include "xapi/activity.h"

enum status activity_definition_check(const char *id, const json_t *definition, struct error *error)
{
    AUTO(json_release) json_t *copy = json_copy(json_iterable(definition));
    if (copy == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the definition cannot be copied");
    }
    (void)json_object_del(copy, "@context");
    AUTO(json_release)
    json_t *activity =
        json_pack("{s:s, s:s, s:O}", "objectType", "Activity", "id", id, "definition", copy);
    if (activity == NULL) {
        return FAIL(error, STATUS_INTERNAL, "no activity can be made of the definition");
    }
    return activity_check(activity, NULL, XAPI_VERSION_1_0_3, error);
}
