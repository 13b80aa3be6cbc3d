/* SPDX-License-Identifier: Apache-2.0 */

/* An inspection for programs: all of each list, in the same order on any machine. */
#include "inspect/inspection.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/printable.h"
#include "inspect/inventory.h"
#include "opened/structure.h"

#include <stdlib.h>

static const char *const KINDS[] = {
    [OPENED_GROUP] = "group",
    [OPENED_TRACKED] = "tracked",
    [OPENED_UNTRACKED] = "untracked",
    [OPENED_MENTIONED] = "mentioned",
};

/* Left out if it is NULL. What is not UTF-8 is written out, as JSON cannot hold it. */
static void set(json_t *object, const struct opened *opened, const char *key, const char *text)
{
    if (text == NULL) {
        return;
    }
    const char *shown =
        text_is_utf8(text_of(text)) ? text : printable(opened->arena, text_of(text));
    (void)json_object_set_new(object, key, json_string(shown));
}

static json_t *unit_json(const struct opened *opened, const struct opened_unit *unit)
{
    json_t *json = json_object();
    (void)json_object_set_new(json, "kind", json_string(KINDS[unit->kind]));
    (void)json_object_set_new(json, "depth", json_integer((json_int_t)unit->depth));
    set(json, opened, "id", unit->id);
    set(json, opened, "title", unit->title);
    set(json, opened, "launch", unit->launch.written);
    set(json, opened, "launch_file", unit->launch.file != NULL ? unit->launch.file->path : NULL);
    set(json, opened, "parameters", unit->parameters);
    set(json, opened, "mastery_score", unit->mastery_score);
    set(json, opened, "move_on", unit->move_on);
    return json;
}

static json_t *paths_json(const struct opened *opened, const struct opened_file *const *files,
                          size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        const char *path = files[i]->path;
        bool is_utf8 = text_is_utf8(text_of(path));
        (void)json_array_append_new(
            array, json_string(is_utf8 ? path : printable(opened->arena, text_of(path))));
    }
    return array;
}

static json_t *structure_json(const struct opened *opened, const struct opened_structure *structure)
{
    json_t *json = json_object();
    set(json, opened, "format", structure->format->name);
    set(json, opened, "manifest", structure->manifest->path);
    set(json, opened, "version", structure->version);
    set(json, opened, "id", structure->id);
    set(json, opened, "title", structure->title);
    set(json, opened, "description", structure->description);
    json_t *units = json_array();
    for (size_t i = 0; i < structure->unit_count; i++) {
        (void)json_array_append_new(units, unit_json(opened, &structure->units[i]));
    }
    (void)json_object_set_new(json, "units", units);
    if (structure->lists_files) {
        struct opened_list list = opened_unlisted(opened, structure, opened->arena);
        (void)json_object_set_new(json, "unlisted", paths_json(opened, list.files, list.count));
    }
    return json;
}

static json_t *files_json(const struct opened *opened)
{
    json_t *array = json_array();
    for (size_t i = 0; i < opened->file_count; i++) {
        json_t *file = json_object();
        set(file, opened, "path", opened->files[i].path);
        (void)json_object_set_new(file, "size", json_integer((json_int_t)opened->files[i].size));
        (void)json_array_append_new(array, file);
    }
    return array;
}

static json_t *twins_json(const struct opened *opened, const struct inventory_twins *twins,
                          size_t count)
{
    json_t *array = json_array();
    for (size_t i = 0; i < count; i++) {
        json_t *group = json_object();
        (void)json_object_set_new(group, "sha256", json_string(twins[i].sha256));
        (void)json_object_set_new(group, "size", json_integer((json_int_t)twins[i].size));
        (void)json_object_set_new(group, "files",
                                  paths_json(opened, twins[i].files, twins[i].count));
        (void)json_array_append_new(array, group);
    }
    return array;
}

enum status inspection_json(const struct opened *opened, struct text *out, struct error *error)
{
    const struct inventory_twins *twins = NULL;
    size_t twin_count = 0;
    enum status status = inventory_find_twins(opened, &twins, &twin_count, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(json_release) json_t *json = json_object();
    set(json, opened, "name", opened->name);
    (void)json_object_set_new(json, "size", json_integer((json_int_t)opened->size));
    json_t *formats = json_array();
    for (const struct opened_structure *one = opened->structures; one != NULL; one = one->next) {
        (void)json_array_append_new(formats, structure_json(opened, one));
    }
    (void)json_object_set_new(json, "formats", formats);
    (void)json_object_set_new(json, "files", files_json(opened));
    (void)json_object_set_new(json, "duplicates", twins_json(opened, twins, twin_count));
    AUTO(free) char *dumped = json_dumps(json, JSON_INDENT(2));
    if (dumped == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the inspection is no JSON");
    }
    *out = text_of(arena_print(opened->arena, "%s\n", dumped));
    return STATUS_OK;
}
