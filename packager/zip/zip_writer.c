/* SPDX-License-Identifier: Apache-2.0 */

/* Zip files in one pass over the content: small entries are packed by a crew ahead of the writing,
 * large files go straight from their file into the zip. */
#include "zip/zip_writer.h"

#include "base/clock.h"
#include "base/mem.h"
#include "zip/crew.h"
#include "zip/deflater.h"
#include "zip/zip_known.h"
#include "zip/zip_member.h"
#include "zip/zip_output.h"
#include "zip/zip_records.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
    CHUNK_SIZE = 64 * 1024,
    LEAD = 16, /* entries packed ahead, of ZIP_MEMBER_FILE_MAX at most if from files */
    HEADER_MAX = ZIP_NAME_MAX + 128, /* of one entry */
};

static int compare_names(const void *left, const void *right)
{
    const struct zip_entry *first = left;
    const struct zip_entry *second = right;
    return strcmp(first->name, second->name);
}

void zip_sort(struct zip_entry *entries, size_t count, const char *first)
{
    qsort(entries, count, sizeof *entries, compare_names);
    for (size_t i = 0; first != NULL && i < count; i++) {
        if (strcmp(entries[i].name, first) == 0) {
            struct zip_entry moved = entries[i];
            memmove(entries + 1, entries, i * sizeof *entries);
            entries[0] = moved;
            return;
        }
    }
}

/* LMSs unpack on every kind of file system and put names into URLs and scripts: only what is safe
 * everywhere goes in. */
static bool name_is_safe(const char *name)
{
    const char *allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    return name[0] != '\0' && name[0] != '/' && name[strspn(name, allowed)] == '\0' &&
           strstr(name, "..") == NULL && strstr(name, "//") == NULL &&
           name[strlen(name) - 1] != '/' && strlen(name) <= ZIP_NAME_MAX;
}

static int compare_texts(const void *left, const void *right)
{
    const char *const *first = left;
    const char *const *second = right;
    return strcmp(*first, *second);
}

static enum status check_names(const struct zip_entry *entries, size_t count, struct error *error)
{
    AUTO(free) const char **names = mem_zeroed(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = entries[i].name;
        if (!name_is_safe(names[i])) {
            return FAIL(error, STATUS_INVALID,
                        "'%s' cannot be the name of a file in a package; use letters, digits, '.', "
                        "'_' and '-'",
                        names[i]);
        }
    }
    qsort(names, count, sizeof *names, compare_texts);
    for (size_t i = 0; i + 1 < count; i++) {
        if (strcmp(names[i], names[i + 1]) == 0) {
            return FAIL(error, STATUS_INVALID, "'%s' would stand twice in the package", names[i]);
        }
    }
    return STATUS_OK;
}

/* One entry on its way into the zip. */
struct job {
    const struct zip_entry *entry;
    bool is_small;
    struct zip_member member; /* if it is small and `status` is OK */
    enum status status;
    char *message; /* unless `status` is OK */
};

struct writer {
    struct zip_output output;
    struct job *jobs;
    size_t count;
    struct buffer header;
    struct buffer directory;
};

static void pack(void *context, size_t item)
{
    const struct writer *writer = context;
    struct job *job = &writer->jobs[item];
    if (!job->is_small) {
        return;
    }
    struct error error = {0};
    job->status = zip_member_pack(job->entry, writer->output.options->cache, &job->member, &error);
    if (job->status != STATUS_OK) {
        job->message = mem_copy_string(error.message);
    }
}

static struct text local_header(struct writer *writer, const struct zip_record *record)
{
    buffer_clear(&writer->header);
    zip_record_local(&writer->header, record);
    return buffer_text(&writer->header);
}

static enum status add_small(struct writer *writer, struct job *job, struct zip_record *record,
                             struct error *error)
{
    if (job->status != STATUS_OK) {
        return FAIL(error, job->status, "%s", job->message);
    }
    const struct zip_member *member = &job->member;
    record->method = member->method;
    record->crc = member->crc;
    record->size = member->size;
    record->packed_size = member->bytes.length;
    enum status status = zip_output_add(&writer->output, local_header(writer, record), error);
    if (status == STATUS_OK) {
        status = zip_output_add(&writer->output, member->bytes, error);
    }
    zip_output_tell(&writer->output, member->size);
    zip_member_finish(&job->member);
    return status;
}

