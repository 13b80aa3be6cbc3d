/* SPDX-License-Identifier: Apache-2.0 */

/* Packages that were unpacked into a folder. Symbolic links are not followed: the folder may come
 * from a stranger, and lead anywhere. */
#include "opened/source.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/file.h"
#include "base/mem.h"
#include "zip/zip_reader.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PIECE_SIZE = 64 * 1024, FIRST_CAPACITY = 64, REASON_SIZE = 128 };

static inline void close_folder(DIR *folder)
{
    if (folder != NULL) {
        (void)closedir(folder);
    }
}
DEFINE_AUTO(DIR, close_folder);

static inline void close_file(FILE *file)
{
    if (file != NULL) {
        (void)fclose(file);
    }
}
DEFINE_AUTO(FILE, close_file);

static enum status fail_with_reason(const char *path, struct error *error)
{
    int number = errno;
    char reason[REASON_SIZE] = "";
    (void)strerror_r(number, reason, sizeof reason);
    return FAIL(error, STATUS_UNAVAILABLE, "cannot read '%s': %s", path, reason);
}

enum status opened_read_disk(const char *path, const struct zip_sink *sink, struct error *error)
{
    AUTO(close_file) FILE *file = fopen(path, "rbe");
    if (file == NULL) {
        return fail_with_reason(path, error);
    }
    AUTO(free) char *piece = mem_resize(NULL, 1, PIECE_SIZE);
    size_t length = 0;
    bool is_wanted = true;
    while (is_wanted && (length = fread(piece, 1, PIECE_SIZE, file)) > 0) {
        is_wanted = sink->take(sink->context, (struct text){piece, length});
    }
    return ferror(file) != 0 ? fail_with_reason(path, error) : STATUS_OK;
}

static enum status read_file(const struct opened *opened, const struct opened_file *file,
                             const struct zip_sink *sink, struct error *error)
{
    AUTO(free) char *path = path_join(opened->name, file->path);
    return opened_read_disk(path, sink, error);
}

static const struct opened_source FOLDER_SOURCE = {read_file};

/* Folders still to be looked into, as a list, so that no depth of them needs a stack. */
struct waiting {
    const char *path; /* below the root; "" is the root */
    size_t depth;
    struct waiting *next;
};

struct walk {
    struct opened *opened;
    struct waiting *waiting;
    size_t capacity;
};

static void add_file(struct walk *walk, const char *path, uint64_t size)
{
    struct opened *opened = walk->opened;
    if (opened->file_count == OPENED_FILES_MAX) {
        opened->is_cut = true;
        return;
    }
    if (opened->file_count == walk->capacity) {
        walk->capacity = walk->capacity == 0 ? FIRST_CAPACITY : 2 * walk->capacity;
        struct opened_file *grown = ARENA_ARRAY(opened->arena, struct opened_file, walk->capacity);
        if (opened->file_count > 0) {
            memcpy(grown, opened->files, opened->file_count * sizeof *grown);
        }
        opened->files = grown;
    }
    opened->files[opened->file_count++] = (struct opened_file){.path = path, .size = size};
    opened->size += size;
}

static void add_folder(struct walk *walk, const char *path, size_t depth)
{
    if (depth > OPENED_DEPTH_MAX) {
        walk->opened->is_cut = true;
        return;
    }
    struct waiting *folder = ARENA_NEW(walk->opened->arena, struct waiting);
    *folder = (struct waiting){.path = path, .depth = depth, .next = walk->waiting};
    walk->waiting = folder;
}

static enum status visit(struct walk *walk, const struct waiting *folder, const char *name,
                         struct error *error)
{
    struct arena *arena = walk->opened->arena;
    const char *slash = folder->path[0] != '\0' ? "/" : "";
    const char *path = arena_print(arena, "%s%s%s", folder->path, slash, name);
    AUTO(free) char *whole = path_join(walk->opened->name, path);
    struct stat state;
    if (lstat(whole, &state) != 0) {
        return fail_with_reason(whole, error);
    }
    if (S_ISDIR(state.st_mode)) {
        add_folder(walk, path, folder->depth + 1);
    } else if (S_ISREG(state.st_mode)) {
        add_file(walk, path, (uint64_t)state.st_size);
    }
    return STATUS_OK;
}

static enum status list(struct walk *walk, const struct waiting *folder, struct error *error)
{
    AUTO(free) char *path = path_join(walk->opened->name, folder->path);
    AUTO(close_folder) DIR *open = opendir(path);
    if (open == NULL) {
        return fail_with_reason(path, error);
    }
    enum status status = STATUS_OK;
    while (status == STATUS_OK && !walk->opened->is_cut) {
        const struct dirent *entry = readdir(open); // NOLINT(concurrency-mt-unsafe): own stream
        if (entry == NULL) {
            break;
        }
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) {
            status = visit(walk, folder, entry->d_name, error);
        }
    }
    return status;
}

static int compare_paths(const void *left, const void *right)
{
    const struct opened_file *one = left;
    const struct opened_file *other = right;
    return strcmp(one->path, other->path);
}

enum status opened_fill_from_folder(struct opened *opened, struct error *error)
{
    opened->source = &FOLDER_SOURCE;
    struct walk walk = {.opened = opened};
    add_folder(&walk, "", 0);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && walk.waiting != NULL) {
        const struct waiting *folder = walk.waiting;
        walk.waiting = folder->next;
        status = list(&walk, folder, error);
    }
    /* File systems list in any order; what is said of a package must not depend on it. */
    if (opened->file_count > 0) {
        qsort(opened->files, opened->file_count, sizeof *opened->files, compare_paths);
    }
    return status;
}
