/* SPDX-License-Identifier: Apache-2.0 */

/* Sheets of packages that are there are made of what is read of them; those of packages in the
 * making of their entries, so that zip and sheets can get their places together. */
#include "commands/package_sheet.h"

#include "commands/open_package.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/draft.h"
#include "base/file.h"
#include "formats/package.h"
#include "opened/opened.h"
#include "sheet/sheet.h"
#include "targets/target.h"
#include "zip/zip_writer.h"

#include <string.h>
#include <sys/stat.h>

static const char *to_hex(const struct digest *digest, struct arena *arena)
{
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(digest, hex);
    return arena_copy_string(arena, hex);
}

static enum status read_digest(const struct opened *opened, const char **out, struct error *error)
{
    if (opened->kind != OPENED_ZIP) {
        return STATUS_OK;
    }
    struct digest digest;
    struct error reason = {0};
    if (file_digest(opened->name, &digest, &reason) != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    *out = to_hex(&digest, opened->arena);
    return STATUS_OK;
}

enum status package_sheet(const char *path, const struct target *lms, struct arena *arena,
                          const struct document **out, struct error *error)
{
    struct opened *opened = NULL;
    enum status status = open_package(path, arena, &opened, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct sheet_request request = {.opened = opened, .lms = lms};
    status = read_digest(opened, &request.sha256, error);
    return status == STATUS_OK ? sheet_make(&request, out, error) : status;
}

static const char *sheet_path(const char *path, const struct target *lms,
                              const struct sheet_format *format, struct arena *arena)
{
    struct text stem = text_of(path);
    if (text_ends_with(stem, ".zip")) {
        stem.length -= strlen(".zip");
    }
    return arena_print(arena, "%.*s-settings-%s%s", TEXT_ARGUMENTS(stem), lms->id, format->ending);
}

/* What the sheets of a package that was built tell. */
struct built {
    const struct package *package;
    const char *path; /* of its zip */
    uint64_t size;
    struct digest digest;
    const struct target *lms;
};

static enum status describe(const struct built *built, struct arena *arena,
                            const struct document **out, struct error *error)
{
    struct opened *opened = NULL;
    enum status status = opened_from_entries(built->path, built->package->entries,
                                             built->package->entry_count, arena, &opened, error);
    if (status != STATUS_OK) {
        return status;
    }
    opened->size = built->size; /* the zip's, as whoever opens it will see */
    const struct sheet_request request = {
        .opened = opened, .lms = built->lms, .sha256 = to_hex(&built->digest, arena)};
    return sheet_make(&request, out, error);
}

/* A sheet as its file is to hold it. */
struct sheet_file {
    const char *path;
    struct text text;
};

static enum status write_as(const struct document *document, const struct sheet_format *format,
                            struct arena *arena, struct text *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SHEET_MAX);
    format->write(document, &buffer);
    enum status status = buffer_check(&buffer, "the settings sheet", error);
    if (status == STATUS_OK) {
        *out = (struct text){arena_copy(arena, buffer_text(&buffer)), buffer.length};
    }
    return status;
}

static size_t count_formats(void)
{
    size_t count = 0;
    while (SHEET_FORMATS[count] != NULL) {
        count++;
    }
    return count;
}

/* One file a format. */
static enum status make_files(const struct built *built, struct arena *arena,
                              const struct sheet_file **out, struct error *error)
{
    const struct document *document = NULL;
    enum status status = describe(built, arena, &document, error);
    struct sheet_file *files = ARENA_ARRAY(arena, struct sheet_file, count_formats());
    for (size_t i = 0; status == STATUS_OK && SHEET_FORMATS[i] != NULL; i++) {
        files[i].path = sheet_path(built->path, built->lms, SHEET_FORMATS[i], arena);
        status = write_as(document, SHEET_FORMATS[i], arena, &files[i].text, error);
    }
    *out = files;
    return status;
}

/* `drafts` has room for one a format; what is made before a failure stands there too. */
static enum status draft_files(const struct built *built, struct arena *arena,
                               struct draft **drafts, struct error *error)
{
    const struct sheet_file *files = NULL;
    enum status status = make_files(built, arena, &files, error);
    struct error reason = {0};
    for (size_t i = 0; status == STATUS_OK && i < count_formats(); i++) {
        status = draft_open(files[i].path, &drafts[i], &reason);
        if (status == STATUS_OK) {
            status = draft_write(drafts[i], files[i].text, &reason);
        }
    }
    if (reason.status != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    return status;
}

enum status package_sheets_publish(const struct package *package, const char *path,
                                   struct zip_draft *zip, const struct target *lms,
                                   struct error *error)
{
    AUTO(zip_draft_discard) struct zip_draft *owned = zip;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct draft **drafts = ARENA_ARRAY(arena, struct draft *, count_formats());
    struct built built = {
        .package = package, .path = path, .size = zip_draft_size(zip), .lms = lms};
    enum status status = zip_draft_digest(zip, &built.digest, error);
    if (status == STATUS_OK) {
        status = draft_files(&built, arena, drafts, error);
    }
    if (status == STATUS_OK) {
        return zip_draft_publish(TAKE(owned), drafts, count_formats(), error);
    }
    for (size_t i = 0; SHEET_FORMATS[i] != NULL; i++) {
        draft_discard(drafts[i]);
    }
    return status;
}

/* One that is missing is written. */
static enum status verify_file(const struct sheet_file *file, struct error *error)
{
    struct error reason = {0};
    AUTO(buffer_finish) struct buffer there = BUFFER_INIT(SHEET_MAX);
    bool is_missing = !file_exists(file->path);
    enum status status = is_missing ? file_write_atomically(file->path, file->text, &reason)
                                    : file_read(file->path, SHEET_MAX, &there, &reason);
    if (status == STATUS_OK && (is_missing || text_equals(buffer_text(&there), file->text))) {
        return STATUS_OK;
    }
    return status == STATUS_OK || status == STATUS_TOO_LARGE
               ? FAIL(error, STATUS_CONFLICT,
                      "'%s' is not the settings sheet that is made of the package now; build it "
                      "again, and give the LMS's administrator the new one",
                      file->path)
               : FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
}

enum status package_sheets_verify(const struct package *package, const char *path,
                                  const struct digest *digest, const struct target *lms,
                                  struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct stat state;
    if (stat(path, &state) != 0) {
        return file_fail("read", path, error);
    }
    const struct built built = {.package = package,
                                .path = path,
                                .size = (uint64_t)state.st_size,
                                .digest = *digest,
                                .lms = lms};
    const struct sheet_file *files = NULL;
    enum status status = make_files(&built, arena, &files, error);
    for (size_t i = 0; status == STATUS_OK && i < count_formats(); i++) {
        status = verify_file(&files[i], error);
    }
    return status;
}
