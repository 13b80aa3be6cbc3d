/* SPDX-License-Identifier: Apache-2.0 */

/* A verb's two properties. */
#include "xapi/verb.h"

static const struct property verb_properties[] = {
    {"id", "Data 2.4.3", iri_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"display", "Data 2.4.3", language_map_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape verb_shape = SHAPE("a verb", verb_properties);

enum status verb_check(json_t *value, const struct place *place, enum xapi_version version,
                       struct error *error)
{
    return shape_check(value, &verb_shape, place, version, error);
}
