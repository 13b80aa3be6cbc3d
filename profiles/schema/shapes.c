/* SPDX-License-Identifier: Apache-2.0 */

/* What keywords have as their values, and the schemas and regular expressions in them. */
#include "schema/reader.h"

#include "base/printable.h"

#include <string.h>

static void tell_shape(struct schema_reader *reader, const json_t *value,
                       const struct json_place *place, const char *wanted)
{
    schema_tell(reader, SCHEMA_PROBLEM_FORM, place, "it is %s, and must be %s",
                schema_type_name(value), wanted);
}

/* Only strings, none twice. Lists are short: each element is compared with those before it up to a
 * number that no list needs. */
static void check_texts(struct schema_reader *reader, const json_t *array,
                        const struct json_place *place)
{
    enum { COMPARED_MAX = 100 };
    if (!json_is_array(array)) {
        tell_shape(reader, array, place, "an array of strings");
        return;
    }
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *text = json_array_get(array, i);
        if (!json_is_string(text)) {
            const struct json_place *below = schema_place_below(reader, place, NULL, i);
            tell_shape(reader, text, below, "a string");
            return;
        }
        for (size_t j = 0; j < i && i < COMPARED_MAX; j++) {
            if (json_equal(json_array_get(array, j), text)) {
                schema_tell(reader, SCHEMA_PROBLEM_FORM, place, "it has '%s' twice",
                            printable(reader->arena, text_of(json_string_value(text))));
                return;
            }
        }
    }
}

