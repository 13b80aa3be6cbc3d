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

static enum status attachment_check(json_t *value, const struct place *place,
                                    enum xapi_version version, struct error *error)
{
    return shape_check(value, &attachment_shape, place, version, error);
}

enum status attachments_check(json_t *value, const struct place *place, enum xapi_version version,
                              struct error *error)
{
    return array_check(value, attachment_check, place, version, error);
}
