/* SPDX-License-Identifier: Apache-2.0 */

/* Holds packages against the limits of an LMS, and tells which files make a package large. */
#include "targets/target_limits.h"

#include "base/arena.h"
#include "targets/manifest_texts.h"
#include "targets/target.h"
#include "zip/zip_writer.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum {
    BUDGET_LINES_MAX = 30,
    /* What the player keeps at most, whatever the course: LIMIT in player/core/codec.mjs. */
    PLAYER_STATE_MAX = 4096,
    ZIP_ENTRY_BYTES = 30 + 46, /* its local and its central header, without the name in each */
    ZIP_END_BYTES = 22,
};

#define MANIFEST "imsmanifest.xml"

struct sized_file {
    const char *name;
    uint64_t size;
};

/* A package's files with their sizes, the largest first. */
struct sizes {
    struct sized_file *files;
    size_t count;
    uint64_t zip_bytes;
};

/* The package being checked. */
struct check {
    const struct target *target;
    const struct target_package *package;
    struct sizes sizes;
};

static enum status size_of(const struct zip_entry *entry, uint64_t *out, struct error *error)
{
    if (entry->file == NULL) {
        *out = entry->content.length;
        return STATUS_OK;
    }
    struct stat state;
    if (stat(entry->file, &state) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "cannot look at '%s': %s", entry->file,
                    strerror(errno)); // NOLINT(concurrency-mt-unsafe): one thread
    }
    *out = (uint64_t)state.st_size;
    return STATUS_OK;
}

static int compare_sizes(const void *left, const void *right)
{
    const struct sized_file *one = left;
    const struct sized_file *other = right;
    if (one->size != other->size) {
        return one->size < other->size ? 1 : -1;
    }
    return strcmp(one->name, other->name);
}

static enum status measure(const struct target_package *package, struct arena *arena,
                           struct sizes *out, struct error *error)
{
    struct sizes sizes = {.files = ARENA_ARRAY(arena, struct sized_file, package->entry_count),
                          .zip_bytes = ZIP_END_BYTES};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < package->entry_count; i++) {
        struct sized_file *file = &sizes.files[sizes.count++];
        file->name = package->entries[i].name;
        status = size_of(&package->entries[i], &file->size, error);
        sizes.zip_bytes += file->size + ZIP_ENTRY_BYTES + 2 * strlen(file->name);
    }
    if (status == STATUS_OK) {
        qsort(sizes.files, sizes.count, sizeof *sizes.files, compare_sizes);
        *out = sizes;
    }
    return status;
}

/* What is unknown limits nothing. */
static bool is_over(const struct check *check, enum target_limit_id id, uint64_t value)
{
    const struct target_limit *limit = &check->target->limits[id];
    return limit->fact.mark != TARGET_UNKNOWN && value > limit->max;
}

/* Fails with "ZIP: WHAT; LMS takes at most N UNIT (mark: source); REMEDY". */
static enum status refuse(const struct check *check, enum target_limit_id id, enum status status,
                          const char *what, const char *unit_and_remedy[static 2],
                          struct error *error)
{
    const struct target_limit *limit = &check->target->limits[id];
    return FAIL(error, status, "%s: %s; %s takes at most %" PRIu64 " %s (%s: %.150s); %s",
                check->package->file_name, what, check->target->name, limit->max,
                unit_and_remedy[0], target_mark_name(limit->fact.mark), limit->fact.source,
                unit_and_remedy[1]);
}

static enum status check_sizes(const struct check *check, struct arena *arena, struct error *error)
{
    const struct sizes *sizes = &check->sizes;
    if (sizes->count > 0 && is_over(check, TARGET_FILE_BYTES, sizes->files[0].size)) {
        const char *what = arena_print(arena, "'%s' has %" PRIu64 " bytes", sizes->files[0].name,
                                       sizes->files[0].size);
        return refuse(check, TARGET_FILE_BYTES, STATUS_TOO_LARGE, what,
                      (const char *[]){"bytes a file", "make that file smaller"}, error);
    }
    if (is_over(check, TARGET_FILE_COUNT, sizes->count)) {
        const char *what = arena_print(arena, "holds %zu files", sizes->count);
        return refuse(check, TARGET_FILE_COUNT, STATUS_TOO_LARGE, what,
                      (const char *[]){"files", "build one package a module with --module all"},
                      error);
    }
    if (is_over(check, TARGET_ZIP_BYTES, sizes->zip_bytes)) {
        const char *what =
            arena_print(arena, "would have up to %" PRIu64 " bytes, '%.100s' alone %" PRIu64,
                        sizes->zip_bytes, sizes->files[0].name, sizes->files[0].size);
        return refuse(check, TARGET_ZIP_BYTES, STATUS_TOO_LARGE, what,
                      (const char *[]){"bytes", "make its largest files smaller, leave videos "
                                                "out with --without-videos, or build one package "
                                                "a module with --module all"},
                      error);
    }
    return STATUS_OK;
}

