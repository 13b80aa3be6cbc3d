/* SPDX-License-Identifier: Apache-2.0 */

/* A result's properties, and how the numbers of a score bound one another. */
#include "xapi/result.h"

static const char score_clause[] = "Data 2.4.5.1";

static const struct property score_properties[] = {
    {"scaled", score_clause, number_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"raw", score_clause, number_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"min", score_clause, number_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"max", score_clause, number_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape score_shape = SHAPE("a score", score_properties);

static enum status scaled_check(const json_t *scaled, const struct place *place,
                                struct error *error)
{
    double number = json_number_value(scaled);
    if (number < -1 || number > 1) {
        struct place member = place_member(place, "scaled", score_clause);
        return BROKEN(&member, error, "'%g' is not between -1 and 1", number);
    }
    return STATUS_OK;
}

/* min < max, and raw between them, as far as they are given. */
static enum status range_check(const json_t *score, const struct place *place, struct error *error)
{
    const json_t *min = json_object_get(score, "min");
    const json_t *max = json_object_get(score, "max");
    const json_t *raw = json_object_get(score, "raw");
    if (min != NULL && max != NULL && json_number_value(min) >= json_number_value(max)) {
        struct place member = place_member(place, "min", score_clause);
        return BROKEN(&member, error, "'%g' is not less than max '%g'", json_number_value(min),
                      json_number_value(max));
    }
    struct place member = place_member(place, "raw", score_clause);
    double number = json_number_value(raw);
    if (raw != NULL && min != NULL && number < json_number_value(min)) {
        return BROKEN(&member, error, "'%g' is less than min '%g'", number, json_number_value(min));
    }
    if (raw != NULL && max != NULL && number > json_number_value(max)) {
        return BROKEN(&member, error, "'%g' is more than max '%g'", number, json_number_value(max));
    }
    return STATUS_OK;
}

static enum status score_check(json_t *value, const struct place *place, enum xapi_version version,
                               struct error *error)
{
    enum status status = shape_check(value, &score_shape, place, version, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = scaled_check(json_object_get(value, "scaled"), place, error);
    return status == STATUS_OK ? range_check(value, place, error) : status;
}

static const struct property result_properties[] = {
    {"score", "Data 2.4.5", score_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"success", "Data 2.4.5", boolean_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"completion", "Data 2.4.5", boolean_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"response", "Data 2.4.5", string_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"duration", "Data 4.6", duration_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"extensions", "Data 4.1", extensions_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape result_shape = SHAPE("a result", result_properties);

enum status result_check(json_t *value, const struct place *place, enum xapi_version version,
                         struct error *error)
{
    return shape_check(value, &result_shape, place, version, error);
}
