/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as each of the manifests: units and addresses hold together, however broken it is. */
#include "base/arena.h"
#include "base/fuzz.h"
#include "opened/structure.h"
#include "opened/structure_fixture.h"
#include "xml/xml_document.h"
#include "zip/zip_writer.h"

static void look_into(const struct opened *opened, const struct opened_structure *structure)
{
    fuzz_require(structure->document->tree != NULL || structure->document->problems.count > 0);
    fuzz_require(structure->document->tree != NULL || structure->unit_count == 0);
    structure_require(opened, structure);
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
