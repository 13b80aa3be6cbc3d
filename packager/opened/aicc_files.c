/* SPDX-License-Identifier: Apache-2.0 */

/* Finds an AICC course's files, and what its course file says. */
#include "opened/aicc_files.h"

#include "base/arena.h"

#include <string.h>
#include <strings.h>

static bool ends_loosely(const char *path, const char *ending)
{
    size_t length = strlen(path);
    return length > strlen(ending) && strcasecmp(path + length - strlen(ending), ending) == 0;
}

struct opened_file *aicc_find_course(const struct opened *opened)
{
    struct opened_file *found = NULL;
    for (size_t i = 0; i < opened->file_count; i++) {
        struct opened_file *file = opened->by_path[i];
        if (ends_loosely(file->path, ".crs") &&
            (found == NULL || strlen(file->path) < strlen(found->path))) {
            found = file;
        }
    }
    return found;
}

struct opened_file *aicc_file_beside(const struct opened *opened, const struct opened_file *course,
                                     const char *ending)
{
    struct text stem = {course->path, strlen(course->path) - strlen(".crs")};
    return opened_find_folded(opened,
                              arena_print(opened->arena, "%.*s%s", TEXT_ARGUMENTS(stem), ending));
}

struct text aicc_text(const struct opened *opened, const struct opened_file *file)
{
    struct text text = {"", 0};
    if (file != NULL && opened_text(opened, file, opened->arena, &text, NULL) != STATUS_OK) {
        return (struct text){"", 0};
    }
    return text;
}

static bool is_loosely(struct text text, const char *string)
{
    return text.length == strlen(string) && strncasecmp(text.data, string, text.length) == 0;
}

struct aicc_setting aicc_find_setting(struct text course, const char *group, const char *name,
                                      struct arena *arena)
{
    const char *heading = arena_print(arena, "[%s]", group);
    bool is_inside = false;
    struct text line;
    for (size_t number = 1; text_split(&course, '\n', &line); number++) {
        line = text_trim(line);
        if (text_starts_with(line, "[")) {
            is_inside = is_loosely(line, heading);
        }
        struct text key = {"", 0};
        struct text rest = line;
        (void)text_split(&rest, '=', &key);
        if (is_inside && rest.data != NULL && is_loosely(text_trim(key), name)) {
            return (struct aicc_setting){arena_copy(arena, text_trim(rest)), number};
        }
    }
    return (struct aicc_setting){0};
}
