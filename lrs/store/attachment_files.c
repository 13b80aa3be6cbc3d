/* SPDX-License-Identifier: Apache-2.0 */

/* POSIX files for attachments. */
#include "store/attachment_files.h"

#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define UPLOAD_PREFIX "upload-"
enum { REASON_SIZE = 128 };

static enum status fail(const char *what, const char *path, struct error *error)
{
    int number = errno;
    char reason[REASON_SIZE] = "";
    (void)strerror_r(number, reason, sizeof reason);
    return FAIL(error, STATUS_UNAVAILABLE, "attachments: cannot %s%s%s: %s", what,
                path[0] == '\0' ? "" : " ", path, reason);
}

static enum status join(char out[ATTACHMENT_PATH_SIZE], const char *folder, const char *name,
                        struct error *error)
{
    int length = snprintf(out, ATTACHMENT_PATH_SIZE, "%s/%s", folder, name);
    if (length < 0 || length >= ATTACHMENT_PATH_SIZE) {
        return FAIL(error, STATUS_UNAVAILABLE, "attachments: the path '%.200s…' is too long",
                    folder);
    }
    return STATUS_OK;
}

/* Makes the names in `folder` durable. */
static enum status sync_folder(const char *folder, struct error *error)
{
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail("open the folder", folder, error);
    }
    enum status status =
        fsync(descriptor) == 0 ? STATUS_OK : fail("write the folder", folder, error);
    (void)close(descriptor);
    return status;
}

static enum status make_folder(const char *folder, struct error *error)
{
    if (mkdir(folder, 0700) != 0) {
        return errno == EEXIST ? STATUS_OK : fail("make the folder", folder, error);
    }
    AUTO(free) char *above = path_folder(folder);
    return sync_folder(above, error);
}

enum status attachment_file_make(const char *folder, bool is_named,
                                 char out_path[ATTACHMENT_PATH_SIZE], int *out_descriptor,
                                 struct error *error)
{
    const char *temporary = getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    enum status status = folder == NULL ? STATUS_OK : make_folder(folder, error);
    if (folder == NULL) {
        folder = temporary != NULL ? temporary : "/tmp";
    }
    char path[ATTACHMENT_PATH_SIZE];
    status = status == STATUS_OK ? join(path, folder, UPLOAD_PREFIX "XXXXXX", error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    int descriptor = mkstemp(path); /* with mode 0600 */
    if (descriptor < 0) {
        return fail("make a file in", folder, error);
    }
    (void)fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    if (!is_named) {
        (void)unlink(path);
        path[0] = '\0';
    }
    memcpy(out_path, path, sizeof path);
    *out_descriptor = descriptor;
    return STATUS_OK;
}

enum status attachment_file_write(int descriptor, struct text bytes, struct error *error)
{
    while (bytes.length > 0) {
        ssize_t count = write(descriptor, bytes.data, bytes.length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return fail("write, make room on the disk", "", error);
        }
        bytes.data += count;
        bytes.length -= (size_t)count;
    }
    return STATUS_OK;
}

enum status attachment_file_sync(int descriptor, struct error *error)
{
    return fdatasync(descriptor) == 0 ? STATUS_OK : fail("write", "", error);
}

enum status attachment_file_read(int descriptor, uint64_t offset, char *buffer, size_t length,
                                 struct error *error)
{
    while (length > 0) {
        ssize_t count = pread(descriptor, buffer, length, (off_t)offset);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return fail("read", "", error);
        }
        if (count == 0) {
            return FAIL(error, STATUS_UNAVAILABLE, "attachments: a file is shorter than it was");
        }
        buffer += count;
        offset += (uint64_t)count;
        length -= (size_t)count;
    }
    return STATUS_OK;
}

enum status attachment_file_keep(const char *folder, const char *path, const char *sha2,
                                 struct error *error)
{
    char name[ATTACHMENT_PATH_SIZE];
    enum status status = join(name, folder, sha2, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (rename(path, name) != 0 && (errno != ENOENT || !file_exists(name))) {
        return fail("rename a file to", name, error);
    }
    return sync_folder(folder, error);
}

bool attachment_file_exists(const char *folder, const char *sha2)
{
    char path[ATTACHMENT_PATH_SIZE];
    struct error ignored;
    return join(path, folder, sha2, &ignored) == STATUS_OK && file_exists(path);
}

enum status attachment_file_open(const char *folder, const char *sha2, int *out_descriptor,
                                 struct error *error)
{
    char path[ATTACHMENT_PATH_SIZE];
    enum status status = join(path, folder, sha2, error);
    if (status != STATUS_OK) {
        return status;
    }
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return fail("open", path, error);
    }
    *out_descriptor = descriptor;
    return STATUS_OK;
}

static bool is_hash(const char *name)
{
    size_t length = strspn(name, "0123456789abcdef");
    return name[length] == '\0' && (length == 56 || length == 64 || length == 96 || length == 128);
}

static enum status sweep_one(const char *folder, const char *name, bool is_kept,
                             struct error *error)
{
    char path[ATTACHMENT_PATH_SIZE];
    enum status status = is_kept ? STATUS_OK : join(path, folder, name, error);
    if (status != STATUS_OK || is_kept) {
        return status;
    }
    return unlink(path) == 0 ? STATUS_OK : fail("remove", path, error);
}

enum status attachment_files_sweep(const char *folder,
                                   enum status (*is_kept)(void *context, const char *sha2,
                                                          bool *out, struct error *error),
                                   void *context, struct error *error)
{
    DIR *entries = opendir(folder);
    if (entries == NULL) {
        return errno == ENOENT ? STATUS_OK : fail("read the folder", folder, error);
    }
    enum status status = STATUS_OK;
    struct dirent *entry;
    /* Only this thread reads from `entries`. */
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    while (status == STATUS_OK && (entry = readdir(entries)) != NULL) {
        bool is_upload = strncmp(entry->d_name, UPLOAD_PREFIX, strlen(UPLOAD_PREFIX)) == 0;
        bool stays = !is_upload;
        if (is_hash(entry->d_name)) {
            status = is_kept(context, entry->d_name, &stays, error);
        }
        status = status == STATUS_OK ? sweep_one(folder, entry->d_name, stays, error) : status;
    }
    (void)closedir(entries);
    return status;
}
