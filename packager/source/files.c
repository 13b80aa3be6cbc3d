/* SPDX-License-Identifier: Apache-2.0 */

/* Names, reads and resolves the files of a course source. */
#include "source/files.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

enum status source_read_text(const struct source *source, const char *path, struct text *out,
                             struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SOURCE_TEXT_MAX);
    const char *name = source_name(source, path);
    enum status status = file_read(name, SOURCE_TEXT_MAX, &buffer, error);
    if (status != STATUS_OK) {
        return status;
    }
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
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s", source_name(source, reference->from),
                reference->line, message);
}

/* LMSs unpack on systems that fold case or drop other characters. */
static bool name_is_safe(const char *path)
{
    return path[strspn(path, "abcdefghijklmnopqrstuvwxyz0123456789._-/")] == '\0';
}

enum status reference_resolve(const struct source *source, const struct reference *reference,
                              const char **out_path, struct error *error)
{
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
                              "digits, '.', '_' and '-'",
                              reference->to);
    }
    if (!file_exists(source_name(source, resolved))) {
        return reference_fail(source, reference, error, "there is no file '%s' (looked for '%s')",
                              reference->to, source_name(source, resolved));
    }
    *out_path = arena_copy_string(source->arena, resolved);
    return STATUS_OK;
}
