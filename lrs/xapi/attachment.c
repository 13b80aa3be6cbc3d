/* SPDX-License-Identifier: Apache-2.0 */

/* An attachment's description. */
#include "xapi/attachment.h"

static const struct property attachment_properties[] = {
    {"usageType", "Data 2.4.11", iri_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"display", "Data 2.4.11", language_map_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"description", "Data 2.4.11", language_map_check, OPTIONAL, XAPI_VERSION_1_0_3},
    {"contentType", "Data 2.4.11", media_type_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"length", "Data 2.4.11", count_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"sha2", "Data 2.4.11", sha2_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"fileUrl", "Data 2.4.11", iri_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape attachment_shape = SHAPE("an attachment", attachment_properties);

/* Data 2.6: a signature is an attachment of this usage, and of this type. */
static const char signature_usage[] = "http://adlnet.gov/expapi/attachments/signature";
static const char signature_type[] = "application/octet-stream";

static enum status attachment_check(json_t *value, const struct place *place,
                                    enum xapi_version version, struct error *error)
{
    enum status status = shape_check(value, &attachment_shape, place, version, error);
    if (status != STATUS_OK || !member_is(value, "usageType", signature_usage)) {
        return status;
    }
    struct place member = place_member(place, "contentType", "Data 2.6");
    return constant_check(json_object_get(value, "contentType"), signature_type, &member, error);
}

enum status attachments_check(json_t *value, const struct place *place, enum xapi_version version,
                              struct error *error)
{
    return array_check(value, attachment_check, place, version, error);
}