/* Deflates a file that is too large for memory. */
static enum status deflate_in(struct writer *writer, struct zip_input *input,
                              struct zip_record *record, struct error *error)
{
    AUTO(deflater_destroy) struct deflater *deflater = deflater_create();
    AUTO(buffer_finish) struct buffer packed = BUFFER_INIT(SIZE_MAX / 2);
    AUTO(free) char *chunk = mem_resize(NULL, 1, CHUNK_SIZE);
    uLong crc = crc32(0, NULL, 0);
    uint64_t begin = writer->output.offset;
    for (size_t count = CHUNK_SIZE; count == CHUNK_SIZE;) {
        enum status status = zip_input_read(input, chunk, CHUNK_SIZE, &count, error);
        if (status != STATUS_OK) {
            return status;
        }
        crc = crc32(crc, (const Bytef *)chunk, (uInt)count);
        buffer_clear(&packed);
        deflater_add(deflater, (struct text){chunk, count}, count < CHUNK_SIZE, &packed);
        status = zip_output_add(&writer->output, buffer_text(&packed), error);
        if (status != STATUS_OK) {
            return status;
        }
        zip_output_tell(&writer->output, count);
    }
    record->method = ZIP_METHOD_DEFLATED;
    record->crc = (uint32_t)crc;
    record->packed_size = writer->output.offset - begin;
    return zip_input_check(input, error);
}

/* The whole of `input` as it is. */
static enum status store_in(struct writer *writer, struct zip_input *input, uint32_t *crc,
                            struct error *error)
{
    struct cache *cache = writer->output.options->cache;
    if (cache != NULL && zip_crc_find(cache, &input->state, crc)) {
        return zip_output_copy_in(&writer->output, input, error);
    }
    enum status status = zip_output_read_in(&writer->output, input, crc, error);
    if (status == STATUS_OK && cache != NULL) {
        zip_crc_keep(cache, &input->state, input->opened_us, *crc);
    }
    return status;
}

/* What deflating makes no smaller is stored after all. */
static enum status add_content(struct writer *writer, enum zip_packing packing,
                               struct zip_input *input, struct zip_record *record,
                               struct error *error)
{
    if (packing == ZIP_STORED) {
        return store_in(writer, input, &record->crc, error);
    }
    uint64_t begin = writer->output.offset;
    enum status status = deflate_in(writer, input, record, error);
    if (status != STATUS_OK || record->packed_size < record->size) {
        return status;
    }
    record->method = ZIP_METHOD_STORED;
    record->packed_size = record->size;
    writer->output.done -= (int64_t)record->size;
    status = zip_output_return(&writer->output, begin, error);
    if (status == STATUS_OK) {
        status = zip_input_rewind(input, error);
    }
    return status == STATUS_OK ? store_in(writer, input, &record->crc, error) : status;
}

/* The header is written before the content, and again when its values are known. */
static enum status add_large(struct writer *writer, const struct zip_entry *entry,
                             struct zip_record *record, struct error *error)
{
    AUTO(zip_input_close) struct zip_input input = {0};
    enum status status = zip_input_open(entry->file, &input, error);
    if (status != STATUS_OK) {
        return status;
    }
    record->size = (uint64_t)input.state.st_size;
    record->packed_size = record->size;
    status = zip_output_add(&writer->output, local_header(writer, record), error);
    if (status == STATUS_OK) {
        status = add_content(writer, entry->packing, &input, record, error);
    }
    return status == STATUS_OK ? zip_output_replace(&writer->output, record->offset,
                                                    local_header(writer, record), error)
                               : status;
}

static enum status add(struct writer *writer, struct job *job, struct error *error)
{
    struct zip_record record = {.name = job->entry->name, .offset = writer->output.offset};
    enum status status = job->is_small ? add_small(writer, job, &record, error)
                                       : add_large(writer, job->entry, &record, error);
    if (status == STATUS_OK) {
        zip_record_central(&writer->directory, &record);
    }
    return status;
}

