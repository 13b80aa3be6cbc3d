/* SPDX-License-Identifier: Apache-2.0 */

/* Takes the pages out of a course script; what is not there or of another type counts as empty. */
#include "diff/course_pages.h"

#include "base/arena.h"
#include "opened/own_course.h"

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
            .key = arena_print(arena, "%s/%s", own_course_text(module, "id"),
                               own_course_text(page, "id")),
            .module = own_course_text(module, "title"),
            .title = own_course_text(page, "title"),
            .json = page,
        };
    }
}

bool course_pages_read(struct difference_work *work, const struct difference_side *side,
                       struct course_pages *out)
{
    const json_t *json = own_course_read(side->opened);
    if (json == NULL) {
        return false;
    }
    const json_t *modules = json_object_get(json, "modules");
    *out = (struct course_pages){
        .build = own_course_text(json, "build"),
        .pages = ARENA_ARRAY(work->arena, struct course_page, count_pages(modules)),
    };
    for (size_t i = 0; i < json_array_size(modules); i++) {
        add_pages(work->arena, json_array_get(modules, i), out);
    }
    return true;
}
