/* SPDX-License-Identifier: Apache-2.0 */

/* A context's properties; those of xAPI 2.0 are rows with their version. */
#include "xapi/context.h"

#include "xapi/activity.h"
#include "xapi/agent.h"
#include "xapi/object.h"

static const struct property activities_properties[] = {
    {"parent", "Data 2.4.6.2", activities_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"grouping", "Data 2.4.6.2", activities_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"category", "Data 2.4.6.2", activities_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"other", "Data 2.4.6.2", activities_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape activities_shape = SHAPE("contextActivities", activities_properties);

static enum status context_activities_check(json_t *value, const struct place *place,
                                            enum xapi_version version, struct error *error)
{
    return shape_check(value, &activities_shape, place, version, error);
}

/* ---- xAPI 2.0: contextAgents and contextGroups ---- */

static const char contexts_clause[] = "2.0, IEEE 9274.1.1 context";

static enum status relevant_types_check(json_t *value, const struct place *place,
                                        enum xapi_version version, struct error *error)
{
    if (json_is_array(value) && json_array_size(value) == 0) {
        return BROKEN(place, error, "must name at least one type");
    }
    return array_check(value, iri_check, place, version, error);
}

static enum status context_agent_type_check(json_t *value, const struct place *place,
                                            enum xapi_version version, struct error *error)
{
    (void)version;
    return constant_check(value, "contextAgent", place, error);
}

static enum status context_group_type_check(json_t *value, const struct place *place,
                                            enum xapi_version version, struct error *error)
{
    (void)version;
    return constant_check(value, "contextGroup", place, error);
}

static const struct property context_agent_properties[] = {
    {"objectType", contexts_clause, context_agent_type_check, REQUIRED, XAPI_VERSION_2_0_0},
    {"agent", contexts_clause, agent_check, REQUIRED, XAPI_VERSION_2_0_0},
    {"relevantTypes", contexts_clause, relevant_types_check, OPTIONAL, XAPI_VERSION_2_0_0},
};
static const struct shape context_agent_shape = SHAPE("a contextAgent", context_agent_properties);

static const struct property context_group_properties[] = {
    {"objectType", contexts_clause, context_group_type_check, REQUIRED, XAPI_VERSION_2_0_0},
    {"group", contexts_clause, group_check, REQUIRED, XAPI_VERSION_2_0_0},
    {"relevantTypes", contexts_clause, relevant_types_check, OPTIONAL, XAPI_VERSION_2_0_0},
};
static const struct shape context_group_shape = SHAPE("a contextGroup", context_group_properties);

static enum status context_agent_check(json_t *value, const struct place *place,
                                       enum xapi_version version, struct error *error)
{
    return shape_check(value, &context_agent_shape, place, version, error);
}

static enum status context_group_check(json_t *value, const struct place *place,
                                       enum xapi_version version, struct error *error)
{
    return shape_check(value, &context_group_shape, place, version, error);
}

static enum status context_agents_check(json_t *value, const struct place *place,
                                        enum xapi_version version, struct error *error)
{
    return array_check(value, context_agent_check, place, version, error);
}

static enum status context_groups_check(json_t *value, const struct place *place,
                                        enum xapi_version version, struct error *error)
{
    return array_check(value, context_group_check, place, version, error);
}

static const struct property context_properties[] = {
    {"registration", "Data 2.4.6", uuid_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"instructor", "Data 2.4.6", actor_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"team", "Data 2.4.6", group_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"contextActivities", "Data 2.4.6.2", context_activities_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"contextAgents", contexts_clause, context_agents_check, OPTIONAL, XAPI_VERSION_2_0_0},
    {"contextGroups", contexts_clause, context_groups_check, OPTIONAL, XAPI_VERSION_2_0_0},
    {"revision", "Data 2.4.6", string_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"platform", "Data 2.4.6", string_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"language", "Data 2.4.6", language_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"statement", "Data 2.4.6", reference_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"extensions", "Data 4.1", extensions_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape context_shape = SHAPE("a context", context_properties);

enum status context_check(json_t *value, const struct place *place, enum xapi_version version,
                          struct error *error)
{
    return shape_check(value, &context_shape, place, version, error);
}
