/* SPDX-License-Identifier: Apache-2.0 */

/* Opens zips and keeps their faults. The headers are read here and not by libzip, because libzip
 * looks for its own central directory and refuses or repairs what is wrong: of a zip that shows
 * different readers different things, it would show one, and not say that there are others. */
#include "zip/zip_reader.h"

#include "base/arena.h"
#include "base/mem.h"
#include "zip/reader_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { REASON_SIZE = 128, DETAIL_SIZE = 400, UNIX_LINK = 0120000, UNIX_TYPE = 0170000 };

static void close_descriptor(void *object)
{
    const struct zip_parts *parts = object;
    (void)close(parts->descriptor);
}

static enum status fail_with_reason(const char *path, struct error *error)
{
    int number = errno;
    char reason[REASON_SIZE] = "";
    (void)strerror_r(number, reason, sizeof reason);
    return FAIL(error,
                number == ENOENT || number == ENOTDIR ? STATUS_NOT_FOUND : STATUS_UNAVAILABLE,
                "cannot read '%s': %s", path, reason);
}

static bool read_descriptor(struct zip_parts *parts, uint64_t offset, char *out, size_t length)
{
    while (length > 0) {
        ssize_t count = pread(parts->descriptor, out, length, (off_t)offset);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) { /* 0: the file became shorter while it is read */
            parts->could_not_read = true;
            return false;
        }
        out += count;
        offset += (uint64_t)count;
        length -= (size_t)count;
    }
    return true;
}

bool reader_read_at(struct zip_reader *reader, uint64_t offset, void *out, size_t length)
{
    struct zip_parts *parts = reader->parts;
    if (offset > reader->size || length > reader->size - offset) {
        return false;
    }
    if (parts->path != NULL) {
        return read_descriptor(parts, offset, out, length);
    }
    if (length > 0) {
        memcpy(out, parts->bytes.data + offset, length);
    }
    return true;
}

uint16_t zip_get16(const unsigned char *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

uint32_t zip_get32(const unsigned char *bytes)
{
    return zip_get16(bytes) | (uint32_t)zip_get16(bytes + 2) << 16;
}

uint64_t zip_get64(const unsigned char *bytes)
{
    return zip_get32(bytes) | (uint64_t)zip_get32(bytes + 4) << 32;
}

void reader_fault(struct zip_reader *reader, enum zip_fault_kind kind, const struct zip_item *item,
                  const char *format, ...)
{
    struct zip_parts *parts = reader->parts;
    if (++reader->fault_counts[kind] > ZIP_FAULTS_KEPT) {
        return;
    }
    char detail[DETAIL_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(detail, sizeof detail, format, arguments);
    va_end(arguments);
    struct zip_fault *fault = ARENA_NEW(parts->arena, struct zip_fault);
    *fault = (struct zip_fault){
        .kind = kind, .item = item, .detail = arena_copy_string(parts->arena, detail)};
    if (parts->newest_fault == NULL) {
        reader->faults = fault;
    } else {
        parts->newest_fault->next = fault;
    }
    parts->newest_fault = fault;
}

static struct zip_reader *create(struct arena *arena, uint64_t size)
{
    struct zip_reader *reader = ARENA_NEW(arena, struct zip_reader);
    reader->size = size;
    reader->parts = ARENA_NEW(arena, struct zip_parts);
    reader->parts->arena = arena;
    const uint64_t largest = (UINT64_MAX - ZIP_READ_FREE_BYTES) / ZIP_READ_PER_BYTE;
    reader->parts->budget =
        ZIP_READ_FREE_BYTES + (size < largest ? size : largest) * ZIP_READ_PER_BYTE;
    return reader;
}

static void read_headers(struct zip_reader *reader)
{
    struct zip_end end = {0};
    if (reader_find_end(reader, &end)) {
        reader_read_directory(reader, &end);
        reader_check_layout(reader, &end);
    }
}

struct zip_reader *zip_reader_open_bytes(struct text bytes, struct arena *arena)
{
    struct zip_reader *reader = create(arena, bytes.length);
    reader->parts->bytes = bytes;
    read_headers(reader);
    return reader;
}

/* O_NONBLOCK: opening a pipe must not wait for its writer. */
static enum status open_file(const char *path, struct arena *arena, struct zip_reader **out,
                             struct error *error)
{
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat state;
    if (descriptor < 0) {
        return fail_with_reason(path, error);
    }
    if (fstat(descriptor, &state) != 0 || !S_ISREG(state.st_mode)) {
        (void)close(descriptor);
        return FAIL(error, STATUS_INVALID, "'%s' is not a file", path);
    }
    struct zip_reader *reader = create(arena, (uint64_t)state.st_size);
    reader->parts->path = arena_copy_string(arena, path);
    reader->parts->descriptor = descriptor;
    arena_defer(arena, close_descriptor, reader->parts);
    *out = reader;
    return STATUS_OK;
}

enum status zip_reader_open(const char *path, struct arena *arena, struct zip_reader **out,
                            struct error *error)
{
    struct zip_reader *reader = NULL;
    enum status status = open_file(path, arena, &reader, error);
    if (status != STATUS_OK) {
        return status;
    }
    read_headers(reader);
    if (reader->parts->could_not_read) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot read all of '%s'; try again", path);
    }
    *out = reader;
    return STATUS_OK;
}

bool zip_item_is_folder(const struct zip_item *item)
{
    return text_ends_with(item->name, "/");
}

bool zip_item_is_link(const struct zip_item *item)
{
    return (item->mode & UNIX_TYPE) == UNIX_LINK;
}

bool zip_item_is_encrypted(const struct zip_item *item)
{
    const unsigned encrypted = ZIP_FLAG_ENCRYPTED | ZIP_FLAG_STRONG_ENCRYPTION | ZIP_FLAG_MASKED;
    return (item->flags & encrypted) != 0;
}
