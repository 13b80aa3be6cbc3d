/* SPDX-License-Identifier: Apache-2.0 */

/* objectType decides which rules an object keeps. */
#include "xapi/object.h"

#include "xapi/activity.h"
#include "xapi/agent.h"
#include "xapi/statement_rules.h"

#include <string.h>

static const char reference_clause[] = "Data 2.4.4.3";

static enum status reference_type_check(json_t *value, const struct place *place,
                                        enum xapi_version version, struct error *error)
{
    (void)version;
    return constant_check(value, "StatementRef", place, error);
}

static const struct property reference_properties[] = {
    {"objectType", reference_clause, reference_type_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"id", reference_clause, uuid_check, REQUIRED, XAPI_VERSION_1_0_3},
};
static const struct shape reference_shape = SHAPE("a StatementRef", reference_properties);

enum status reference_check(json_t *value, const struct place *place, enum xapi_version version,
                            struct error *error)
{
    return shape_check(value, &reference_shape, place, version, error);
}

static const struct kind {
    const char *type;
    value_check check;
} kinds[] = {
    {"Activity", activity_check},
    {"Agent", agent_check},
    {"Group", group_check},
    {"SubStatement", substatement_check},
    {"StatementRef", reference_check},
};
enum { KIND_COUNT = sizeof kinds / sizeof kinds[0] };

enum status object_check(json_t *value, const struct place *place, enum xapi_version version,
                         struct error *error)
{
    const json_t *type = json_object_get(value, "objectType");
    if (!json_is_string(type)) {
        return activity_check(value, place, version, error);
    }
    for (size_t i = 0; i < KIND_COUNT; i++) {
        if (text_is(json_text(type), kinds[i].type)) {
            return kinds[i].check(value, place, version, error);
        }
    }
    struct place member = place_member(place, "objectType", "Data 2.4.4");
    return BROKEN(&member, error,
                  "'%s' is not Activity, Agent, Group, SubStatement or StatementRef",
                  show(json_text(type)).text);
}

enum status substatement_object_check(json_t *value, const struct place *place,
                                      enum xapi_version version, struct error *error)
{
    if (member_is(value, "objectType", "SubStatement")) {
        struct place here = {place->above, place->key, place->index, reference_clause};
        return BROKEN(&here, error, "a SubStatement may not hold another SubStatement");
    }
    return object_check(value, place, version, error);
}