static enum status add_all(struct writer *writer, struct error *error)
{
    const struct crew_work work = {.count = writer->count,
                                   .lead = LEAD,
                                   .threads = writer->output.options->threads,
                                   .run = pack,
                                   .context = writer};
    AUTO(crew_end) struct crew *crew = crew_begin(&work);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < writer->count; i++) {
        if (writer->jobs[i].is_small) {
            crew_wait(crew, i);
        }
        status = add(writer, &writer->jobs[i], error);
    }
    return status;
}

static enum status add_directory(struct writer *writer, struct error *error)
{
    const struct zip_directory directory = {
        .count = writer->count, .offset = writer->output.offset, .size = writer->directory.length};
    zip_record_end(&writer->directory, &directory);
    enum status status = buffer_check(&writer->directory, "the directory of the zip", error);
    return status == STATUS_OK
               ? zip_output_add(&writer->output, buffer_text(&writer->directory), error)
               : status;
}

static int64_t size_of(const struct zip_entry *entry)
{
    struct stat state;
    if (entry->file == NULL) {
        return (int64_t)entry->content.length;
    }
    return stat(entry->file, &state) == 0 ? state.st_size : 0;
}

static void begin_jobs(struct writer *writer, const struct zip_entry *entries)
{
    writer->jobs = mem_zeroed(writer->count + 1, sizeof *writer->jobs);
    for (size_t i = 0; i < writer->count; i++) {
        writer->jobs[i].entry = &entries[i];
        writer->jobs[i].is_small = zip_member_is_small(&entries[i]);
        writer->output.total += size_of(&entries[i]);
    }
}

static void end_jobs(struct writer *writer)
{
    for (size_t i = 0; i < writer->count; i++) {
        zip_member_finish(&writer->jobs[i].member);
        free(writer->jobs[i].message);
    }
    free(writer->jobs);
    buffer_finish(&writer->header);
    buffer_finish(&writer->directory);
}

static enum status write_new(const char *path, const struct zip_entry *entries, size_t count,
                             const struct zip_options *options, struct error *error)
{
    struct error reason = {0};
    AUTO(draft_discard) struct draft *draft = NULL;
    if (draft_open(path, &draft, &reason) != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    struct writer writer = {.output = {.draft = draft, .options = options},
                            .count = count,
                            .header = BUFFER_INIT(HEADER_MAX),
                            .directory = BUFFER_INIT(SIZE_MAX / 2)};
    begin_jobs(&writer, entries);
    enum status status = add_all(&writer, error);
    if (status == STATUS_OK) {
        status = add_directory(&writer, error);
    }
    end_jobs(&writer);
    return status == STATUS_OK ? draft_publish(TAKE(draft), error) : status;
}

/* The recipe is taken before and after: if it is the same, and of files that had settled before,
 * then what was read in between is what it tells. */
enum status zip_write_with(const char *path, const struct zip_entry *entries, size_t count,
                           const struct zip_options *options, struct error *error)
{
    enum status status = check_names(entries, count, error);
    if (status != STATUS_OK || options->cache == NULL) {
        return status == STATUS_OK ? write_new(path, entries, count, options, error) : status;
    }
    int64_t now_us = clock_now_us();
    struct digest before;
    bool is_known = zip_recipe(entries, count, now_us, &before);
    if (is_known && zip_is_made(options->cache, &before, path)) {
        return STATUS_OK;
    }
    status = write_new(path, entries, count, options, error);
    struct digest after;
    if (status == STATUS_OK && is_known && zip_recipe(entries, count, now_us, &after) &&
        memcmp(before.bytes, after.bytes, DIGEST_SIZE) == 0) {
        zip_note_made(options->cache, &before, path);
    }
    return status;
}

enum status zip_write(const char *path, const struct zip_entry *entries, size_t count,
                      struct error *error)
{
    const struct zip_options options = {0};
    return zip_write_with(path, entries, count, &options, error);
}
