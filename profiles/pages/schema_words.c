/* SPDX-License-Identifier: Apache-2.0 */

/* A schema as a list of what its keywords ask; THE table of their words. A keyword that has none is
 * named, so that nothing is left out unseen. */
#include "pages/schema_words.h"

#include "base/buffer.h"

#include <string.h>

enum { DEPTH_MAX = 5, LINES_MAX = 150 };

struct telling {
    struct page *page;
    size_t lines;
};

static void add_schema(struct telling *telling, const json_t *schema, size_t depth);

/* One value, or those of an array, with commas. */
static void say_values(struct telling *telling, const json_t *value, size_t depth)
{
    (void)depth;
    if (!json_is_array(value)) {
        page_add_value(telling->page, value);
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        page_add(telling->page, i > 0 ? ", " : "");
        page_add_value(telling->page, json_array_get(value, i));
    }
}

static void say_words(struct telling *telling, const json_t *value, size_t depth)
{
    (void)depth;
    if (json_is_string(value)) {
        page_add_text(telling->page, json_string_value(value));
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        const char *word = json_string_value(json_array_get(value, i));
        page_add(telling->page, i > 0 ? " or " : "");
        page_add_text(telling->page, word != NULL ? word : "");
    }
}

static void say_members(struct telling *telling, const json_t *value, size_t depth)
{
    const char *name = NULL;
    json_t *schema = NULL;
    page_add(telling->page, "<ul>\n");
    json_object_foreach (json_iterable(value), name, schema) {
        page_add(telling->page, "<li>");
        page_add_code(telling->page, name);
        page_add(telling->page, ":\n");
        add_schema(telling, schema, depth + 1);
        page_add(telling->page, "</li>\n");
    }
    page_add(telling->page, "</ul>\n");
}

static void say_schemas(struct telling *telling, const json_t *value, size_t depth)
{
    if (!json_is_array(value)) {
        add_schema(telling, value, depth + 1);
        return;
    }
    page_add(telling->page, "<ol>\n");
    for (size_t i = 0; i < json_array_size(value); i++) {
        page_add(telling->page, "<li>");
        add_schema(telling, json_array_get(value, i), depth + 1);
        page_add(telling->page, "</li>\n");
    }
    page_add(telling->page, "</ol>\n");
}

static const struct {
    const char *keyword;
    const char *words;
    void (*say)(struct telling *telling, const json_t *value, size_t depth); /* NULL: not told */
} KEYWORDS[] = {
    {"$schema", NULL, NULL},
    {"$id", NULL, NULL},
    {"$comment", NULL, NULL},
    {"title", "Called: ", say_words},
    {"description", "", say_words},
    {"type", "Its type is: ", say_words},
    {"enum", "It is one of: ", say_values},
    {"const", "It is: ", say_values},
    {"format", "Its form is: ", say_words},
    {"pattern", "It matches the regular expression ", say_values},
    {"minLength", "Least number of characters: ", say_values},
    {"maxLength", "Largest number of characters: ", say_values},
    {"minimum", "At least: ", say_values},
    {"maximum", "At most: ", say_values},
    {"exclusiveMinimum", "More than: ", say_values},
    {"exclusiveMaximum", "Less than: ", say_values},
    {"multipleOf", "A multiple of: ", say_values},
    {"minItems", "Least number of items: ", say_values},
    {"maxItems", "Largest number of items: ", say_values},
    {"uniqueItems", "No item twice: ", say_values},
    {"items", "Each item: ", say_schemas},
    {"required", "Must have: ", say_values},
    {"properties", "Its members: ", say_members},
    {"additionalProperties", "Any other member: ", say_schemas},
    {"anyOf", "At least one of these holds: ", say_schemas},
    {"oneOf", "Just one of these holds: ", say_schemas},
    {"allOf", "All of these hold: ", say_schemas},
    {"not", "This does not hold: ", say_schemas},
    {"examples", "Such as: ", say_values},
};

static void add_keyword(struct telling *telling, const char *keyword, const json_t *value,
                        size_t depth)
{
    for (size_t i = 0; i < sizeof KEYWORDS / sizeof *KEYWORDS; i++) {
        if (strcmp(KEYWORDS[i].keyword, keyword) != 0) {
            continue;
        }
        if (KEYWORDS[i].say != NULL) {
            telling->lines++;
            buffer_print(telling->page->out, "<li>%s", KEYWORDS[i].words);
            KEYWORDS[i].say(telling, value, depth);
            page_add(telling->page, "</li>\n");
        }
        return;
    }
    telling->lines++;
    page_add(telling->page, "<li>And what ");
    page_add_code(telling->page, keyword);
    page_add(telling->page, " asks</li>\n");
}

/* Recursion ends: see DEPTH_MAX. */
static void add_schema(struct telling *telling, const json_t *schema, size_t depth)
{
    if (json_is_boolean(schema) || json_object_size(schema) == 0) {
        page_add(telling->page, json_is_false(schema) ? "none is allowed" : "anything");
        return;
    }
    if (depth > DEPTH_MAX || telling->lines > LINES_MAX) {
        page_add(telling->page, "as the JSON Schema says");
        return;
    }
    const char *keyword = NULL;
    json_t *value = NULL;
    page_add(telling->page, "<ul>\n");
    json_object_foreach (json_iterable(schema), keyword, value) {
        add_keyword(telling, keyword, value, depth);
    }
    page_add(telling->page, "</ul>\n");
}

void schema_add_words(struct page *page, const json_t *schema)
{
    struct telling telling = {.page = page};
    add_schema(&telling, schema, 0);
    page_add(page, "\n");
}
