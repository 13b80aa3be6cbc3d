/* SPDX-License-Identifier: Apache-2.0 */

/* Where the files of a package lie; for the files of this folder only. */
#ifndef OPENED_SOURCE_H
#define OPENED_SOURCE_H

#include "opened/opened.h"

struct opened_source {
    /* As opened_read(). */
    enum status (*read)(const struct opened *opened, const struct opened_file *file,
                        const struct zip_sink *sink, struct error *error);
};

/* The three sources fill in files, sizes and `source` of a package that has its name and arena. */
void opened_fill_from_zip(struct opened *opened, struct zip_reader *zip);
MUST_CHECK enum status opened_fill_from_folder(struct opened *opened, struct error *error);
MUST_CHECK enum status opened_fill_from_entries(struct opened *opened,
                                                const struct zip_entry *entries, size_t count,
                                                struct error *error);

/* For sources: gives the content of a file on disk. UNAVAILABLE. */
MUST_CHECK enum status opened_read_disk(const char *path, const struct zip_sink *sink,
                                        struct error *error);

#endif
