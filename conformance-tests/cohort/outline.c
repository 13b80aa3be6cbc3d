/* SPDX-License-Identifier: Apache-2.0 */

/* course.json -> outline. */
#include "cohort/outline.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* "iri/middle/name" with `length` bytes of name; owned by the caller. */
static char *iri_below(const char *iri, const char *middle, const char *name, size_t length)
{
    size_t size = strlen(iri) + strlen(middle) + length + 1;
    char *below = mem_zeroed(size, 1);
    (void)snprintf(below, size, "%s%s%.*s", iri, middle, (int)length, name);
    return below;
}

static enum status read_text(const json_t *object, const char *key, const char *place,
                             const char **out, struct error *error)
{
    const json_t *value = json_object_get(object, key);
    if (json_string_length(value) == 0) {
        return FAIL(error, STATUS_INVALID, "%s/%s: missing or not a text", place, key);
    }
    *out = json_string_value(value);
    return STATUS_OK;
}

static enum status read_array(const json_t *object, const char *key, size_t limit,
                              const char *place, const json_t **out, struct error *error)
{
    const json_t *value = json_object_get(object, key);
    size_t count = json_array_size(value);
    if (count == 0) {
        return FAIL(error, STATUS_INVALID, "%s/%s: missing, empty or not a list", place, key);
    }
    if (count > limit) {
        return FAIL(error, STATUS_TOO_LARGE, "%s/%s: %zu entries, but at most %zu are allowed",
                    place, key, count, limit);
    }
    *out = value;
    return STATUS_OK;
}

/* A page's id is its file name up to the first '.'. */
static struct outline_page page_of(const char *module_iri, const char *path)
{
    const char *name = path_name(path);
    return (struct outline_page){
        .iri = iri_below(module_iri, "/pages/", name, strcspn(name, ".")),
        .is_quiz = text_ends_with(text_of(path), ".quiz.json"),
    };
}

static enum status read_pages(const json_t *paths, struct outline_module *module, const char *place,
                              struct error *error)
{
    size_t count = json_array_size(paths);
    module->pages = mem_zeroed(count, sizeof *module->pages);
    for (size_t i = 0; i < count; i++) {
        const char *path = json_string_value(json_array_get(paths, i));
        if (path == NULL) {
            return FAIL(error, STATUS_INVALID, "%s/pages/%zu: not a text", place, i);
        }
        module->pages[module->page_count++] = page_of(module->iri, path);
    }
    return STATUS_OK;
}

static enum status read_module(const json_t *json, const char *course_iri, const char *place,
                               struct outline_module *module, struct error *error)
{
    const char *id = NULL;
    const char *title = NULL;
    const json_t *pages = NULL;
    enum status status = read_text(json, "id", place, &id, error);
    if (status == STATUS_OK) {
        status = read_text(json, "title", place, &title, error);
    }
    if (status == STATUS_OK) {
        status = read_array(json, "pages", OUTLINE_PAGES_MAX, place, &pages, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    module->iri = iri_below(course_iri, "/modules/", id, strlen(id));
    module->title = mem_copy_string(title);
    return read_pages(pages, module, place, error);
}

static enum status read_modules(const json_t *modules, struct outline *outline, struct error *error)
{
    size_t count = json_array_size(modules);
    outline->modules = mem_zeroed(count, sizeof *outline->modules);
    for (size_t i = 0; i < count; i++) {
        char place[32];
        (void)snprintf(place, sizeof place, "/modules/%zu", i);
        struct outline_module *module = &outline->modules[outline->module_count++];
        enum status status =
            read_module(json_array_get(modules, i), outline->iri, place, module, error);
        if (status != STATUS_OK) {
            return status;
        }
        outline->page_count += module->page_count;
    }
    return STATUS_OK;
}

static enum status read_course(const json_t *json, struct outline *outline, struct error *error)
{
    const char *iri = NULL;
    const char *title = NULL;
    const json_t *modules = NULL;
    enum status status = read_text(json, "iri", "", &iri, error);
    if (status == STATUS_OK) {
        status = read_text(json, "title", "", &title, error);
    }
    if (status == STATUS_OK) {
        status = read_array(json, "modules", OUTLINE_MODULES_MAX, "", &modules, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    outline->iri = mem_copy_string(iri);
    outline->title = mem_copy_string(title);
    outline->site_evaluation = iri_below(iri, "/site-evaluation", "", 0);
    return read_modules(modules, outline, error);
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
    status = read_course(json, outline, error);
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
        free(module->pages[i].iri);
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
    free(outline->site_evaluation);
    free(outline);
}
