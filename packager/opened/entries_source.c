/* SPDX-License-Identifier: Apache-2.0 */

/* Packages that were built in memory. */
#include "opened/source.h"

#include "base/arena.h"
#include "base/text.h"
#include "zip/zip_reader.h"
#include "zip/zip_writer.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

enum { REASON_SIZE = 128 };

static enum status read_entry(const struct opened *opened, const struct opened_file *file,
                              const struct zip_sink *sink, struct error *error)
{
    (void)opened;
    if (file->entry->file != NULL) {
        return opened_read_disk(file->entry->file, sink, error);
    }
    (void)sink->take(sink->context, file->entry->content);
    return STATUS_OK;
}

static const struct opened_source ENTRIES_SOURCE = {read_entry};

static enum status size_of(const struct zip_entry *entry, uint64_t *out, struct error *error)
{
    if (entry->file == NULL) {
        *out = entry->content.length;
        return STATUS_OK;
    }
    struct stat state;
    if (stat(entry->file, &state) != 0) {
        int number = errno;
        char reason[REASON_SIZE] = "";
        (void)strerror_r(number, reason, sizeof reason);
        return FAIL(error, STATUS_UNAVAILABLE, "cannot look at '%s': %s", entry->file, reason);
    }
    *out = (uint64_t)state.st_size;
    return STATUS_OK;
}

enum status opened_fill_from_entries(struct opened *opened, const struct zip_entry *entries,
                                     size_t count, struct error *error)
{
    opened->source = &ENTRIES_SOURCE;
    opened->files = ARENA_ARRAY(opened->arena, struct opened_file, count);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        struct opened_file *file = &opened->files[opened->file_count++];
        *file = (struct opened_file){.path = entries[i].name, .entry = &entries[i]};
        status = size_of(&entries[i], &file->size, error);
        opened->size += file->size;
    }
    return status;
}
