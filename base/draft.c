/* SPDX-License-Identifier: Apache-2.0 */

/* A temporary file that a rename makes the real one. Where the system can (Linux: O_TMPFILE), it
 * has no name until then, so that a process that is killed leaves nothing behind. */
#include "base/draft.h"

#include "base/buffer.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/uuid.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { DESCRIPTOR_NAME_SIZE = 32, CHUNK_SIZE = 64 * 1024 };

struct draft {
    char *path;
    char *temporary;
    char *kept;     /* another name of what stood at `path`; NULL: nothing is kept */
    int descriptor; /* -1 once it is closed */
    bool is_named;
    bool is_durable;
    bool is_first; /* nothing stood at `path` */
};

static char *temporary_name(const char *path)
{
    struct uuid uuid = uuid_make();
    char unique[UUID_TEXT_SIZE];
    uuid_format(&uuid, unique);
    struct buffer name = BUFFER_INIT(strlen(path) + UUID_TEXT_SIZE);
    buffer_print(&name, "%s.%s", path, unique);
    return name.data;
}

/* How a file without a name is called where one must be. */
static void name_descriptor(int descriptor, char out[static DESCRIPTOR_NAME_SIZE])
{
    (void)snprintf(out, DESCRIPTOR_NAME_SIZE, "/proc/self/fd/%d", descriptor);
}

/* -1 where there are no such files, or they could never be given a name. */
static int open_nameless(const char *path)
{
    AUTO(free) char *folder = path_folder(path);
    int descriptor = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, 0666);
    char name[DESCRIPTOR_NAME_SIZE];
    name_descriptor(descriptor, name);
    if (descriptor >= 0 && access(name, F_OK) != 0) {
        (void)close(descriptor);
        return -1;
    }
    return descriptor;
}

enum status draft_open(const char *path, struct draft **out, struct error *error)
{
    struct draft *draft = MEM_NEW(struct draft);
    draft->path = mem_copy_string(path);
    draft->temporary = temporary_name(path);
    draft->descriptor = open_nameless(path);
    if (draft->descriptor < 0) {
        draft->descriptor = open(draft->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        draft->is_named = draft->descriptor >= 0;
    }
    if (draft->descriptor < 0) {
        enum status status = file_fail("write", path, error);
        draft_discard(draft);
        return status;
    }
    *out = draft;
    return STATUS_OK;
}

int draft_descriptor(const struct draft *draft)
{
    return draft->descriptor;
}

enum status draft_write(struct draft *draft, struct text content, struct error *error)
{
    while (content.length > 0) {
        ssize_t count = write(draft->descriptor, content.data, content.length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return file_fail("write", draft->path, error);
        }
        content.data += count;
        content.length -= (size_t)count;
    }
    return STATUS_OK;
}

enum status draft_sync(struct draft *draft, struct error *error)
{
    if (fsync(draft->descriptor) != 0) {
        return file_fail("write", draft->path, error);
    }
    draft->is_durable = true;
    return STATUS_OK;
}

/* Without this the new name may be lost with the power though the content is on disk. Some file
 * systems cannot sync a folder, which is no reason to call the written file failed. */
static void sync_folder(const char *path)
{
    AUTO(free) char *folder = path_folder(path);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        (void)fsync(descriptor);
        (void)close(descriptor);
    }
}

/* Network file systems tell of a full disk only when the file is closed. */
static enum status close_file(struct draft *draft, struct error *error)
{
    int descriptor = draft->descriptor;
    draft->descriptor = -1;
    return close(descriptor) == 0 ? STATUS_OK : file_fail("write", draft->path, error);
}

/* A link cannot take the place of another file, so it gets the temporary name first. */
static enum status give_name(struct draft *draft, struct error *error)
{
    char name[DESCRIPTOR_NAME_SIZE];
    name_descriptor(draft->descriptor, name);
    if (linkat(AT_FDCWD, name, AT_FDCWD, draft->temporary, AT_SYMLINK_FOLLOW) != 0) {
        return file_fail("write", draft->path, error);
    }
    draft->is_named = true;
    return STATUS_OK;
}

/* All that can fail for want of room or rights comes before the old file is touched. */
static enum status prepare(struct draft *draft, struct error *error)
{
    enum status status = draft->is_named ? STATUS_OK : give_name(draft, error);
    return status == STATUS_OK ? close_file(draft, error) : status;
}

static enum status take_place(struct draft *draft, struct error *error)
{
    if (rename(draft->temporary, draft->path) != 0) {
        return file_fail("write", draft->path, error);
    }
    draft->is_named = false;
    if (draft->is_durable) {
        sync_folder(draft->path);
    }
    return STATUS_OK;
}

enum status draft_publish(struct draft *draft, struct error *error)
{
    AUTO(draft_discard) struct draft *owned = draft;
    enum status status = prepare(draft, error);
    return status == STATUS_OK ? take_place(draft, error) : status;
}

static void keep_old(struct draft *draft)
{
    char *name = temporary_name(draft->path);
    draft->is_first = !file_exists(draft->path);
    if (linkat(AT_FDCWD, draft->path, AT_FDCWD, name, 0) == 0) {
        draft->kept = name;
        return;
    }
    free(name);
}

static void give_back(const struct draft *draft)
{
    if (draft->kept != NULL) {
        (void)rename(draft->kept, draft->path);
    } else if (draft->is_first) {
        (void)unlink(draft->path);
    }
}

static enum status take_places(struct draft *const *drafts, size_t count, struct error *error)
{
    for (size_t i = 0; i < count; i++) {
        keep_old(drafts[i]);
        enum status status = take_place(drafts[i], error);
        for (size_t done = i; status != STATUS_OK && done > 0; done--) {
            give_back(drafts[done - 1]);
        }
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

enum status draft_publish_all(struct draft **drafts, size_t count, struct error *error)
{
    size_t present = 0;
    for (size_t i = 0; i < count; i++) {
        if (drafts[i] != NULL) {
            drafts[present++] = drafts[i];
        }
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < present; i++) {
        status = prepare(drafts[i], error);
    }
    if (status == STATUS_OK) {
        status = take_places(drafts, present, error);
    }
    for (size_t i = 0; i < count; i++) {
        draft_discard(i < present ? drafts[i] : NULL);
        drafts[i] = NULL;
    }
    return status;
}

enum status draft_digest(struct draft *draft, struct digest *out, struct error *error)
{
    AUTO(free) char *chunk = mem_resize(NULL, 1, CHUNK_SIZE);
    struct digest_stream *stream = digest_begin();
    off_t offset = 0;
    ssize_t count = 1;
    while (count > 0) {
        count = pread(draft->descriptor, chunk, CHUNK_SIZE, offset);
        if (count > 0) {
            digest_add(stream, (struct text){chunk, (size_t)count});
            offset += count;
        } else if (count < 0 && errno == EINTR) {
            count = 1;
        }
    }
    enum status status = count == 0 ? STATUS_OK : file_fail("read", draft->path, error);
    struct digest digest = digest_end(stream);
    if (status == STATUS_OK) {
        *out = digest;
    }
    return status;
}

void draft_discard(struct draft *draft)
{
    if (draft == NULL) {
        return;
    }
    if (draft->descriptor >= 0) {
        (void)close(draft->descriptor);
    }
    if (draft->is_named) {
        (void)unlink(draft->temporary);
    }
    if (draft->kept != NULL) {
        (void)unlink(draft->kept);
        free(draft->kept);
    }
    free(draft->temporary);
    free(draft->path);
    free(draft);
}
