/* SPDX-License-Identifier: Apache-2.0 */

/* Inline schemas (7.2, 7.3): JSON Schemas of draft-07, as strings. The table of properties says
 * "Object" of extensions, so an object is read, too. */
#include "profile/parts.h"

struct schema_telling {
    const struct profile_reader *reader;
    const struct json_place *place; /* of the concept */
};

static void tell_problem(void *context, enum schema_problem problem, const char *place,
                         const char *message)
{
    static const enum fault_kind KINDS[] = {
        [SCHEMA_PROBLEM_FORM] = FAULT_SCHEMA_FORM,
        [SCHEMA_PROBLEM_LIMIT] = FAULT_LIMIT,
        [SCHEMA_PROBLEM_IGNORED] = FAULT_SCHEMA_IGNORED,
    };
    const struct schema_telling *telling = context;
    const struct profile_reader *reader = telling->reader;
    if (place[0] == '\0') {
        tell(reader, KINDS[problem], telling->place, "inlineSchema", "%s", message);
    } else {
        tell(reader, KINDS[problem], telling->place, "inlineSchema", "in it at '%s': %s",
             shown(reader, place), message);
    }
}

/* The schema as JSON; NULL, which is told, if it is none. */
static const json_t *parse(const struct profile_reader *reader, const json_t *written,
                           const struct json_place *place)
{
    struct error error = {.message = ""};
    json_t *schema = NULL;
    if (json_is_object(written)) {
        tell(reader, FAULT_SCHEMA_OBJECT, place, "inlineSchema",
             "it is an object, and must be a string that holds it");
        return written;
    }
    if (!json_is_string(written)) {
        tell(reader, FAULT_VALUE_KIND, place, "inlineSchema",
             "it is neither a string nor an object");
        return NULL;
    }
    size_t count = values_count(text_of(json_string_value(written)));
    if (count > reader->room->values) {
        tell(reader, FAULT_LIMIT, place, "inlineSchema",
             "it has about %zu values, and the profile may have %zu more", count,
             reader->room->values);
        return NULL;
    }
    reader->room->values -= count;
    if (json_read_in(text_of(json_string_value(written)), NULL, reader->arena, &schema, &error) !=
        STATUS_OK) {
        tell(reader, FAULT_SCHEMA_FORM, place, "inlineSchema", "it is not JSON: %s",
             shown(reader, error.message));
    }
    return schema;
}

void inline_schema_read(const struct profile_reader *reader, struct profile_concept *concept,
                        const struct json_place *place)
{
    struct schema_telling telling = {reader, place};
    const struct schema_watch watch = {tell_problem, &telling, &reader->room->expressions};
    const json_t *schema = parse(reader, concept->inline_schema, place);
    if (schema == NULL) {
        return;
    }
    concept->schema_text = json_string_value(concept->inline_schema);
    concept->checker = schema_read(schema, reader->arena, &watch);
    concept->schema = json_is_object(schema) || json_is_boolean(schema) ? schema : NULL;
}
