/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as each of the manifests: units and addresses hold together, however broken it is. */
#include "base/arena.h"
#include "base/fuzz.h"
#include "opened/structure.h"
#include "xml/xml_document.h"
#include "zip/zip_writer.h"

static void look_at(const struct opened *opened, const struct opened_reference *reference)
{
    fuzz_require(reference->path == NULL || (!reference->is_external && !reference->climbs));
    fuzz_require(reference->file == NULL || reference->path != NULL);
    fuzz_require(reference->file == NULL ||
                 reference->file == opened_find(opened, reference->path));
}

static void look_into(const struct opened *opened, const struct opened_structure *structure)
{
    fuzz_require(structure->document->tree != NULL || structure->document->problems.count > 0);
    fuzz_require(structure->document->tree != NULL || structure->unit_count == 0);
    for (size_t i = 0; i < structure->unit_count; i++) {
        const struct opened_unit *unit = &structure->units[i];
        fuzz_require(unit->kind != OPENED_GROUP || unit->launch.file == NULL);
        look_at(opened, &unit->launch);
    }
    for (size_t i = 0; i < structure->listed_count; i++) {
        look_at(opened, &structure->listed[i]);
    }
}

static void open_as(const char *name, struct text text)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct zip_entry entries[] = {{.name = name, .content = text},
                                        {.name = "index.html", .content = {"<p>", 3}}};
    struct opened *opened = NULL;
    fuzz_require(opened_from_entries("x", entries, 2, arena, &opened, NULL) == STATUS_OK);
    fuzz_require(opened->structures != NULL && opened->structures->next == NULL);
    look_into(opened, opened->structures);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const NAMES[] = {"imsmanifest.xml", "cmi5.xml", "tincan.xml"};
    AUTO(free) char *copy = fuzz_copy(data, size);
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        open_as(NAMES[i], (struct text){copy, size});
    }
    return 0;
}
