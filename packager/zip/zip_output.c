/* SPDX-License-Identifier: Apache-2.0 */

/* Descriptors rather than streams: the kernel copies from one to the other, and the headers of what
 * is read once are written over at their place. */
#include "zip/zip_output.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>
#include <zlib.h>

enum { CHUNK_SIZE = 256 * 1024, COMPARED_SIZE = 16 * 1024 };

/* So much at a time that a copy can be watched. */
static const size_t COPY_STEP = (size_t)16 << 20;

void zip_output_tell(struct zip_output *output, uint64_t bytes)
{
    output->done += (int64_t)bytes;
    if (output->options->watch != NULL) {
        output->options->watch(output->options->context, output->done, output->total);
    }
}

static void note_difference(struct zip_output *output, uint64_t offset)
{
    if (!output->differs || offset < output->difference) {
        output->differs = true;
        output->difference = offset;
    }
}

static size_t count_equal(const char *left, const char *right, size_t length)
{
    size_t equal = 0;
    while (equal < length && left[equal] == right[equal]) {
        equal++;
    }
    return equal;
}

/* A difference is noted, not told: deflating may turn out to be in vain. */
static enum status compare(struct zip_output *output, uint64_t offset, struct text bytes,
                           struct error *error)
{
    char there[COMPARED_SIZE];
    while (bytes.length > 0) {
        size_t wanted = bytes.length < sizeof there ? bytes.length : sizeof there;
        ssize_t count = pread(output->compared->descriptor, there, wanted, (off_t)offset);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return file_fail("read", output->compared->path, error);
        }
        size_t equal = count_equal(there, bytes.data, (size_t)count);
        if (equal < wanted) {
            note_difference(output, offset + equal);
            return STATUS_OK;
        }
        offset += equal;
        bytes.data += equal;
        bytes.length -= equal;
    }
    return STATUS_OK;
}

enum status zip_output_add(struct zip_output *output, struct text bytes, struct error *error)
{
    uint64_t offset = output->offset;
    output->offset += bytes.length;
    return output->draft != NULL ? draft_write(output->draft, bytes, error)
                                 : compare(output, offset, bytes, error);
}

static enum status seek(struct zip_output *output, uint64_t offset, struct error *error)
{
    return lseek(draft_descriptor(output->draft), (off_t)offset, SEEK_SET) >= 0
               ? STATUS_OK
               : FAIL(error, STATUS_UNAVAILABLE, "cannot move in the zip that is written");
}

enum status zip_output_skip(struct zip_output *output, size_t length, struct error *error)
{
    output->offset += length;
    return output->draft != NULL ? seek(output, output->offset, error) : STATUS_OK;
}

enum status zip_output_replace(struct zip_output *output, uint64_t offset, struct text bytes,
                               struct error *error)
{
    if (output->draft == NULL) {
        return compare(output, offset, bytes, error);
    }
    enum status status = seek(output, offset, error);
    if (status == STATUS_OK) {
        status = draft_write(output->draft, bytes, error);
    }
    return status == STATUS_OK ? seek(output, output->offset, error) : status;
}

enum status zip_output_return(struct zip_output *output, uint64_t offset, struct error *error)
{
    output->offset = offset;
    if (output->draft == NULL) {
        output->differs = output->differs && output->difference < offset;
        return STATUS_OK;
    }
    if (ftruncate(draft_descriptor(output->draft), (off_t)offset) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot shorten the zip that is written");
    }
    return seek(output, offset, error);
}

enum status zip_output_compare_end(struct zip_output *output, struct error *error)
{
    if (!output->differs && (uint64_t)output->compared->state.st_size != output->offset) {
        note_difference(output, output->offset);
    }
    if (!output->differs) {
        return STATUS_OK;
    }
    unsigned long long byte = output->difference;
    const char *path = output->compared->path;
    return output->different != NULL
               ? FAIL(error, STATUS_CONFLICT,
                      "'%s' is not what is made now: '%s' in it differs, at byte %llu of the "
                      "package; build it again",
                      path, output->different, byte)
               : FAIL(error, STATUS_CONFLICT,
                      "'%s' is not what is made now: what stands behind its files differs, at byte "
                      "%llu; build it again",
                      path, byte);
}