/* Fails with "ZIP: the WHAT 'TEXT' has 'C', which LMS cannot take (mark: source); REMEDY". */
static enum status check_characters(const struct check *check, enum target_characters_id id,
                                    const char *text, const char *what_and_remedy[static 2],
                                    struct error *error)
{
    const char *found = target_find_forbidden(check->target, id, text);
    const struct target_fact *fact = &check->target->characters[id].fact;
    return found == NULL
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID,
                      "%s: the %s '%.100s' has '%c', which %s cannot take (%s: %.150s); %s",
                      check->package->file_name, what_and_remedy[0], text, *found,
                      check->target->name, target_mark_name(fact->mark), fact->source,
                      what_and_remedy[1]);
}

static enum status check_name_characters(const struct check *check, struct error *error)
{
    const struct target_package *package = check->package;
    enum status status =
        check_characters(check, TARGET_IN_ZIP_NAME, package->file_name,
                         (const char *[]){"name", "change the ids in course.json"}, error);
    for (size_t i = 0; status == STATUS_OK && i < package->entry_count; i++) {
        status = check_characters(check, TARGET_IN_PATH, package->entries[i].name,
                                  (const char *[]){"file name", "rename that file"}, error);
    }
    return status;
}

static enum status check_names(const struct check *check, struct arena *arena, struct error *error)
{
    const struct target_package *package = check->package;
    if (is_over(check, TARGET_ZIP_NAME, strlen(package->file_name))) {
        return refuse(check, TARGET_ZIP_NAME, STATUS_INVALID,
                      arena_print(arena, "its name has %zu characters", strlen(package->file_name)),
                      (const char *[]){"characters", "shorten the ids in course.json"}, error);
    }
    for (size_t i = 0; i < package->entry_count; i++) {
        const char *name = package->entries[i].name;
        if (is_over(check, TARGET_PATH, strlen(name))) {
            return refuse(
                check, TARGET_PATH, STATUS_INVALID,
                arena_print(arena, "the name '%.100s' has %zu characters", name, strlen(name)),
                (const char *[]){"characters", "rename that file"}, error);
        }
    }
    return STATUS_OK;
}

static enum status check_state(const struct check *check, struct error *error)
{
    if (!is_over(check, TARGET_SUSPEND_DATA, PLAYER_STATE_MAX)) {
        return STATUS_OK;
    }
    return refuse(check, TARGET_SUSPEND_DATA, STATUS_INVALID,
                  "its player may keep 4096 characters of suspend_data",
                  (const char *[]){"characters", "build one package a module with --module all, or "
                                                 "without --lms if its learners need no resume"},
                  error);
}

#define LEAVE_OUT " in course.json, or leave 'metadata' out of it"

/* What a manifest says and an LMS stores in columns of limited length. */
static const struct text_limit {
    enum manifest_text_kind kind;
    enum target_limit_id limit;
    enum target_characters_id characters; /* TARGET_CHARACTERS: any */
    const char *what;
    const char *remedy;
} TEXT_LIMITS[] = {
    {MANIFEST_TITLE, TARGET_TITLE, TARGET_IN_TITLE, "title", "change it in course.json"},
    {MANIFEST_IDENTIFIER, TARGET_IDENTIFIER, TARGET_IN_IDENTIFIER, "identifier",
     "change the ids of course and module in course.json"},
    {MANIFEST_LAUNCH_ADDRESS, TARGET_LAUNCH_ADDRESS, TARGET_IN_LAUNCH_ADDRESS, "launch address",
     "rename that file"},
    {MANIFEST_ENTRY, TARGET_METADATA_ENTRY, TARGET_CHARACTERS, "IRI", "shorten it" LEAVE_OUT},
    {MANIFEST_DESCRIPTION, TARGET_METADATA_DESCRIPTION, TARGET_CHARACTERS, "description",
     "shorten it" LEAVE_OUT},
    {MANIFEST_KEYWORDS, TARGET_METADATA_KEYWORDS, TARGET_CHARACTERS, "keywords together",
     "take some out" LEAVE_OUT},
    {MANIFEST_COPYRIGHT, TARGET_METADATA_COPYRIGHT, TARGET_CHARACTERS, "copyright",
     "shorten it" LEAVE_OUT},
    {MANIFEST_DURATION, TARGET_METADATA_DURATION, TARGET_CHARACTERS, "learning time",
     "leave 'metadata' out"},
};

