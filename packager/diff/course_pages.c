/* SPDX-License-Identifier: Apache-2.0 */

/* Reads "window.ibestPackage = {...};" from course.HASH.js, with the doubt that a stranger's file
 * deserves: what is not there or of another type counts as empty. */
#include "diff/course_pages.h"

#include "base/arena.h"
#include "opened/opened.h"

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

static const json_t *read_script(struct difference_work *work, const struct opened *opened)
{
    const struct opened_file *file = find_script(opened);
    struct text text;
    if (file == NULL || opened_text(opened, file, work->arena, &text, NULL) != STATUS_OK ||
        !text_starts_with(text, SCRIPT_BEGINNING) || !text_ends_with(text, SCRIPT_END)) {
        return NULL;
    }
    text.data += strlen(SCRIPT_BEGINNING);
    text.length -= strlen(SCRIPT_BEGINNING) + strlen(SCRIPT_END);
    json_t *json = NULL;
    return json_read_in(text, NULL, work->arena, &json, NULL) == STATUS_OK ? json : NULL;
}

static const char *text_in(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text != NULL ? text : "";
}

static size_t count_pages(const json_t *modules)
{
    size_t count = 0;
    for (size_t i = 0; i < json_array_size(modules); i++) {
        count += json_array_size(json_object_get(json_array_get(modules, i), "pages"));
    }
    return count;
}

static void add_pages(struct arena *arena, const json_t *module, struct course_pages *pages)
{
    const json_t *list = json_object_get(module, "pages");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *page = json_array_get(list, i);
        pages->pages[pages->count++] = (struct course_page){
            .key = arena_print(arena, "%s/%s", text_in(module, "id"), text_in(page, "id")),
            .module = text_in(module, "title"),
            .title = text_in(page, "title"),
            .json = page,
        };
    }
}

bool course_pages_read(struct difference_work *work, const struct difference_side *side,
                       struct course_pages *out)
{
    const json_t *json = read_script(work, side->opened);
    if (json == NULL) {
        return false;
    }
    const json_t *modules = json_object_get(json, "modules");
    *out = (struct course_pages){
        .build = text_in(json, "build"),
        .pages = ARENA_ARRAY(work->arena, struct course_page, count_pages(modules)),
    };
    for (size_t i = 0; i < json_array_size(modules); i++) {
        add_pages(work->arena, json_array_get(modules, i), out);
    }
    return true;
}
