/* SPDX-License-Identifier: Apache-2.0 */

/* The properties of statements and SubStatements, and the rules between them. */
#include "xapi/statement_rules.h"

#include "xapi/agent.h"
#include "xapi/attachment.h"
#include "xapi/context.h"
#include "xapi/object.h"
#include "xapi/result.h"
#include "xapi/verb.h"

static enum status version_check(json_t *value, const struct place *place,
                                 enum xapi_version version, struct error *error)
{
    enum status status = string_check(value, place, version, error);
    if (status != STATUS_OK || xapi_version_allows(version, json_text(value))) {
        return status;
    }
    return BROKEN(place, error, "'%s' is not %s: leave it out, or send '%s'",
                  show(json_text(value)).text,
                  version == XAPI_VERSION_2_0_0 ? "1.0.x or 2.0.x" : "1.0.x",
                  xapi_version_of_statements(version));
}

static const struct property statement_properties[] = {
    {"id", "Data 2.4.1", uuid_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"actor", "Data 2.4.2", actor_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"verb", "Data 2.4.3", verb_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"object", "Data 2.4.4", object_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"result", "Data 2.4.5", result_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"context", "Data 2.4.6", context_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"timestamp", "Data 2.4.7", timestamp_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"stored", "Data 2.4.8", timestamp_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"authority", "Data 2.4.9", authority_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"version", "Data 2.4.10", version_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"attachments", "Data 2.4.11", attachments_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape statement_shape = SHAPE("a statement", statement_properties);

static enum status substatement_type_check(json_t *value, const struct place *place,
                                           enum xapi_version version, struct error *error)
{
    (void)version;
    return constant_check(value, "SubStatement", place, error);
}

/* Data 2.4.4.3: no id, stored, version or authority. */
static const struct property substatement_properties[] = {
    {"objectType", "Data 2.4.4.3", substatement_type_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"actor", "Data 2.4.2", actor_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"verb", "Data 2.4.3", verb_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"object", "Data 2.4.4", substatement_object_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"result", "Data 2.4.5", result_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"context", "Data 2.4.6", context_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"timestamp", "Data 2.4.7", timestamp_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"attachments", "Data 2.4.11", attachments_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape substatement_shape = SHAPE("a SubStatement", substatement_properties);

static bool is_activity(const json_t *object)
{
    return json_object_get(object, "objectType") == NULL ||
           member_is(object, "objectType", "Activity");
}

/* Data 2.4.6: revision and platform describe an Activity, so the object must be one. */
static enum status activity_only_check(const json_t *statement, const struct place *place,
                                       struct error *error)
{
    static const char *const names[] = {"revision", "platform"};
    const json_t *context = json_object_get(statement, "context");
    for (size_t i = 0; i < 2; i++) {
        if (json_object_get(context, names[i]) != NULL) {
            struct place above = place_member(place, "context", "Data 2.4.6");
            struct place member = place_member(&above, names[i], "Data 2.4.6");
            return BROKEN(&member, error, "is allowed only if the object is an Activity");
        }
    }
    return STATUS_OK;
}

/* Data 2.3.2: what voids must say which statement. */
static enum status voiding_check(const json_t *statement, const struct place *place,
                                 struct error *error)
{
    const json_t *object = json_object_get(statement, "object");
    if (member_is(json_object_get(statement, "verb"), "id", VERB_ID_VOIDED) &&
        !member_is(object, "objectType", "StatementRef")) {
        struct place member = place_member(place, "object", "Data 2.3.2");
        return BROKEN(&member, error, "the object of the verb voided must be a StatementRef");
    }
    return STATUS_OK;
}

static enum status whole_check(json_t *value, const struct shape *shape, const struct place *place,
                               enum xapi_version version, struct error *error)
{
    enum status status = shape_check(value, shape, place, version, error);
    if (status == STATUS_OK && !is_activity(json_object_get(value, "object"))) {
        status = activity_only_check(value, place, error);
    }
    return status == STATUS_OK ? voiding_check(value, place, error) : status;
}

enum status statement_check(json_t *value, const struct place *place, enum xapi_version version,
                            struct error *error)
{
    return whole_check(value, &statement_shape, place, version, error);
}

enum status substatement_check(json_t *value, const struct place *place, enum xapi_version version,
                               struct error *error)
{
    return whole_check(value, &substatement_shape, place, version, error);
}
