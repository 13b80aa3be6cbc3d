/* SPDX-License-Identifier: Apache-2.0 */

/* Reads "window.ibestPackage = {...};" from course.HASH.js. */
#include "opened/own_course.h"

#include <string.h>

#define SCRIPT_BEGINNING "window.ibestPackage = "
#define SCRIPT_END ";\n"

static const struct opened_file *find_script(const struct opened *opened)
{
    for (size_t i = 0; i < opened->file_count; i++) {
        struct text path = text_of(opened->by_path[i]->path);
        if (text_starts_with(path, "course.") && text_ends_with(path, ".js")) {
            return opened->by_path[i];
        }
    }
    return NULL;
}

const json_t *own_course_read(const struct opened *opened)
{
    const struct opened_file *file = find_script(opened);
    struct text text;
    if (file == NULL || opened_text(opened, file, opened->arena, &text, NULL) != STATUS_OK ||
        !text_starts_with(text, SCRIPT_BEGINNING) || !text_ends_with(text, SCRIPT_END)) {
        return NULL;
    }
    text.data += strlen(SCRIPT_BEGINNING);
    text.length -= strlen(SCRIPT_BEGINNING) + strlen(SCRIPT_END);
    json_t *json = NULL;
    return json_read_in(text, NULL, opened->arena, &json, NULL) == STATUS_OK ? json : NULL;
}

const char *own_course_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}
