/* SPDX-License-Identifier: Apache-2.0 */

/* Inline schemas (7.2, 7.3): that they are JSON and can be a JSON Schema at all. */
#include "profile/parts.h"

void schema_read(const struct profile_reader *reader, struct profile_concept *concept,
                 const struct profile_place *place)
{
    struct error error = {.message = ""};
    json_t *schema = NULL;
    if (json_read_in(text_of(concept->schema_text), NULL, reader->arena, &schema, &error) !=
        STATUS_OK) {
        tell(reader, FAULT_SCHEMA_FORM, place, "inlineSchema", "it is not JSON: %s",
             shown(reader, error.message));
    } else if (!json_is_object(schema) && !json_is_boolean(schema)) {
        tell(reader, FAULT_SCHEMA_FORM, place, "inlineSchema",
             "a schema is an object, true or false");
    } else {
        concept->schema = schema;
    }
}
