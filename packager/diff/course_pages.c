/* SPDX-License-Identifier: Apache-2.0 */

/* Takes modules and pages out of a course script; what is not there or of another type counts as
 * empty. */
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

static void add_module(struct course_pages *pages, const json_t *json)
{
    const json_t *list = json_object_get(json, "pages");
    size_t place = pages->module_count++;
    pages->modules[place] = (struct course_module){
        .id = own_course_text(json, "id"),
        .title = own_course_text(json, "title"),
        .page_count = json_array_size(list),
        .first_page = pages->count,
    };
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *page = json_array_get(list, i);
        pages->pages[pages->count++] = (struct course_page){
            .module = place,
            .id = own_course_text(page, "id"),
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
        .modules = ARENA_ARRAY(work->arena, struct course_module, json_array_size(modules)),
        .pages = ARENA_ARRAY(work->arena, struct course_page, count_pages(modules)),
    };
    for (size_t i = 0; i < json_array_size(modules); i++) {
        add_module(out, json_array_get(modules, i));
    }
    return true;
}
