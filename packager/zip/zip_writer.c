/* SPDX-License-Identifier: Apache-2.0 */

/* Deterministic zip files by libzip. zip_file_set_mtime() would go through the local time zone;
 * the DOS time set here does not, and libzip then adds no extra fields or data descriptors. */
#include "zip/zip_writer.h"

#include "base/auto.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum {
    DOS_TIME_MIDNIGHT = 0,
    DOS_DATE_FIRST = 0x21, /* 1 January 1980, the first day that zip knows */
    DEFLATE_LEVEL = 9,
    WHOLE_FILE = -1,
};

/* Attributes of a plain file that its owner may write and all may read, as Unix keeps them. */
static const zip_uint32_t FILE_ATTRIBUTES = (zip_uint32_t)0100644 << 16;

DEFINE_AUTO(zip_t, zip_discard);

static int compare_names(const void *left, const void *right)
{
    const struct zip_entry *first = left;
    const struct zip_entry *second = right;
    return strcmp(first->name, second->name);
}

void zip_sort(struct zip_entry *entries, size_t count, const char *first)
{
    qsort(entries, count, sizeof *entries, compare_names);
    for (size_t i = 0; first != NULL && i < count; i++) {
        if (strcmp(entries[i].name, first) == 0) {
            struct zip_entry moved = entries[i];
            memmove(entries + 1, entries, i * sizeof *entries);
            entries[0] = moved;
            return;
        }
    }
}

/* LMSs unpack on every kind of file system and put names into URLs and scripts: only what is safe
 * everywhere goes in. */
static bool name_is_safe(const char *name)
{
    const char *allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    return name[0] != '\0' && name[0] != '/' && name[strspn(name, allowed)] == '\0' &&
           strstr(name, "..") == NULL && strstr(name, "//") == NULL &&
           name[strlen(name) - 1] != '/';
}

static enum status make_source(zip_t *archive, const struct zip_entry *entry, zip_source_t **out,
                               struct error *error)
{
    zip_source_t *source =
        entry->file != NULL
            ? zip_source_file(archive, entry->file, 0, WHOLE_FILE)
            : zip_source_buffer(archive, entry->content.data, entry->content.length, 0);
    if (source == NULL) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot read '%s': %s",
                    entry->file != NULL ? entry->file : entry->name, zip_strerror(archive));
    }
    *out = source;
    return STATUS_OK;
}

static enum status set_properties(zip_t *archive, zip_uint64_t index, enum zip_packing packing,
                                  struct error *error)
{
    zip_int32_t method = packing == ZIP_STORED ? ZIP_CM_STORE : ZIP_CM_DEFLATE;
    zip_uint32_t level = packing == ZIP_STORED ? 0 : DEFLATE_LEVEL;
    if (zip_set_file_compression(archive, index, method, level) != 0 ||
        zip_file_set_dostime(archive, index, DOS_TIME_MIDNIGHT, DOS_DATE_FIRST, 0) != 0 ||
        zip_file_set_external_attributes(archive, index, 0, ZIP_OPSYS_UNIX, FILE_ATTRIBUTES) != 0) {
        return FAIL(error, STATUS_INTERNAL, "cannot describe a zip entry: %s",
                    zip_strerror(archive));
    }
    return STATUS_OK;
}

static enum status add_entry(zip_t *archive, const struct zip_entry *entry, struct error *error)
{
    if (!name_is_safe(entry->name)) {
        return FAIL(error, STATUS_INVALID,
                    "'%s' cannot be the name of a file in a package; use letters, digits, '.', '_' "
                    "and '-'",
                    entry->name);
    }
    zip_source_t *source;
    enum status status = make_source(archive, entry, &source, error);
    if (status != STATUS_OK) {
        return status;
    }
    zip_int64_t index = zip_file_add(archive, entry->name, source, ZIP_FL_ENC_UTF_8);
    if (index < 0) {
        zip_source_free(source);
        return FAIL(error, STATUS_INVALID, "cannot put '%s' into the zip: %s", entry->name,
                    zip_strerror(archive));
    }
    return set_properties(archive, (zip_uint64_t)index, entry->packing, error);
}

static enum status open_archive(const char *path, zip_t **out, struct error *error)
{
    int code = 0;
    zip_t *archive = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);
    if (archive == NULL) {
        zip_error_t reason;
        zip_error_init_with_code(&reason, code);
        error_describe(error, STATUS_UNAVAILABLE, "cannot write '%s': %s", path,
                       zip_error_strerror(&reason));
        zip_error_fini(&reason);
        return STATUS_UNAVAILABLE;
    }
    *out = archive;
    return STATUS_OK;
}

enum status zip_write(const char *path, const struct zip_entry *entries, size_t count,
                      struct error *error)
{
    AUTO(zip_discard) zip_t *archive = NULL;
    enum status status = open_archive(path, &archive, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        status = add_entry(archive, &entries[i], error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (zip_close(archive) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot write '%s': %s", path,
                    zip_strerror(archive));
    }
    archive = NULL;
    return STATUS_OK;
}