enum status zip_input_open(const char *path, struct zip_input *out, struct error *error)
{
    struct zip_input input = {.path = path, .opened_us = clock_now_us()};
    /* O_NONBLOCK: opening a pipe must not wait for its writer. */
    input.descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (input.descriptor < 0 || fstat(input.descriptor, &input.state) != 0) {
        struct error reason = {0};
        enum status status = file_fail("read", path, &reason);
        zip_input_close(&input);
        return FAIL(error, status == STATUS_NOT_FOUND ? STATUS_UNAVAILABLE : status, "%s",
                    reason.message);
    }
    if (!S_ISREG(input.state.st_mode)) {
        zip_input_close(&input);
        return FAIL(error, STATUS_UNAVAILABLE, "cannot read '%s': it is no plain file", path);
    }
    input.left = (uint64_t)input.state.st_size;
    *out = input;
    return STATUS_OK;
}

void zip_input_close(struct zip_input *input)
{
    if (input->path != NULL && input->descriptor >= 0) {
        (void)close(input->descriptor);
    }
    input->path = NULL;
}

enum status zip_input_read(struct zip_input *input, char *bytes, size_t size, size_t *out_length,
                           struct error *error)
{
    size_t wanted = input->left < size ? (size_t)input->left : size;
    size_t length = 0;
    while (length < wanted) {
        ssize_t count = read(input->descriptor, bytes + length, wanted - length);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return file_fail("read", input->path, error);
        }
        if (count == 0) {
            break;
        }
        length += (size_t)count;
    }
    input->left -= length;
    *out_length = length;
    return STATUS_OK;
}

enum status zip_input_rewind(struct zip_input *input, struct error *error)
{
    input->left = (uint64_t)input->state.st_size;
    return lseek(input->descriptor, 0, SEEK_SET) == 0 ? STATUS_OK
                                                      : file_fail("read", input->path, error);
}

static bool is_same_time(const struct timespec *left, const struct timespec *right)
{
    return left->tv_sec == right->tv_sec && left->tv_nsec == right->tv_nsec;
}

enum status zip_input_check(const struct zip_input *input, struct error *error)
{
    struct stat now;
    if (fstat(input->descriptor, &now) != 0) {
        return file_fail("read", input->path, error);
    }
    if (now.st_size != input->state.st_size || !is_same_time(&now.st_mtim, &input->state.st_mtim) ||
        !is_same_time(&now.st_ctim, &input->state.st_ctim)) {
        return FAIL(error, STATUS_UNAVAILABLE, "'%s' was changed while it was read; build again",
                    input->path);
    }
    return STATUS_OK;
}

enum status zip_output_read_in(struct zip_output *output, struct zip_input *input,
                               uint32_t *out_crc, struct error *error)
{
    AUTO(free) char *chunk = mem_resize(NULL, 1, CHUNK_SIZE);
    uLong crc = crc32(0, NULL, 0);
    enum status status = STATUS_OK;
    for (size_t count = CHUNK_SIZE; status == STATUS_OK && count == CHUNK_SIZE;) {
        status = zip_input_read(input, chunk, CHUNK_SIZE, &count, error);
        if (status == STATUS_OK) {
            crc = crc32(crc, (const Bytef *)chunk, (uInt)count);
            status = zip_output_add(output, (struct text){chunk, count}, error);
            zip_output_tell(output, count);
        }
    }
    *out_crc = (uint32_t)crc;
    return status == STATUS_OK ? zip_input_check(input, error) : status;
}

/* The kernel cannot copy between all kinds of files, and says so in many ways; what really is wrong
 * comes up again when the rest is read and written. */
enum status zip_output_copy_in(struct zip_output *output, struct zip_input *input,
                               struct error *error)
{
    while (input->left > 0) {
        size_t step = input->left < COPY_STEP ? (size_t)input->left : COPY_STEP;
        ssize_t count = copy_file_range(input->descriptor, NULL, draft_descriptor(output->draft),
                                        NULL, step, 0);
        if (count <= 0) {
            break;
        }
        input->left -= (uint64_t)count;
        output->offset += (uint64_t)count;
        zip_output_tell(output, (uint64_t)count);
    }
    uint32_t crc_of_rest;
    return zip_output_read_in(output, input, &crc_of_rest, error);
}
