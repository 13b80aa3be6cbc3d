/* SPDX-License-Identifier: Apache-2.0 */

/* Opens packages, finds their files, and reads them. */
#include "opened/opened.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buffer.h"
#include "base/printable.h"
#include "opened/source.h"
#include "opened/structure.h"
#include "xml/xml_document.h"
#include "zip/zip_reader.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static int compare_paths(const void *left, const void *right)
{
    const struct opened_file *const *one = left;
    const struct opened_file *const *other = right;
    int order = strcmp((*one)->path, (*other)->path);
    return order != 0 ? order : (*one > *other) - (*one < *other);
}

static int compare_folded_paths(const void *left, const void *right)
{
    const struct opened_file *const *one = left;
    const struct opened_file *const *other = right;
    int order = strcasecmp((*one)->path, (*other)->path);
    return order != 0 ? order : compare_paths(left, right);
}

static struct opened *begin(const char *name, enum opened_kind kind, struct arena *arena)
{
    struct opened *opened = ARENA_NEW(arena, struct opened);
    opened->arena = arena;
    opened->name = arena_copy_string(arena, name);
    opened->kind = kind;
    return opened;
}

static struct opened_file **sorted(const struct opened *opened,
                                   int (*compare)(const void *, const void *))
{
    struct opened_file **files =
        ARENA_ARRAY(opened->arena, struct opened_file *, opened->file_count);
    for (size_t i = 0; i < opened->file_count; i++) {
        files[i] = &opened->files[i];
    }
    if (opened->file_count > 0) {
        qsort(files, opened->file_count, sizeof(struct opened_file *), compare);
    }
    return files;
}

/* Once the files are there. */
static void complete(struct opened *opened)
{
    opened->by_path = sorted(opened, compare_paths);
    opened->by_folded_path = sorted(opened, compare_folded_paths);
    opened_read_structures(opened);
}

struct opened *opened_from_bytes(const char *name, struct text zip, struct arena *arena)
{
    struct opened *opened = begin(name, OPENED_ZIP, arena);
    opened_fill_from_zip(opened, zip_reader_open_bytes(zip, arena));
    complete(opened);
    return opened;
}

enum status opened_from_entries(const char *name, const struct zip_entry *entries, size_t count,
                                struct arena *arena, struct opened **out, struct error *error)
{
    struct opened *opened = begin(name, OPENED_ENTRIES, arena);
    enum status status = opened_fill_from_entries(opened, entries, count, error);
    if (status == STATUS_OK) {
        complete(opened);
        *out = opened;
    }
    return status;
}

static enum status open_zip(const char *path, struct arena *arena, struct opened **out,
                            struct error *error)
{
    struct zip_reader *zip = NULL;
    enum status status = zip_reader_open(path, arena, &zip, error);
    if (status == STATUS_OK) {
        *out = begin(path, OPENED_ZIP, arena);
        opened_fill_from_zip(*out, zip);
    }
    return status;
}

static enum status open_folder(const char *path, struct arena *arena, struct opened **out,
                               struct error *error)
{
    *out = begin(path, OPENED_FOLDER, arena);
    return opened_fill_from_folder(*out, error);
}

enum status opened_open(const char *path, struct arena *arena, struct opened **out,
                        struct error *error)
{
    struct stat state;
    bool is_folder = stat(path, &state) == 0 && S_ISDIR(state.st_mode);
    struct opened *opened = NULL;
    enum status status = is_folder ? open_folder(path, arena, &opened, error)
                                   : open_zip(path, arena, &opened, error);
    if (status == STATUS_OK) {
        complete(opened);
        *out = opened;
    }
    return status;
}

static struct opened_file *find_in(struct opened_file *const *files, size_t count, const char *path,
                                   int (*compare)(const char *, const char *))
{
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(files[middle]->path, path);
        if (order == 0) {
            return files[middle];
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle;
    }
    return NULL;
}

struct opened_file *opened_find(const struct opened *opened, const char *path)
{
    return find_in(opened->by_path, opened->file_count, path, strcmp);
}

struct opened_file *opened_find_folded(const struct opened *opened, const char *path)
{
    return find_in(opened->by_folded_path, opened->file_count, path, strcasecmp);
}

enum status opened_read(const struct opened *opened, const struct opened_file *file,
                        const struct zip_sink *sink, struct error *error)
{
    return opened->source->read(opened, file, sink, error);
}

static bool keep(void *context, struct text piece)
{
    struct buffer *buffer = context;
    buffer_add_text(buffer, piece);
    return !buffer->overflowed;
}

enum status opened_text(const struct opened *opened, const struct opened_file *file,
                        struct arena *arena, struct text *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(OPENED_TEXT_MAX);
    const struct zip_sink sink = {keep, &buffer};
    enum status status = opened_read(opened, file, &sink, error);
    if (status == STATUS_OK) {
        status = buffer_check(&buffer, printable(opened->arena, text_of(file->path)), error);
    }
    if (status == STATUS_OK) {
        *out = (struct text){arena_copy(arena, buffer_text(&buffer)), buffer.length};
    }
    return status;
}

static bool add_to_digest(void *context, struct text piece)
{
    digest_add(context, piece);
    return true;
}

enum status opened_digest(const struct opened *opened, const struct opened_file *file,
                          struct digest *out, struct error *error)
{
    struct digest_stream *stream = digest_begin();
    const struct zip_sink sink = {add_to_digest, stream};
    enum status status = opened_read(opened, file, &sink, error);
    struct digest digest = digest_end(stream);
    if (status == STATUS_OK) {
        *out = digest;
    }
    return status;
}

const struct xml_document *opened_document(const struct opened *opened, struct opened_file *file)
{
    if (file->document != NULL) {
        return file->document;
    }
    struct text text;
    struct error error = {0};
    if (opened_text(opened, file, opened->arena, &text, &error) == STATUS_OK) {
        file->document = xml_document_read(text, opened->arena);
        return file->document;
    }
    struct xml_document *document = ARENA_NEW(opened->arena, struct xml_document);
    xml_problems_add(&document->problems, opened->arena, 0, text_of(error.message));
    file->document = document;
    return document;
}
