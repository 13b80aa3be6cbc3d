/* SPDX-License-Identifier: Apache-2.0 */

/* Packages in zips. */
#include "opened/source.h"

#include "base/arena.h"
#include "base/printable.h"
#include "zip/zip_reader.h"

#include <string.h>

static enum status read_item(const struct opened *opened, const struct opened_file *file,
                             const struct zip_sink *sink, struct error *error)
{
    return zip_reader_read(opened->zip, file->item, sink, error);
}

static const struct opened_source ZIP_SOURCE = {read_item};

/* A name with a NUL byte in it is one that nobody can refer to. */
static const char *path_of(const struct zip_item *item, struct arena *arena)
{
    return strlen(item->name.data) == item->name.length ? item->name.data
                                                        : printable(arena, item->name);
}

void opened_fill_from_zip(struct opened *opened, struct zip_reader *zip)
{
    opened->source = &ZIP_SOURCE;
    opened->zip = zip;
    opened->size = zip->size;
    opened->is_cut = zip->fault_counts[ZIP_FAULT_TOO_MANY] > 0;
    opened->files = ARENA_ARRAY(opened->arena, struct opened_file, zip->item_count);
    for (size_t i = 0; i < zip->item_count; i++) {
        const struct zip_item *item = &zip->items[i];
        if (zip_item_is_folder(item)) {
            continue;
        }
        opened->files[opened->file_count++] = (struct opened_file){
            .path = path_of(item, opened->arena), .size = item->size, .item = item};
    }
}
