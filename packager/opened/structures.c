/* SPDX-License-Identifier: Apache-2.0 */

/* The table of formats that packages are known by, and the lists that their readers fill. */
#include "opened/structure.h"

#include "base/arena.h"

#include <string.h>

extern const struct opened_format OPENED_AICC;
extern const struct opened_format OPENED_CMI5;
extern const struct opened_format OPENED_SCORM12;
extern const struct opened_format OPENED_SCORM2004;
extern const struct opened_format OPENED_WEB;
extern const struct opened_format OPENED_XAPI;

/* In the order of being asked: web pages are only what is nothing else. */
const struct opened_format *const OPENED_FORMATS[] = {
    &OPENED_SCORM12, &OPENED_SCORM2004, &OPENED_AICC, &OPENED_CMI5, &OPENED_XAPI, &OPENED_WEB, NULL,
};

const struct opened_structure *opened_structure_of(const struct opened *opened, const char *format)
{
    const struct opened_structure *structure = opened->structures;
    while (structure != NULL && strcmp(structure->format->name, format) != 0) {
        structure = structure->next;
    }
    return structure;
}

static bool belongs_to_package(const struct opened_structure *structure,
                               const struct opened_file *file)
{
    struct text path = text_of(file->path);
    bool is_schema = text_ends_with(path, ".xsd") || text_ends_with(path, ".dtd");
    return file == structure->manifest || (is_schema && strchr(file->path, '/') == NULL);
}

struct opened_list opened_unlisted(const struct opened *opened,
                                   const struct opened_structure *structure, struct arena *arena)
{
    struct opened_list list = {0};
    if (!structure->lists_files) {
        return list;
    }
    bool *is_listed = ARENA_ARRAY(arena, bool, opened->file_count);
    for (size_t i = 0; i < structure->listed_count; i++) {
        if (structure->listed[i].file != NULL) {
            is_listed[structure->listed[i].file - opened->files] = true;
        }
    }
    list.files = ARENA_ARRAY(arena, const struct opened_file *, opened->file_count);
    for (size_t i = 0; i < opened->file_count; i++) {
        if (!is_listed[i] && !belongs_to_package(structure, &opened->files[i])) {
            list.files[list.count++] = &opened->files[i];
        }
    }
    return list;
}

struct opened_unit *opened_add_unit(const struct opened *opened, struct opened_structure *structure)
{
    structure->units = arena_grow(opened->arena, structure->units, structure->unit_count,
                                  &structure->unit_capacity, sizeof(struct opened_unit));
    return &structure->units[structure->unit_count++];
}

void opened_add_listed(const struct opened *opened, struct opened_structure *structure,
                       const struct opened_reference *reference)
{
    structure->listed = arena_grow(opened->arena, structure->listed, structure->listed_count,
                                   &structure->listed_capacity, sizeof *reference);
    structure->listed[structure->listed_count++] = *reference;
}

void opened_read_structures(struct opened *opened)
{
    struct opened_structure *last = NULL;
    for (const struct opened_format *const *format = OPENED_FORMATS; *format != NULL; format++) {
        struct opened_structure *structure = ARENA_NEW(opened->arena, struct opened_structure);
        structure->format = *format;
        if (!(*format)->read(opened, structure)) {
            continue;
        }
        if (last == NULL) {
            opened->structures = structure;
        } else {
            last->next = structure;
        }
        last = structure;
    }
}
