/* SPDX-License-Identifier: Apache-2.0 */

/* What can be learnt of a package by going through its files. */
#ifndef INSPECT_INVENTORY_H
#define INSPECT_INVENTORY_H

#include "base/digest.h"
#include "base/error.h"
#include "opened/structure.h"

#include <stddef.h>
#include <stdint.h>

/* Files with the same content, of which each but one could be spared. */
struct inventory_twins {
    const struct opened_file **files; /* by their paths */
    size_t count;                     /* two or more */
    uint64_t size;                    /* of each */
    char sha256[DIGEST_HEX_SIZE];
};

/* The package's files by size, the largest first. In the package's arena, as the below. */
struct opened_list inventory_by_size(const struct opened *opened);

/* Groups of files that hold the same bytes, by what could be spared, the most first. Empty files
 * and those that cannot be unpacked are left out. UNAVAILABLE when the package cannot be read. */
MUST_CHECK enum status inventory_find_twins(const struct opened *opened,
                                            const struct inventory_twins **out, size_t *out_count,
                                            struct error *error);

#endif