static enum status check_text(const struct check *check, const struct manifest_text *text,
                              struct arena *arena, struct error *error)
{
    for (size_t i = 0; i < sizeof TEXT_LIMITS / sizeof *TEXT_LIMITS; i++) {
        const struct text_limit *row = &TEXT_LIMITS[i];
        size_t length = text_count_characters(text_of(text->text));
        if (row->kind != text->kind) {
            continue;
        }
        if (is_over(check, row->limit, length)) {
            const char *what = arena_print(arena, MANIFEST ": the %s '%.60s…' has %zu characters",
                                           row->what, text->text, length);
            return refuse(check, row->limit, STATUS_INVALID, what,
                          (const char *[]){"characters", row->remedy}, error);
        }
        if (row->characters != TARGET_CHARACTERS) {
            return check_characters(check, row->characters, text->text,
                                    (const char *[]){row->what, row->remedy}, error);
        }
    }
    return STATUS_OK;
}

static enum status check_manifest(const struct check *check, struct arena *arena,
                                  struct error *error)
{
    const struct target_package *package = check->package;
    const struct manifest_text *texts = NULL;
    for (size_t i = 0; i < package->entry_count; i++) {
        if (strcmp(package->entries[i].name, MANIFEST) == 0) {
            enum status status =
                manifest_texts_read(package->entries[i].content, arena, &texts, error);
            if (status != STATUS_OK) {
                return status;
            }
        }
    }
    enum status status = STATUS_OK;
    for (; status == STATUS_OK && texts != NULL; texts = texts->next) {
        status = check_text(check, texts, arena, error);
    }
    return status;
}

enum status target_check_package(const struct target *target, const struct target_package *package,
                                 struct arena *arena, struct error *error)
{
    struct check check = {.target = target, .package = package};
    enum status status = measure(package, arena, &check.sizes, error);
    if (status == STATUS_OK) {
        status = check_sizes(&check, arena, error);
    }
    if (status == STATUS_OK) {
        status = check_names(&check, arena, error);
    }
    if (status == STATUS_OK) {
        status = check_name_characters(&check, error);
    }
    if (status == STATUS_OK) {
        status = check_manifest(&check, arena, error);
    }
    return status == STATUS_OK ? check_state(&check, error) : status;
}

enum status target_budget(const struct target_package *package, struct arena *arena,
                          const char **out, struct error *error)
{
    struct sizes sizes = {0};
    enum status status = measure(package, arena, &sizes, error);
    if (status != STATUS_OK) {
        return status;
    }
    const char *lines =
        arena_print(arena, "%s: %" PRIu64 " bytes\n", package->file_name, sizes.zip_bytes);
    uint64_t rest = sizes.zip_bytes;
    size_t shown = sizes.count < BUDGET_LINES_MAX ? sizes.count : BUDGET_LINES_MAX;
    for (size_t i = 0; i < shown; i++) {
        const struct sized_file *file = &sizes.files[i];
        double share = 100.0 * (double)file->size / (double)sizes.zip_bytes;
        lines = arena_print(arena, "%s%14" PRIu64 " %5.1f%%  %s\n", lines, file->size, share,
                            file->name);
        rest -= file->size;
    }
    *out = arena_print(arena, "%s%14" PRIu64 " %5.1f%%  %zu more files and the zip's own tables\n",
                       lines, rest, 100.0 * (double)rest / (double)sizes.zip_bytes,
                       sizes.count - shown);
    return STATUS_OK;
}
