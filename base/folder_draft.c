/* SPDX-License-Identifier: Apache-2.0 */

/* rename() gives the folder its name, and puts it in the place of an empty one only: nothing that
 * was not written here is ever removed. */
#include "base/folder_draft.h"

#include "base/arena.h"
#include "base/draft.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/uuid.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct folder_draft {
    struct arena *arena;
    const char *path;
    const char *temporary;
    const char **made; /* files and folders below, each behind the folder that it stands in */
    size_t made_count;
    size_t made_capacity;
};

static const char *without_slashes(const char *path, struct arena *arena)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return arena_copy(arena, (struct text){path, length});
}

static struct folder_draft *create(const char *path)
{
    struct folder_draft *draft = MEM_NEW(struct folder_draft);
    struct uuid uuid = uuid_make();
    char unique[UUID_TEXT_SIZE];
    uuid_format(&uuid, unique);
    draft->arena = arena_create();
    draft->path = without_slashes(path, draft->arena);
    draft->temporary = arena_print(draft->arena, "%s.%s", draft->path, unique);
    return draft;
}

static void destroy(struct folder_draft *draft)
{
    arena_destroy(draft->arena);
    free(draft);
}

static enum status fail_taken(const char *path, int reason, struct error *error)
{
    if (reason == ENOTEMPTY || reason == EEXIST) {
        return FAIL(error, STATUS_PRECONDITION,
                    "the folder '%s' is not empty; name one that is empty or not there yet", path);
    }
    if (reason == ENOTDIR) {
        return FAIL(error, STATUS_PRECONDITION,
                    "'%s' is no folder; name one that is empty or not there yet", path);
    }
    errno = reason;
    return file_fail("make the folder", path, error);
}

static bool has_entries(DIR *folder)
{
    size_t count = 0;
    while (count <= 2 && readdir(folder) != NULL) { // NOLINT(concurrency-mt-unsafe): its own stream
        count++;
    }
    return count > 2; /* more than "." and ".." */
}

/* So that it is not only known when all has been written. */
static enum status check_free(const char *path, struct error *error)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return errno == ENOENT ? STATUS_OK : fail_taken(path, errno, error);
    }
    bool is_taken = has_entries(folder);
    (void)closedir(folder);
    return is_taken ? fail_taken(path, ENOTEMPTY, error) : STATUS_OK;
}

enum status folder_draft_open(const char *path, struct folder_draft **out, struct error *error)
{
    struct folder_draft *draft = create(path);
    enum status status = check_free(draft->path, error);
    if (status == STATUS_OK && mkdir(draft->temporary, 0777) != 0) {
        status = file_fail("make the folder", draft->path, error);
    }
    if (status != STATUS_OK) {
        destroy(draft);
        return status;
    }
    *out = draft;
    return STATUS_OK;
}

static void keep(struct folder_draft *draft, const char *path)
{
    draft->made = arena_grow(draft->arena, draft->made, draft->made_count, &draft->made_capacity,
                             sizeof *draft->made);
    draft->made[draft->made_count++] = path;
}

static const char *place_of(const struct folder_draft *draft, struct text name)
{
    return arena_print(draft->arena, "%s/%.*s", draft->temporary, TEXT_ARGUMENTS(name));
}

static enum status make_folders(struct folder_draft *draft, const char *name, struct error *error)
{
    for (const char *slash = strchr(name, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        const char *folder = place_of(draft, (struct text){name, (size_t)(slash - name)});
        if (mkdir(folder, 0777) == 0) {
            keep(draft, folder);
        } else if (errno != EEXIST) {
            return file_fail("make the folder", draft->path, error);
        }
    }
    return STATUS_OK;
}

static enum status write_file(const char *path, struct text content, struct error *error)
{
    AUTO(draft_discard) struct draft *file = NULL;
    enum status status = draft_open(path, &file, error);
    if (status == STATUS_OK) {
        status = draft_write(file, content, error);
    }
    return status == STATUS_OK ? draft_publish(TAKE(file), error) : status;
}

enum status folder_draft_write(struct folder_draft *draft, const char *name, struct text content,
                               struct error *error)
{
    assert(name[0] != '/' && strstr(name, "..") == NULL);
    enum status status = make_folders(draft, name, error);
    if (status != STATUS_OK) {
        return status;
    }
    const char *path = place_of(draft, text_of(name));
    status = write_file(path, content, error);
    if (status == STATUS_OK) {
        keep(draft, path);
    }
    return status;
}

enum status folder_draft_publish(struct folder_draft *draft, struct error *error)
{
    if (rename(draft->temporary, draft->path) != 0) {
        enum status status = fail_taken(draft->path, errno, error);
        folder_draft_discard(draft);
        return status;
    }
    destroy(draft);
    return STATUS_OK;
}

void folder_draft_discard(struct folder_draft *draft)
{
    if (draft == NULL) {
        return;
    }
    for (size_t i = draft->made_count; i > 0; i--) {
        (void)remove(draft->made[i - 1]);
    }
    (void)remove(draft->temporary);
    destroy(draft);
}
