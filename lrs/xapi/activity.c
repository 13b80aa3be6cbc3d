/* SPDX-License-Identifier: Apache-2.0 */

/* An Activity's definition, and what its kind of interaction may list. */
#include "xapi/activity.h"

#include "base/json.h"

#include <string.h>

/* The lists of components that an interactionType has (Data 2.4.4.1, Interaction Components). */
struct interaction {
    const char *type;
    const char *lists[2];
};

static const struct interaction interactions[] = {
    {"choice", {"choices", NULL}},
    {"fill-in", {NULL, NULL}},
    {"likert", {"scale", NULL}},
    {"long-fill-in", {NULL, NULL}},
    {"matching", {"source", "target"}},
    {"numeric", {NULL, NULL}},
    {"other", {NULL, NULL}},
    {"performance", {"steps", NULL}},
    {"sequencing", {"choices", NULL}},
    {"true-false", {NULL, NULL}},
};
enum { INTERACTION_COUNT = sizeof interactions / sizeof interactions[0] };

static const char *const component_lists[] = {"choices", "scale", "source", "target", "steps"};
enum { COMPONENT_LIST_COUNT = sizeof component_lists / sizeof component_lists[0] };

static const char definition_clause[] = "Data 2.4.4.1";

static const struct interaction *find_interaction(const json_t *type)
{
    for (size_t i = 0; json_is_string(type) && i < INTERACTION_COUNT; i++) {
        if (text_is(json_text(type), interactions[i].type)) {
            return &interactions[i];
        }
    }
    return NULL;
}

static enum status interaction_type_check(json_t *value, const struct place *place,
                                          enum xapi_version version, struct error *error)
{
    enum status status = string_check(value, place, version, error);
    if (status != STATUS_OK || find_interaction(value) != NULL) {
        return status;
    }
    return BROKEN(place, error,
                  "'%s' is not choice, fill-in, likert, long-fill-in, matching, numeric, other, "
                  "performance, sequencing or true-false",
                  show(json_text(value)).text);
}

static const struct property component_properties[] = {
    {"id", definition_clause, string_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"description", definition_clause, language_map_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape component_shape = SHAPE("an interaction component", component_properties);

static enum status component_check(json_t *value, const struct place *place,
                                   enum xapi_version version, struct error *error)
{
    return shape_check(value, &component_shape, place, version, error);
}

/* A hash table, because a list may be as long as the request allows. */
static enum status distinct_ids_check(const json_t *components, const struct place *place,
                                      struct error *error)
{
    AUTO(json_release) json_t *seen = json_object();
    for (size_t i = 0; i < json_array_size(components); i++) {
        const char *id = json_string_value(json_object_get(json_array_get(components, i), "id"));
        if (json_object_get(seen, id) != NULL) {
            struct place element = place_element(place, i);
            struct place member = place_member(&element, "id", definition_clause);
            return BROKEN(&member, error, "'%s' stands in the list twice", show(text_of(id)).text);
        }
        if (json_object_set_new(seen, id, json_true()) != 0) {
            return BROKEN(place, error, "cannot be compared");
        }
    }
    return STATUS_OK;
}

static enum status components_check(json_t *value, const struct place *place,
                                    enum xapi_version version, struct error *error)
{
    enum status status = array_check(value, component_check, place, version, error);
    return status == STATUS_OK ? distinct_ids_check(value, place, error) : status;
}

static const struct property definition_properties[] = {
    {"name", definition_clause, language_map_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"description", definition_clause, language_map_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"type", definition_clause, iri_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"moreInfo", definition_clause, iri_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"extensions", "Data 4.1", extensions_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"interactionType", definition_clause, interaction_type_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"correctResponsesPattern", definition_clause, strings_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"choices", definition_clause, components_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"scale", definition_clause, components_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"source", definition_clause, components_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"target", definition_clause, components_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"steps", definition_clause, components_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape definition_shape =
    SHAPE("an Activity's definition", definition_properties);

static bool allows_list(const struct interaction *interaction, const char *list)
{
    for (size_t i = 0; i < 2; i++) {
        if (interaction->lists[i] != NULL && strcmp(interaction->lists[i], list) == 0) {
            return true;
        }
    }
    return false;
}

static enum status lists_check(const json_t *definition, const struct interaction *interaction,
                               const struct place *place, struct error *error)
{
    for (size_t i = 0; i < COMPONENT_LIST_COUNT; i++) {
        const char *list = component_lists[i];
        if (json_object_get(definition, list) != NULL && !allows_list(interaction, list)) {
            struct place member = place_member(place, list, definition_clause);
            return BROKEN(&member, error, "an interaction of type '%s' has no such list",
                          interaction->type);
        }
    }
    return STATUS_OK;
}

static bool describes_interaction(const json_t *definition)
{
    bool describes = json_object_get(definition, "correctResponsesPattern") != NULL;
    for (size_t i = 0; i < COMPONENT_LIST_COUNT; i++) {
        describes = describes || json_object_get(definition, component_lists[i]) != NULL;
    }
    return describes;
}

static enum status definition_check(json_t *value, const struct place *place,
                                    enum xapi_version version, struct error *error)
{
    enum status status = shape_check(value, &definition_shape, place, version, error);
    if (status != STATUS_OK || !describes_interaction(value)) {
        return status;
    }
    const struct interaction *interaction =
        find_interaction(json_object_get(value, "interactionType"));
    if (interaction == NULL) {
        struct place member = place_member(place, "interactionType", definition_clause);
        return BROKEN(&member, error,
                      "is missing, but required beside correctResponsesPattern, choices, scale, "
                      "source, target and steps");
    }
    return lists_check(value, interaction, place, error);
}

static enum status activity_type_check(json_t *value, const struct place *place,
                                       enum xapi_version version, struct error *error)
{
    (void)version;
    return constant_check(value, "Activity", place, error);
}

static const struct property activity_properties[] = {
    {"objectType", definition_clause, activity_type_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"id", definition_clause, iri_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"definition", definition_clause, definition_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape activity_shape = SHAPE("an Activity", activity_properties);

enum status activity_check(json_t *value, const struct place *place, enum xapi_version version,
                           struct error *error)
{
    return shape_check(value, &activity_shape, place, version, error);
}

enum status activities_check(json_t *value, const struct place *place, enum xapi_version version,
                             struct error *error)
{
    if (json_is_object(value)) {
        return activity_check(value, place, version, error);
    }
    return array_check(value, activity_check, place, version, error);
}
