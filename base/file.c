/* SPDX-License-Identifier: Apache-2.0 */

/* POSIX files with messages that name the path and the reason, and paths as plain text. */
#include "base/file.h"

#include "base/draft.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { CHUNK_SIZE = 64 * 1024, REASON_SIZE = 128 };

static void descriptor_close_auto(const int *descriptor)
{
    if (*descriptor >= 0) {
        (void)close(*descriptor);
    }
}

enum status file_fail(const char *what, const char *path, struct error *error)
{
    int number = errno;
    char reason[REASON_SIZE] = "";
    (void)strerror_r(number, reason, sizeof reason);
    if (number == ENOENT || number == ENOTDIR) {
        return FAIL(error, STATUS_NOT_FOUND, "cannot %s '%s': %s", what, path, reason);
    }
    return FAIL(error, STATUS_UNAVAILABLE, "cannot %s '%s': %s", what, path, reason);
}

static enum status fail_too_large(const char *path, size_t limit, struct error *error)
{
    return FAIL(error, STATUS_TOO_LARGE, "'%s' is larger than the limit of %zu bytes", path, limit);
}

static enum status check_regular(int descriptor, const char *path, size_t limit,
                                 struct error *error)
{
    struct stat entry;
    if (fstat(descriptor, &entry) != 0) {
        return file_fail("read", path, error);
    }
    if (!S_ISREG(entry.st_mode)) {
        return FAIL(error, STATUS_INVALID, "'%s' is not a file", path);
    }
    if ((uintmax_t)entry.st_size > limit) {
        return fail_too_large(path, limit, error);
    }
    return STATUS_OK;
}

/* What reads in chunks: `take` gets each, and may stop by failing. */
struct reading {
    int descriptor;
    const char *path;
    enum status (*take)(void *context, struct text chunk, struct error *error);
    void *context;
};

static enum status read_chunks(const struct reading *reading, struct error *error)
{
    AUTO(free) char *chunk = mem_zeroed(1, CHUNK_SIZE);
    for (;;) {
        ssize_t count = read(reading->descriptor, chunk, CHUNK_SIZE);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return file_fail("read", reading->path, error);
        }
        if (count == 0) {
            return STATUS_OK;
        }
        struct text text = {chunk, (size_t)count};
        enum status status = reading->take(reading->context, text, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
}

/* Opens the file, checks what it is, and reads it. */
static enum status read_file(struct reading *reading, size_t limit, struct error *error)
{
    /* O_NONBLOCK: opening a pipe must not wait for its writer. */
    AUTO(descriptor_close) int descriptor = open(reading->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        return file_fail("read", reading->path, error);
    }
    enum status status = check_regular(descriptor, reading->path, limit, error);
    reading->descriptor = descriptor;
    return status == STATUS_OK ? read_chunks(reading, error) : status;
}

/* Where a whole file goes. */
struct whole {
    const char *path;
    struct buffer *buffer;
    size_t limit;
    size_t total;
};

/* The size that check_regular() saw may have changed, so the limit is kept here too. */
static enum status take_into_buffer(void *context, struct text chunk, struct error *error)
{
    struct whole *whole = context;
    whole->total += chunk.length;
    if (whole->total > whole->limit) {
        return fail_too_large(whole->path, whole->limit, error);
    }
    buffer_add_text(whole->buffer, chunk);
    return STATUS_OK;
}

enum status file_read(const char *path, size_t limit, struct buffer *buffer, struct error *error)
{
    struct whole whole = {.path = path, .buffer = buffer, .limit = limit};
    struct reading reading = {.path = path, .take = take_into_buffer, .context = &whole};
    enum status status = read_file(&reading, limit, error);
    if (status == STATUS_OK && buffer->overflowed) {
        return fail_too_large(path, buffer->limit, error);
    }
    return status;
}

static enum status take_into_digest(void *context, struct text chunk, struct error *error)
{
    (void)error;
    digest_add(context, chunk);
    return STATUS_OK;
}

enum status file_digest(const char *path, struct digest *out, struct error *error)
{
    struct digest_stream *stream = digest_begin();
    struct reading reading = {.path = path, .take = take_into_digest, .context = stream};
    enum status status = read_file(&reading, SIZE_MAX, error);
    struct digest digest = digest_end(stream);
    if (status == STATUS_OK) {
        *out = digest;
    }
    return status;
}

enum status file_write_atomically(const char *path, struct text content, struct error *error)
{
    AUTO(draft_discard) struct draft *draft = NULL;
    enum status status = draft_open(path, &draft, error);
    if (status == STATUS_OK) {
        status = draft_write(draft, content, error);
    }
    if (status == STATUS_OK) {
        status = draft_sync(draft, error);
    }
    return status == STATUS_OK ? draft_publish(TAKE(draft), error) : status;
}

static enum status make_one(const char *path, struct error *error)
{
    if (mkdir(path, 0777) == 0) {
        return STATUS_OK;
    }
    if (errno != EEXIST) {
        return file_fail("make the folder", path, error);
    }
    struct stat entry;
    if (stat(path, &entry) != 0) {
        return file_fail("make the folder", path, error);
    }
    if (!S_ISDIR(entry.st_mode)) {
        return FAIL(error, STATUS_INVALID, "cannot make the folder '%s': a file has that name",
                    path);
    }
    return STATUS_OK;
}

enum status folder_make(const char *path, struct error *error)
{
    AUTO(free) char *upper = mem_copy_string(path);
    for (char *slash = upper + strspn(upper, "/"); (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        enum status status = make_one(upper, error);
        if (status != STATUS_OK) {
            return status;
        }
        *slash = '/';
    }
    return make_one(path, error);
}

bool file_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

char *path_join(const char *folder, const char *name)
{
    if (name[0] == '/') {
        return mem_copy_string(name);
    }
    struct buffer path = BUFFER_INIT(strlen(folder) + strlen(name) + 1);
    buffer_add_string(&path, folder);
    if (path.length > 0 && path.data[path.length - 1] != '/') {
        buffer_add_character(&path, '/');
    }
    buffer_add_string(&path, name);
    return path.data;
}

char *path_folder(const char *path)
{
    size_t length = (size_t)(path_name(path) - path);
    if (length == 0) {
        return mem_copy_string(".");
    }
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return mem_copy(path, length);
}

const char *path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* Takes the last part off `path`, the '/' before it included; false when there is none. */
static bool leave_folder(struct buffer *path)
{
    if (path->length == 0) {
        return false;
    }
    const char *name = path_name(path->data);
    path->length = name > path->data ? (size_t)(name - path->data) - 1 : 0;
    path->data[path->length] = '\0';
    return true;
}

static bool follow(struct buffer *path, struct text steps)
{
    struct text step;
    while (text_split(&steps, '/', &step)) {
        if (step.length == 0 || text_is(step, ".")) {
            continue;
        }
        if (text_is(step, "..")) {
            if (!leave_folder(path)) {
                return false;
            }
            continue;
        }
        if (path->length > 0) {
            buffer_add_character(path, '/');
        }
        buffer_add_text(path, step);
    }
    return true;
}

char *path_resolve(const char *from, const char *relative)
{
    if (relative[0] == '\0' || relative[0] == '/' || strchr(relative, '\\') != NULL) {
        return NULL;
    }
    AUTO(buffer_finish) struct buffer path = BUFFER_INIT(strlen(from) + strlen(relative) + 1);
    AUTO(free) char *folder = path_folder(from);
    if (!follow(&path, text_of(folder)) || !follow(&path, text_of(relative)) || path.length == 0) {
        return NULL;
    }
    return TAKE(path.data);
}
