/* SPDX-License-Identifier: Apache-2.0 */

/* Opens a package, has its sheet made, and writes it beside it. */
#include "commands/package_sheet.h"

#include "commands/open_package.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/digest.h"
#include "base/file.h"
#include "opened/opened.h"
#include "sheet/sheet.h"
#include "targets/target.h"

#include <string.h>

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
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(&digest, hex);
    *out = arena_copy_string(opened->arena, hex);
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

static enum status write_as(const struct document *document, const struct sheet_format *format,
                            const char *path, struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SHEET_MAX);
    format->write(document, &buffer);
    enum status status = buffer_check(&buffer, "the settings sheet", error);
    struct error reason = {0};
    if (status == STATUS_OK &&
        file_write_atomically(path, buffer_text(&buffer), &reason) != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "%s", reason.message);
    }
    return status;
}

enum status package_sheet_write(const char *path, const struct target *lms, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct document *document = NULL;
    enum status status = package_sheet(path, lms, arena, &document, error);
    for (size_t i = 0; status == STATUS_OK && SHEET_FORMATS[i] != NULL; i++) {
        status = write_as(document, SHEET_FORMATS[i],
                          sheet_path(path, lms, SHEET_FORMATS[i], arena), error);
    }
    return status;
}
