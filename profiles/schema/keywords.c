/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of keywords: all of draft-07 (json-schema.org/draft-07/json-schema-validation.html,
 * clauses 6 to 10; core, 8 and 9). */
#include "schema/keyword.h"

#include <string.h>

/* clang-format off */
const struct schema_keyword schema_keywords[] = {
    {"$ref", SHAPE_REFERENCE, ON_ANY, keyword_reference},
    {"type", SHAPE_TYPES, ON_ANY, keyword_type},
    {"enum", SHAPE_ARRAY, ON_ANY, keyword_enum},
    {"const", SHAPE_ANY, ON_ANY, keyword_const},
    {"multipleOf", SHAPE_POSITIVE, ON_NUMBER, keyword_multiple_of},
    {"maximum", SHAPE_NUMBER, ON_NUMBER, keyword_maximum},
    {"exclusiveMaximum", SHAPE_NUMBER, ON_NUMBER, keyword_exclusive_maximum},
    {"minimum", SHAPE_NUMBER, ON_NUMBER, keyword_minimum},
    {"exclusiveMinimum", SHAPE_NUMBER, ON_NUMBER, keyword_exclusive_minimum},
    {"maxLength", SHAPE_COUNT, ON_STRING, keyword_max_length},
    {"minLength", SHAPE_COUNT, ON_STRING, keyword_min_length},
    {"pattern", SHAPE_PATTERN, ON_STRING, keyword_pattern},
    {"format", SHAPE_TEXT, ON_STRING, keyword_format},
    {"items", SHAPE_ITEMS, ON_ARRAY, keyword_items},
    {"additionalItems", SHAPE_SCHEMA, ON_ARRAY, keyword_additional_items},
    {"maxItems", SHAPE_COUNT, ON_ARRAY, keyword_max_items},
    {"minItems", SHAPE_COUNT, ON_ARRAY, keyword_min_items},
    {"uniqueItems", SHAPE_BOOLEAN, ON_ARRAY, keyword_unique_items},
    {"contains", SHAPE_SCHEMA, ON_ARRAY, keyword_contains},
    {"maxProperties", SHAPE_COUNT, ON_OBJECT, keyword_max_properties},
    {"minProperties", SHAPE_COUNT, ON_OBJECT, keyword_min_properties},
    {"required", SHAPE_TEXTS, ON_OBJECT, keyword_required},
    {"properties", SHAPE_MAP, ON_OBJECT, keyword_properties},
    {"patternProperties", SHAPE_PATTERNS, ON_OBJECT, keyword_pattern_properties},
    {"additionalProperties", SHAPE_SCHEMA, ON_OBJECT, keyword_additional_properties},
    {"dependencies", SHAPE_DEPENDENCIES, ON_OBJECT, keyword_dependencies},
    {"propertyNames", SHAPE_SCHEMA, ON_OBJECT, keyword_property_names},
    {"if", SHAPE_SCHEMA, ON_ANY, keyword_if},
    {"then", SHAPE_SCHEMA, 0, NULL}, /* asked by 'if' */
    {"else", SHAPE_SCHEMA, 0, NULL},
    {"allOf", SHAPE_SCHEMAS, ON_ANY, keyword_all_of},
    {"anyOf", SHAPE_SCHEMAS, ON_ANY, keyword_any_of},
    {"oneOf", SHAPE_SCHEMAS, ON_ANY, keyword_one_of},
    {"not", SHAPE_SCHEMA, ON_ANY, keyword_not},
    {"definitions", SHAPE_MAP, 0, NULL},
    {"$id", SHAPE_TEXT, 0, NULL},
    {"$schema", SHAPE_TEXT, 0, NULL},
    {"$comment", SHAPE_TEXT, 0, NULL},
    {"title", SHAPE_TEXT, 0, NULL},
    {"description", SHAPE_TEXT, 0, NULL},
    {"default", SHAPE_ANY, 0, NULL},
    {"examples", SHAPE_ARRAY, 0, NULL},
    {"readOnly", SHAPE_BOOLEAN, 0, NULL},
    {"writeOnly", SHAPE_BOOLEAN, 0, NULL},
    {"contentMediaType", SHAPE_TEXT, 0, NULL}, /* 8.2: need not be checked */
    {"contentEncoding", SHAPE_TEXT, 0, NULL},
    {NULL, SHAPE_ANY, 0, NULL},
};
/* clang-format on */

const struct schema_keyword *schema_keyword_find(const char *name)
{
    for (const struct schema_keyword *at = schema_keywords; at->name != NULL; at++) {
        if (strcmp(at->name, name) == 0) {
            return at;
        }
    }
    return NULL;
}

const struct schema_use *schema_use_beside(const struct schema_use *use, const char *name)
{
    for (size_t i = 0; i < use->node->use_count; i++) {
        if (strcmp(use->node->uses[i].keyword->name, name) == 0) {
            return &use->node->uses[i];
        }
    }
    return NULL;
}
