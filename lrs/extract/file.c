/* SPDX-License-Identifier: Apache-2.0 */

/* Also an update is made in a copy: the old file can be read until the new one has its name, and
 * whoever copies it by hand meanwhile never misses a journal that belongs to it. */
#include "extract/file.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/uuid.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* "iBeX", where SQLite's file format has a program's own mark: bytes 68 to 71. */
#define APPLICATION_ID "1765959000"
enum { HEADER_SIZE = 100, MARK_AT = 68 };

enum extract_place extract_file_look(const char *path)
{
    char header[HEADER_SIZE] = {0};
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return file_exists(path) ? EXTRACT_FOREIGN : EXTRACT_NOTHING;
    }
    ssize_t length = read(descriptor, header, sizeof header);
    (void)close(descriptor);
    bool is_ours = length == HEADER_SIZE && memcmp(header, "SQLite format 3", 16) == 0 &&
                   memcmp(header + MARK_AT, "iBeX", 4) == 0;
    return is_ours ? EXTRACT_OF_OURS : EXTRACT_FOREIGN;
}

static void ignore_progress(void *context, int64_t done, int64_t total)
{
    (void)context;
    (void)done;
    (void)total;
}

/* 0600: it holds what the store holds. */
static enum status make_file(struct extract_file *file, bool from_old, struct error *error)
{
    if (from_old) {
        return backend_sqlite.files->copy(file->path, file->temporary, ignore_progress, NULL,
                                          error);
    }
    int descriptor = open(file->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return file_fail("write", file->path, error);
    }
    (void)close(descriptor);
    return STATUS_OK;
}

/* What was erased leaves no bytes behind in pages that are free. Large indexes are sorted on the
 * disk, not in memory. */
static const char preparation[] = "PRAGMA application_id = " APPLICATION_ID
                                  "; PRAGMA secure_delete = ON; PRAGMA temp_store = FILE; BEGIN";

enum status extract_file_begin(const char *path, bool from_old, struct extract_file *out,
                               struct error *error)
{
    char unique[UUID_TEXT_SIZE];
    const struct uuid uuid = uuid_make();
    uuid_format(&uuid, unique);
    size_t size = strlen(path) + sizeof unique + 1;
    AUTO(extract_file_discard) struct extract_file file = {.path = path};
    file.temporary = mem_zeroed(1, size);
    (void)snprintf(file.temporary, size, "%s.%s", path, unique);
    enum status status = make_file(&file, from_old, error);
    if (status == STATUS_OK) {
        status = backend_sqlite.open(file.temporary, BACKEND_FILLING, &file.connection, error);
    }
    status = status == STATUS_OK ? backend_sqlite.run_script(file.connection, preparation, error)
                                 : status;
    if (status == STATUS_OK) {
        *out = file;
        file = (struct extract_file){.temporary = NULL};
    }
    return status;
}

static enum status sync_path(const char *path, int flags, const char *shown, struct error *error)
{
    int descriptor = open(path, flags | O_CLOEXEC);
    if (descriptor < 0) {
        return file_fail("write", shown, error);
    }
    enum status status = fsync(descriptor) == 0 ? STATUS_OK : file_fail("write", shown, error);
    (void)close(descriptor);
    return status;
}

enum status extract_file_keep(struct extract_file *file, struct error *error)
{
    AUTO(free) char *folder = path_folder(file->path);
    enum status status = connection_run(file->connection, "COMMIT", NO_VALUES, error);
    connection_close(file->connection);
    file->connection = NULL;
    status = status == STATUS_OK ? sync_path(file->temporary, O_RDWR, file->path, error) : status;
    if (status == STATUS_OK && rename(file->temporary, file->path) != 0) {
        status = file_fail("write", file->path, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    free(file->temporary);
    file->temporary = NULL;
    return sync_path(folder, O_RDONLY | O_DIRECTORY, file->path, error);
}

void extract_file_discard(struct extract_file *file)
{
    connection_close(file->connection);
    if (file->temporary != NULL) {
        (void)unlink(file->temporary);
    }
    free(file->temporary);
    *file = (struct extract_file){.temporary = NULL};
}
