/* SPDX-License-Identifier: Apache-2.0 */

/* course.json -> outline. */
#include "cohort/outline.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "cohort/members.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `course` has the folder and IRI of the course. */
static enum status read_pages(const json_t *paths, struct outline_place course,
                              struct outline_module *module, const char *place, struct error *error)
{
    course.module_iri = module->iri;
    size_t count = json_array_size(paths);
    module->pages = mem_zeroed(count, sizeof *module->pages);
    for (size_t i = 0; i < count; i++) {
        course.path = json_string_value(json_array_get(paths, i));
        if (course.path == NULL) {
            return FAIL(error, STATUS_INVALID, "%s/pages/%zu: not a text", place, i);
        }
        enum status status =
            outline_page_read(&course, &module->pages[module->page_count++], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status read_module(const json_t *json, const struct outline_place *course,
                               const char *place, struct outline_module *module,
                               struct error *error)
{
    const char *id = NULL;
    const char *title = NULL;
    const json_t *pages = NULL;
    enum status status = member_text(json, "id", place, &id, error);
    if (status == STATUS_OK) {
        status = member_text(json, "title", place, &title, error);
    }
    if (status == STATUS_OK) {
        status = member_list(json, "pages", OUTLINE_PAGES_MAX, place, &pages, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    module->iri = outline_iri_below(course->course_iri, "/modules/", id, strlen(id));
    module->title = mem_copy_string(title);
    return read_pages(pages, *course, module, place, error);
}

static enum status read_modules(const json_t *modules, const char *folder, struct outline *outline,
                                struct error *error)
{
    const struct outline_place course = {.folder = folder, .course_iri = outline->iri};
    size_t count = json_array_size(modules);
    outline->modules = mem_zeroed(count, sizeof *outline->modules);
    for (size_t i = 0; i < count; i++) {
        char place[32];
        (void)snprintf(place, sizeof place, "/modules/%zu", i);
        struct outline_module *module = &outline->modules[outline->module_count++];
        enum status status = read_module(json_array_get(modules, i), &course, place, module, error);
        if (status != STATUS_OK) {
            return status;
        }
        outline->page_count += module->page_count;
    }
    return STATUS_OK;
}

static enum status read_course(const json_t *json, const char *folder, struct outline *outline,
                               struct error *error)
{
    const char *iri = NULL;
    const char *title = NULL;
    const char *version = json_string_value(json_object_get(json, "version"));
    const json_t *modules = NULL;
    enum status status = member_text(json, "iri", "", &iri, error);
    if (status == STATUS_OK) {
        status = member_text(json, "title", "", &title, error);
    }
    if (status == STATUS_OK) {
        status = member_list(json, "modules", OUTLINE_MODULES_MAX, "", &modules, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    outline->iri = mem_copy_string(iri);
    outline->title = mem_copy_string(title);
    if (version != NULL) {
        outline->version = mem_copy_string(version);
    }
    outline->site_evaluation = outline_iri_below(iri, "/site-evaluation", "", 0);
    outline->follow_up = outline_iri_below(iri, "/follow-up", "", 0);
    return read_modules(modules, folder, outline, error);
}

enum status outline_read(const char *path, struct outline **out, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(OUTLINE_FILE_MAX);
    AUTO(json_release) json_t *json = NULL;
    AUTO(outline_destroy) struct outline *outline = MEM_NEW(struct outline);
    enum status status = file_read(path, OUTLINE_FILE_MAX, &content, error);
    if (status == STATUS_OK) {
        status = json_read(buffer_text(&content), path, &json, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    char *folder = path_folder(path);
    status = read_course(json, folder, outline, error);
    free(folder);
    if (status != STATUS_OK) {
        error_locate(error, "%s", path);
        return status;
    }
    *out = TAKE(outline);
    return STATUS_OK;
}

static void module_finish(struct outline_module *module)
{
    for (size_t i = 0; i < module->page_count; i++) {
        outline_page_finish(&module->pages[i]);
    }
    free(module->pages);
    free(module->iri);
    free(module->title);
}

void outline_destroy(struct outline *outline)
{
    if (outline == NULL) {
        return;
    }
    for (size_t i = 0; i < outline->module_count; i++) {
        module_finish(&outline->modules[i]);
    }
    free(outline->modules);
    free(outline->iri);
    free(outline->title);
    free(outline->version);
    free(outline->site_evaluation);
    free(outline->follow_up);
    free(outline);
}
