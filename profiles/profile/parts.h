/* SPDX-License-Identifier: Apache-2.0 */

/* The readers of a profile's three arrays, and what is asked of the whole once they are read. Each
 * leaves out parts without a usable id or type, and tells what is wrong. */
#ifndef PROFILE_PARTS_H
#define PROFILE_PARTS_H

#include "profile/values.h"

/* Rows for members that concepts, templates and patterns share; `type` has a struct profile_part
 * `part`. */
#define PART_MEMBERS(type, names)                                                        \
    {"id", VALUE_IRI, REQUIRED, offsetof(struct type, part.id)},                         \
        {"prefLabel", VALUE_MAP, names, offsetof(struct type, part.labels)},             \
        {"definition", VALUE_MAP, names, offsetof(struct type, part.definitions)},       \
    {                                                                                    \
        "deprecated", VALUE_BOOLEAN, OPTIONAL, offsetof(struct type, part.is_deprecated) \
    }

void concepts_read(const struct profile_reader *reader, const json_t *array, struct profile *out);
void templates_read(const struct profile_reader *reader, const json_t *array, struct profile *out);

/* The patterns' members are IRIs only until patterns_resolve(). */
void patterns_read(const struct profile_reader *reader, const json_t *array, struct profile *out);

/* Ids are unique and references lead to what they should; resolves the members of patterns, and
 * leaves out patterns that contain themselves. */
void references_check(const struct profile_reader *reader, struct profile *profile);

/* Reads concept->inline_schema, which is a string or, against the specification, an object. */
void inline_schema_read(const struct profile_reader *reader, struct profile_concept *concept,
                        const struct json_place *place);

#endif
