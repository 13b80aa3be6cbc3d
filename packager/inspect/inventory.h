/* SPDX-License-Identifier: Apache-2.0 */

/* What can be learnt of a package by going through its files. */
#ifndef INSPECT_INVENTORY_H
#define INSPECT_INVENTORY_H

#include "base/digest.h"
#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

struct opened;
struct opened_file;
struct opened_structure;

/* Files with the same content, of which each but one could be spared. */
struct inventory_twins {
    const struct opened_file **files; /* by their paths */
    size_t count;                     /* two or more */
    uint64_t size;                    /* of each */
    char sha256[DIGEST_HEX_SIZE];
};

struct inventory_list {
    const struct opened_file **files;
    size_t count;
};

/* The files that the structure does not list, in the package's order: LMSs may leave them behind.
 * Without those that belong to the package itself: its manifest, and schemas at the root. Empty for
 * a format that lists no files. In the package's arena, as all below. */
struct inventory_list inventory_unlisted(const struct opened *opened,
                                         const struct opened_structure *structure);

/* The package's files by size, the largest first. */
struct inventory_list inventory_by_size(const struct opened *opened);

/* Groups of files that hold the same bytes, by what could be spared, the most first. Empty files
 * and those that cannot be unpacked are left out. UNAVAILABLE when the package cannot be read. */
MUST_CHECK enum status inventory_find_twins(const struct opened *opened,
                                            const struct inventory_twins **out, size_t *out_count,
                                            struct error *error);

#endif
