/* SPDX-License-Identifier: Apache-2.0 */

/* Zip files in one pass over the content: small entries are packed by a crew ahead of the writing,
 * large files go straight from their file into the zip. */
#include "zip/zip_writer.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "zip/crew.h"
#include "zip/zip_known.h"
#include "zip/zip_large.h"
#include "zip/zip_member.h"
#include "zip/zip_names.h"
#include "zip/zip_output.h"
#include "zip/zip_records.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
    LEAD = 16, /* entries packed ahead, of ZIP_MEMBER_FILE_MAX at most if from files */
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

/* One entry on its way into the zip. */
struct job {
    const struct zip_entry *entry;
    bool is_small;
    struct zip_member member; /* if it is small and `status` is OK */
    enum status status;
    char *message; /* unless `status` is OK */
};

struct writer {
    struct zip_output *output;
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
    job->status = zip_member_pack(job->entry, writer->output->options->cache, &job->member, &error);
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
    enum status status = zip_output_add(writer->output, local_header(writer, record), error);
    if (status == STATUS_OK) {
        status = zip_output_add(writer->output, member->bytes, error);
    }
    zip_output_tell(writer->output, member->size);
    zip_member_finish(&job->member);
    return status;
}

static enum status add(struct writer *writer, struct job *job, struct error *error)
{
    struct zip_record record = {.name = job->entry->name, .offset = writer->output->offset};
    enum status status = job->is_small ? add_small(writer, job, &record, error)
                                       : zip_large_add(writer->output, job->entry, &record, error);
    if (status == STATUS_OK) {
        zip_record_central(&writer->directory, &record);
    }
    if (writer->output->differs) {
        writer->output->different = record.name;
    }
    return status;
}

static enum status add_all(struct writer *writer, struct error *error)
{
    const struct crew_work work = {.count = writer->count,
                                   .lead = LEAD,
                                   .threads = writer->output->options->threads,
                                   .run = pack,
                                   .context = writer};
    AUTO(crew_end) struct crew *crew = crew_begin(&work);
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && !writer->output->differs && i < writer->count; i++) {
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
        .count = writer->count, .offset = writer->output->offset, .size = writer->directory.length};
    zip_record_end(&writer->directory, &directory);
    enum status status = buffer_check(&writer->directory, "the directory of the zip", error);
    return status == STATUS_OK
               ? zip_output_add(writer->output, buffer_text(&writer->directory), error)
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
        writer->output->total += size_of(&entries[i]);
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

/* Adds all that a zip of `entries` holds to an output that is open. */
static enum status fill(struct zip_output *output, const struct zip_entry *entries, size_t count,
                        struct error *error)
{
    struct writer writer = {.output = output,
                            .count = count,
                            .header = BUFFER_INIT(ZIP_HEADER_MAX),
                            .directory = BUFFER_INIT(SIZE_MAX / 2)};
    begin_jobs(&writer, entries);
    enum status status = add_all(&writer, error);
    if (status == STATUS_OK) {
        status = add_directory(&writer, error);
    }
    end_jobs(&writer);
    return status;
}

/* A zip on its way to its place. */
struct zip_draft {
    const char *path;
    const struct zip_entry *entries;
    size_t count;
    const struct zip_options *options;
    struct draft *draft; /* NULL: what stands at `path` is the zip already */
    uint64_t size;
    bool is_known; /* whether `recipe` tells what it is made of */
    struct digest recipe;
};

