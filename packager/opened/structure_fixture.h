/* SPDX-License-Identifier: Apache-2.0 */

/* For fuzz targets: what holds of any package's structure, however broken its manifest is. */
#ifndef OPENED_STRUCTURE_FIXTURE_H
#define OPENED_STRUCTURE_FIXTURE_H

#include "base/fuzz.h"
#include "opened/structure.h"

static inline void structure_require_reference(const struct opened *opened,
                                               const struct opened_reference *reference)
{
    fuzz_require(reference->path == NULL || (!reference->is_external && !reference->climbs));
    fuzz_require(reference->file == NULL || reference->path != NULL);
    fuzz_require(reference->file == NULL ||
                 reference->file == opened_find(opened, reference->path));
}

static inline void structure_require(const struct opened *opened,
                                     const struct opened_structure *structure)
{
    for (size_t i = 0; i < structure->unit_count; i++) {
        const struct opened_unit *unit = &structure->units[i];
        fuzz_require(unit->kind != OPENED_GROUP || unit->launch.file == NULL);
        structure_require_reference(opened, &unit->launch);
    }
    for (size_t i = 0; i < structure->listed_count; i++) {
        structure_require_reference(opened, &structure->listed[i]);
    }
}

#endif
