/* SPDX-License-Identifier: Apache-2.0 */

/* Quotes around a field let it hold commas; AICC has no way to write a quote in it, but programs
 * double it, as elsewhere. */
#include "opened/comma_file.h"

#include "base/arena.h"

#include <string.h>
#include <strings.h>

/* Where a field ends that begins at the front of `line`. */
static size_t length_of_field(struct text line)
{
    bool is_inside = false; /* of quotes */
    size_t length = 0;
    while (length < line.length && (is_inside || line.data[length] != ',')) {
        is_inside ^= line.data[length] == '"';
        length++;
    }
    return length;
}

/* Parts a line; empty lines have no field. */
static size_t part(struct text line, struct text fields[static COMMA_COLUMNS_MAX])
{
    size_t count = 0;
    line = text_trim(line);
    while (line.length > 0 && count < COMMA_COLUMNS_MAX) {
        size_t length = length_of_field(line);
        fields[count++] = text_trim((struct text){line.data, length});
        size_t used = length < line.length ? length + 1 : length;
        line.data += used;
        line.length -= used;
    }
    return count;
}

struct comma_file comma_file_begin(struct text text, struct arena *arena)
{
    struct comma_file file = {.arena = arena, .rest = text};
    struct text line;
    while (file.column_count == 0 && text_split(&file.rest, '\n', &line)) {
        file.line++;
        file.column_count = part(line, file.columns);
    }
    return file;
}

bool comma_file_next(struct comma_file *file)
{
    struct text line;
    while (file->rows < COMMA_ROWS_MAX && text_split(&file->rest, '\n', &line)) {
        file->line++;
        file->field_count = part(line, file->fields);
        if (file->field_count > 0) {
            file->rows++;
            return true;
        }
    }
    return false;
}

static bool is_quoted(struct text field)
{
    return field.length >= 2 && field.data[0] == '"' && text_ends_with(field, "\"");
}

struct text comma_file_bare(struct text field)
{
    return is_quoted(field) ? (struct text){field.data + 1, field.length - 2} : field;
}

/* With doubled quotes single, if it is quoted. */
static const char *unquote(struct text field, struct arena *arena)
{
    char *value = arena_copy(arena, comma_file_bare(field));
    char *out = value;
    for (const char *at = value; *at != '\0'; at++) {
        at += is_quoted(field) && at[0] == '"' && at[1] == '"' ? 1 : 0;
        *out++ = *at;
    }
    *out = '\0';
    return value;
}

bool comma_file_is_named(struct text column, const char *name)
{
    struct text found = comma_file_bare(column);
    return found.length == strlen(name) && strncasecmp(found.data, name, found.length) == 0;
}

const char *comma_file_value(const struct comma_file *file, const char *column)
{
    for (size_t i = 0; i < file->column_count && i < file->field_count; i++) {
        if (comma_file_is_named(file->columns[i], column)) {
            const char *value = unquote(file->fields[i], file->arena);
            return value[0] != '\0' ? value : NULL;
        }
    }
    return NULL;
}
