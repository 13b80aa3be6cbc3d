/* SPDX-License-Identifier: Apache-2.0 */

#include "preview/file_stream.h"

#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct file_stream {
    int descriptor;
    uint64_t first;
};

static enum status read_piece(void *context, uint64_t offset, char *buffer, size_t room,
                              size_t *out_length, struct error *error)
{
    const struct file_stream *stream = context;
    ssize_t count = pread(stream->descriptor, buffer, room, (off_t)(stream->first + offset));
    if (count < 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "a file cannot be read: %s", strerror(errno));
    }
    *out_length = (size_t)count;
    return STATUS_OK;
}

static void close_file(void *context)
{
    struct file_stream *stream = context;
    (void)close(stream->descriptor);
    free(stream);
}

/* Digits that fit; moves *at behind them. */
static bool read_number(const char **at, uint64_t *out)
{
    const char *begin = *at;
    *out = 0;
    while (**at >= '0' && **at <= '9' && *at - begin < 18) {
        *out = *out * 10 + (uint64_t)(*(*at)++ - '0');
    }
    return *at > begin && !(**at >= '0' && **at <= '9');
}

/* "-N": the last N bytes. */
static enum file_range read_suffix(const char *at, uint64_t size, uint64_t *out_first,
                                   uint64_t *out_last)
{
    uint64_t count = 0;
    if (!read_number(&at, &count) || *at != '\0') {
        return FILE_RANGE_WHOLE;
    }
    if (count == 0 || size == 0) {
        return FILE_RANGE_BEYOND;
    }
    *out_first = count < size ? size - count : 0;
    *out_last = size - 1;
    return FILE_RANGE_PART;
}

enum file_range file_range_read(const char *header, uint64_t size, uint64_t *out_first,
                                uint64_t *out_last)
{
    static const char UNIT[] = "bytes=";
    uint64_t last = UINT64_MAX;
    if (header == NULL || strncmp(header, UNIT, sizeof UNIT - 1) != 0) {
        return FILE_RANGE_WHOLE;
    }
    const char *at = header + sizeof UNIT - 1;
    if (*at == '-') {
        return read_suffix(at + 1, size, out_first, out_last);
    }
    if (!read_number(&at, out_first) || *at++ != '-') {
        return FILE_RANGE_WHOLE;
    }
    if (*at != '\0' && (!read_number(&at, &last) || *at != '\0' || last < *out_first)) {
        return FILE_RANGE_WHOLE;
    }
    if (*out_first >= size) {
        return FILE_RANGE_BEYOND;
    }
    *out_last = last < size ? last : size - 1;
    return FILE_RANGE_PART;
}

static void set_range(struct http_response *response, uint64_t first, uint64_t last, uint64_t size)
{
    char value[80];
    (void)snprintf(value, sizeof value, "bytes %" PRIu64 "-%" PRIu64 "/%" PRIu64, first, last,
                   size);
    response->status = 206;
    http_response_set(response, "Content-Range", value);
}

/* Takes the descriptor. */
static void stream(struct http_response *response, int descriptor, uint64_t first, uint64_t length)
{
    struct file_stream *file = MEM_NEW(struct file_stream);
    file->descriptor = descriptor;
    file->first = first;
    response->stream = (struct http_stream){
        .read = read_piece, .close = close_file, .context = file, .length = length};
}

static void answer(int descriptor, uint64_t size, const struct http_request *request,
                   struct http_response *response)
{
    uint64_t first = 0;
    uint64_t last = size == 0 ? 0 : size - 1;
    http_response_set(response, "Accept-Ranges", "bytes");
    switch (file_range_read(http_request_header(request, "Range"), size, &first, &last)) {
    case FILE_RANGE_WHOLE:
        stream(response, descriptor, 0, size);
        break;
    case FILE_RANGE_PART:
        set_range(response, first, last, size);
        stream(response, descriptor, first, last - first + 1);
        break;
    case FILE_RANGE_BEYOND:
        response->status = 416;
        (void)close(descriptor);
        break;
    }
}

enum status file_stream_answer(const char *path, const struct http_request *request,
                               struct http_response *response, struct error *error)
{
    struct stat facts;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        return FAIL(error, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_UNAVAILABLE,
                    "'%s' cannot be read: %s", path, strerror(errno));
    }
    if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        (void)close(descriptor);
        return FAIL(error, STATUS_UNAVAILABLE, "'%s' is no file", path);
    }
    answer(descriptor, (uint64_t)facts.st_size, request, response);
    return STATUS_OK;
}
