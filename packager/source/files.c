/* SPDX-License-Identifier: Apache-2.0 */

/* Names, reads and resolves the files of a course source. */
#include "source/files.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "source/keys.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *source_name(const struct source *source, const char *path)
{
    AUTO(free) char *joined = path_join(source->folder, path);
    return arena_copy_string(source->arena, joined);
}

/* The line (from 1) of the first byte that makes `text` no UTF-8, or of the first NUL; 0 if there
 * is none. */
static size_t find_bad_line(struct text text)
{
    struct text rest = text;
    struct text line;
    for (size_t number = 1; text_split(&rest, '\n', &line); number++) {
        bool has_nul = line.length > 0 && memchr(line.data, '\0', line.length) != NULL;
        if (has_nul || !text_is_utf8(line)) {
            return number;
        }
    }
    return 0;
}

/* A course that somebody else made must not fetch files of this machine into its packages. */
static bool stays_inside(const struct source *source, const char *path)
{
    AUTO(free) char *folder = realpath(source->folder[0] != '\0' ? source->folder : ".", NULL);
    AUTO(free) char *file = realpath(source_name(source, path), NULL);
    if (folder == NULL || file == NULL) {
        return false;
    }
    size_t length = strcmp(folder, "/") == 0 ? 0 : strlen(folder);
    return strncmp(file, folder, length) == 0 && file[length] == '/';
}

static enum status read_bytes(const struct source *source, const char *path, struct buffer *buffer,
                              struct error *error)
{
    const char *name = source_name(source, path);
    enum status status = file_read(name, SOURCE_TEXT_MAX, buffer, error);
    if (status == STATUS_TOO_LARGE) {
        return FAIL(error, status, "%s:1: the file is larger than %d MiB; part it in two", name,
                    SOURCE_TEXT_MAX >> 20);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!stays_inside(source, path)) {
        return FAIL(error, STATUS_INVALID,
                    "%s:1: the file is a link that leads out of the course folder; put the file "
                    "itself there",
                    name);
    }
    return STATUS_OK;
}

enum status source_read_text(const struct source *source, const char *path, struct text *out,
                             struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SOURCE_TEXT_MAX);
    enum status status = read_bytes(source, path, &buffer, error);
    if (status != STATUS_OK) {
        return status;
    }
    const char *name = source_name(source, path);
    size_t bad_line = find_bad_line(buffer_text(&buffer));
    if (bad_line != 0) {
        return FAIL(error, STATUS_INVALID,
                    "%s:%zu: the line is not UTF-8 text; save the file as UTF-8", name, bad_line);
    }
    *out = (struct text){arena_copy(source->arena, buffer_text(&buffer)), buffer.length};
    return STATUS_OK;
}

PRINTF_LIKE(4, 5)
enum status reference_fail(const struct source *source, const struct reference *reference,
                           struct error *error, const char *format, ...)
{
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (reference->place != NULL) {
        return place_fail(reference->place, error, "%s", message);
    }
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s", source_name(source, reference->from),
                reference->line, message);
}

/* LMSs unpack on systems that fold case or drop other characters; names that begin with '.' are
 * hidden on some and not served, and ".." looks like an attack to unpackers. */
static bool name_is_safe(const char *path)
{
    return path[0] != '.' && strstr(path, "/.") == NULL && strstr(path, "..") == NULL &&
           path[strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789._-/")] == '\0';
}

static enum status check_file(const struct source *source, const struct reference *reference,
                              const char *path, struct error *error)
{
    const char *name = source_name(source, path);
    struct stat state;
    if (stat(name, &state) != 0) {
        return reference_fail(source, reference, error, "there is no file '%s' (looked for '%s')",
                              reference->to, name);
    }
    if (!S_ISREG(state.st_mode)) {
        return reference_fail(source, reference, error,
                              "'%s' is a folder or device; name a file of the course",
                              reference->to);
    }
    if (!stays_inside(source, path)) {
        return reference_fail(source, reference, error,
                              "'%s' is a link that leads out of the course folder; put the file "
                              "itself there",
                              reference->to);
    }
    return STATUS_OK;
}

enum status reference_resolve(const struct source *source, const struct reference *reference,
                              const char **out_path, struct error *error)
{
    if (strchr(reference->to, '\\') != NULL) {
        return reference_fail(source, reference, error, "'%s' has a backslash; write '/' for it",
                              reference->to);
    }
    AUTO(free) char *resolved = path_resolve(reference->from, reference->to);
    if (resolved == NULL) {
        return reference_fail(
            source, reference, error,
            "'%s' leads out of the course folder; name a file inside it, relative "
            "to this one",
            reference->to);
    }
    if (!name_is_safe(resolved)) {
        return reference_fail(source, reference, error,
                              "'%s' has a name that not every LMS can unpack; use small letters, "
                              "digits, '_', '-' and single '.' inside",
                              reference->to);
    }
    enum status status = check_file(source, reference, resolved, error);
    if (status == STATUS_OK) {
        *out_path = arena_copy_string(source->arena, resolved);
    }
    return status;
}