static bool is_type(const json_t *value)
{
    static const char *const NAMES[] = {"null",   "boolean", "object", "array",
                                        "number", "string",  "integer"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        if (json_is_string(value) && strcmp(json_string_value(value), NAMES[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void check_types(struct schema_reader *reader, const json_t *value,
                        const struct json_place *place)
{
    bool are_types = is_type(value) || json_array_size(value) > 0;
    for (size_t i = 0; i < json_array_size(value); i++) {
        are_types = are_types && is_type(json_array_get(value, i));
    }
    if (!are_types) {
        schema_tell(reader, SCHEMA_PROBLEM_FORM, place,
                    "it must be one or some of: null, boolean, object, array, number, string, "
                    "integer");
    } else if (json_is_array(value)) {
        check_texts(reader, value, place);
    }
}

static void check_number(struct schema_reader *reader, const struct schema_use *use,
                         const struct json_place *place)
{
    const json_t *value = use->value;
    double number = json_number_value(value);
    switch (use->keyword->shape) {
    case SHAPE_POSITIVE:
        if (!json_is_number(value) || number <= 0) {
            tell_shape(reader, value, place, "a number above 0");
        }
        return;
    case SHAPE_COUNT:
        if (!json_is_number(value) || !schema_number_is_whole(value) || number < 0) {
            tell_shape(reader, value, place, "a whole number from 0");
        }
        return;
    default:
        if (!json_is_number(value)) {
            tell_shape(reader, value, place, "a number");
        }
    }
}

static struct schema_pattern *read_pattern(struct schema_reader *reader, const char *text,
                                           const struct json_place *place)
{
    struct schema_pattern *pattern = NULL;
    struct error error = {.message = ""};
    enum status status =
        pattern_read(text_of(text), reader->arena, reader->watch->pattern_room, &pattern, &error);
    if (status != STATUS_OK) {
        schema_tell(reader, status == STATUS_TOO_LARGE ? SCHEMA_PROBLEM_LIMIT : SCHEMA_PROBLEM_FORM,
                    place, "'%s' is no regular expression that can be read: %s",
                    printable(reader->arena, text_of(text)), error.message);
    }
    return pattern;
}

static void read_one(struct schema_reader *reader, struct schema_use *use,
                     const struct json_place *place)
{
    use->count = 1;
    use->nodes = ARENA_ARRAY(reader->arena, const struct schema_node *, 1);
    use->nodes[0] = schema_node_read(reader, use->value, use->node->base, place);
}

static void read_array(struct schema_reader *reader, struct schema_use *use,
                       const struct json_place *place)
{
    use->count = json_array_size(use->value);
    use->nodes = ARENA_ARRAY(reader->arena, const struct schema_node *, use->count + 1);
    for (size_t i = 0; i < use->count; i++) {
        use->nodes[i] = schema_node_read(reader, json_array_get(use->value, i), use->node->base,
                                         schema_place_below(reader, place, NULL, i));
    }
}

/* An object: of schemas, or, as dependencies, of arrays beside them. */
static void read_map(struct schema_reader *reader, struct schema_use *use,
                     const struct json_place *place)
{
    enum schema_shape shape = use->keyword->shape;
    size_t size = json_object_size(use->value);
    use->nodes = ARENA_ARRAY(reader->arena, const struct schema_node *, size + 1);
    use->names = ARENA_ARRAY(reader->arena, const char *, size + 1);
    use->patterns = ARENA_ARRAY(reader->arena, struct schema_pattern *, size + 1);
    const char *name;
    json_t *value;
    json_object_foreach (json_iterable(use->value), name, value) {
        const struct json_place *below = schema_place_below(reader, place, name, 0);
        use->names[use->count] = name;
        if (shape == SHAPE_PATTERNS) {
            use->patterns[use->count] = read_pattern(reader, name, below);
        }
        if (shape == SHAPE_DEPENDENCIES && json_is_array(value)) {
            check_texts(reader, value, below);
        } else {
            use->nodes[use->count] = schema_node_read(reader, value, use->node->base, below);
        }
        use->count++;
    }
}

static void read_text(struct schema_reader *reader, struct schema_use *use,
                      const struct json_place *place)
{
    const char *text = json_string_value(use->value);
    if (text == NULL) {
        tell_shape(reader, use->value, place, "a string");
        return;
    }
    if (use->keyword->shape == SHAPE_PATTERN) {
        use->count = 1;
        use->patterns = ARENA_ARRAY(reader->arena, struct schema_pattern *, 1);
        use->patterns[0] = read_pattern(reader, text, place);
    } else if (use->keyword->shape == SHAPE_REFERENCE) {
        use->count = 1;
        use->nodes = ARENA_ARRAY(reader->arena, const struct schema_node *, 1);
    } else if (strcmp(use->keyword->name, "format") == 0 && !schema_format_is_known(text)) {
        schema_tell(reader, SCHEMA_PROBLEM_IGNORED, place, "the format '%s' is not checked",
                    printable(reader->arena, text_of(text)));
    }
}

static void read_schemas(struct schema_reader *reader, struct schema_use *use,
                         const struct json_place *place)
{
    bool is_array = json_is_array(use->value);
    if (use->keyword->shape == SHAPE_SCHEMAS && json_array_size(use->value) == 0) {
        tell_shape(reader, use->value, place, "an array of at least one schema");
    } else if (is_array && use->keyword->shape != SHAPE_SCHEMA) {
        read_array(reader, use, place);
    } else {
        read_one(reader, use, place);
    }
}

void schema_shape_read(struct schema_reader *reader, struct schema_use *use,
                       const struct json_place *place)
{
    switch (use->keyword->shape) {
    case SHAPE_ANY:
        return;
    case SHAPE_BOOLEAN:
        if (!json_is_boolean(use->value)) {
            tell_shape(reader, use->value, place, "true or false");
        }
        return;
    case SHAPE_NUMBER:
    case SHAPE_POSITIVE:
    case SHAPE_COUNT:
        check_number(reader, use, place);
        return;
    case SHAPE_ARRAY:
        if (!json_is_array(use->value)) {
            tell_shape(reader, use->value, place, "an array");
        }
        return;
    case SHAPE_TEXTS:
        check_texts(reader, use->value, place);
        return;
    case SHAPE_TYPES:
        check_types(reader, use->value, place);
        return;
    case SHAPE_TEXT:
    case SHAPE_PATTERN:
    case SHAPE_REFERENCE:
        read_text(reader, use, place);
        return;
    case SHAPE_SCHEMA:
    case SHAPE_SCHEMAS:
    case SHAPE_ITEMS:
        read_schemas(reader, use, place);
        return;
    case SHAPE_MAP:
    case SHAPE_PATTERNS:
    case SHAPE_DEPENDENCIES:
        if (!json_is_object(use->value)) {
            tell_shape(reader, use->value, place, "an object");
            return;
        }
        read_map(reader, use, place);
    }
}