static enum status write_new(struct zip_draft *zip, struct error *error)
{
    struct error reason = {0};
    if (draft_open(zip->path, &zip->draft, &reason) != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    struct zip_output output = {.draft = zip->draft, .options = zip->options};
    enum status status = fill(&output, zip->entries, zip->count, error);
    zip->size = output.offset;
    return status;
}

static bool stands_already(struct zip_draft *zip)
{
    struct stat state;
    if (!zip_is_made(zip->options->cache, &zip->recipe, zip->path) ||
        stat(zip->path, &state) != 0) {
        return false;
    }
    zip->size = (uint64_t)state.st_size;
    return true;
}

/* The recipe is taken before and after: if it is the same, and of files that had settled before,
 * then what was read in between is what it tells. */
static enum status write_by_recipe(struct zip_draft *zip, struct error *error)
{
    int64_t now_us = clock_now_us();
    zip->is_known = zip_recipe(zip->entries, zip->count, now_us, &zip->recipe);
    if (zip->is_known && stands_already(zip)) {
        return STATUS_OK;
    }
    enum status status = write_new(zip, error);
    struct digest after;
    zip->is_known = status == STATUS_OK && zip->is_known &&
                    zip_recipe(zip->entries, zip->count, now_us, &after) &&
                    memcmp(zip->recipe.bytes, after.bytes, DIGEST_SIZE) == 0;
    return status;
}

enum status zip_draft_make(const char *path, const struct zip_entry *entries, size_t count,
                           const struct zip_options *options, struct zip_draft **out,
                           struct error *error)
{
    enum status status = zip_names_check(entries, count, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(zip_draft_discard) struct zip_draft *zip = MEM_NEW(struct zip_draft);
    *zip = (struct zip_draft){.path = path, .entries = entries, .count = count, .options = options};
    status = options->cache != NULL ? write_by_recipe(zip, error) : write_new(zip, error);
    if (status == STATUS_OK) {
        *out = TAKE(zip);
    }
    return status;
}

uint64_t zip_draft_size(const struct zip_draft *zip)
{
    return zip->size;
}

enum status zip_draft_digest(struct zip_draft *zip, struct digest *out, struct error *error)
{
    struct cache *cache = zip->options->cache;
    if (zip->is_known && zip_digest_find(cache, &zip->recipe, out)) {
        return STATUS_OK;
    }
    struct error reason = {0};
    enum status status = zip->draft != NULL ? draft_digest(zip->draft, out, &reason)
                                            : file_digest(zip->path, out, &reason);
    if (status != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    if (zip->is_known) {
        zip_digest_keep(cache, &zip->recipe, out);
    }
    return STATUS_OK;
}

enum status zip_draft_publish(struct zip_draft *zip, struct draft *const *beside, size_t count,
                              struct error *error)
{
    AUTO(zip_draft_discard) struct zip_draft *owned = zip;
    AUTO(free) struct draft **drafts = mem_zeroed(count + 1, sizeof(struct draft *));
    bool is_new = zip->draft != NULL;
    drafts[0] = TAKE(zip->draft);
    for (size_t i = 0; i < count; i++) {
        drafts[i + 1] = beside[i];
    }
    enum status status = draft_publish_all(drafts, count + 1, error);
    if (status == STATUS_OK && is_new && zip->is_known) {
        zip_note_made(zip->options->cache, &zip->recipe, zip->path);
    }
    return status;
}

void zip_draft_discard(struct zip_draft *zip)
{
    if (zip != NULL) {
        draft_discard(zip->draft);
        free(zip);
    }
}

enum status zip_write_with(const char *path, const struct zip_entry *entries, size_t count,
                           const struct zip_options *options, struct error *error)
{
    AUTO(zip_draft_discard) struct zip_draft *zip = NULL;
    enum status status = zip_draft_make(path, entries, count, options, &zip, error);
    return status == STATUS_OK ? zip_draft_publish(TAKE(zip), NULL, 0, error) : status;
}

enum status zip_write(const char *path, const struct zip_entry *entries, size_t count,
                      struct error *error)
{
    const struct zip_options options = {0};
    return zip_write_with(path, entries, count, &options, error);
}

enum status zip_verify(const char *path, const struct zip_entry *entries, size_t count,
                       const struct zip_options *options, struct error *error)
{
    enum status status = zip_names_check(entries, count, error);
    AUTO(zip_input_close) struct zip_input existing = {0};
    if (status == STATUS_OK) {
        status = zip_input_open(path, &existing, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const struct zip_options fresh = {
        .threads = options->threads, .watch = options->watch, .context = options->context};
    struct zip_output output = {.compared = &existing, .options = &fresh};
    status = fill(&output, entries, count, error);
    return status == STATUS_OK ? zip_output_compare_end(&output, error) : status;
}
