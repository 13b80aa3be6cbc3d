/* SPDX-License-Identifier: Apache-2.0 */

/* AICC course interchange files: NAME.crs tells the course, NAME.au its assignable units, NAME.des
 * their titles. Who writes them agrees on no capitals, so none count. */
#include "opened/structure.h"

#include "base/arena.h"
#include "opened/comma_file.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct title {
    const char *id;
    const char *text;
};

/* Sorted by id. */
struct titles {
    struct title *rows;
    size_t count;
};

static bool ends_loosely(const char *path, const char *ending)
{
    size_t length = strlen(path);
    return length > strlen(ending) && strcasecmp(path + length - strlen(ending), ending) == 0;
}

/* The one nearest to the root. */
static struct opened_file *find_course(const struct opened *opened)
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

/* The text of the file beside `course` that has another ending; nothing if it cannot be had. */
static struct text text_beside(const struct opened *opened, const struct opened_file *course,
                               const char *ending)
{
    struct text stem = {course->path, strlen(course->path) - strlen(".crs")};
    const char *path = arena_print(opened->arena, "%.*s%s", TEXT_ARGUMENTS(stem), ending);
    const struct opened_file *file = opened_find_folded(opened, path);
    struct text text = {"", 0};
    if (file != NULL && opened_text(opened, file, opened->arena, &text, NULL) != STATUS_OK) {
        return (struct text){"", 0};
    }
    return text;
}

/* The value of "NAME=value" in [Course]; NULL if there is none. */
static const char *course_value(struct text text, const char *name, struct arena *arena)
{
    bool is_in_course = false;
    struct text line;
    while (text_split(&text, '\n', &line)) {
        line = text_trim(line);
        if (text_starts_with(line, "[")) {
            is_in_course = line.length == 8 && strncasecmp(line.data, "[course]", 8) == 0;
        }
        struct text key = {"", 0};
        struct text rest = line;
        (void)text_split(&rest, '=', &key);
        key = text_trim(key);
        if (is_in_course && rest.data != NULL && key.length == strlen(name) &&
            strncasecmp(key.data, name, key.length) == 0) {
            return arena_copy(arena, text_trim(rest));
        }
    }
    return NULL;
}

static int compare_titles(const void *left, const void *right)
{
    const struct title *one = left;
    const struct title *other = right;
    return strcmp(one->id, other->id);
}

static struct titles read_titles(struct text text, struct arena *arena)
{
    struct titles titles = {.rows = ARENA_ARRAY(arena, struct title, COMMA_ROWS_MAX)};
    struct comma_file file = comma_file_begin(text, arena);
    while (comma_file_next(&file)) {
        const char *id = comma_file_value(&file, "system_id");
        const char *title = comma_file_value(&file, "title");
        if (id != NULL && title != NULL) {
            titles.rows[titles.count++] = (struct title){id, title};
        }
    }
    if (titles.count > 0) {
        qsort(titles.rows, titles.count, sizeof *titles.rows, compare_titles);
    }
    return titles;
}

static const char *title_of(const struct titles *titles, const char *id)
{
    const struct title key = {.id = id != NULL ? id : ""};
    const struct title *found =
        titles->count > 0 ? bsearch(&key, titles->rows, titles->count, sizeof key, compare_titles)
                          : NULL;
    return found != NULL ? found->text : NULL;
}

/* Addresses are relative to the folder that the course's files lie in. */
static const char *folder_of(const struct opened_file *course, struct arena *arena)
{
    const char *slash = strrchr(course->path, '/');
    size_t length = slash != NULL ? (size_t)(slash - course->path) + 1 : 0;
    return arena_copy(arena, (struct text){course->path, length});
}

static void read_units(struct opened *opened, struct opened_structure *structure,
                       const struct opened_file *course)
{
    struct arena *arena = opened->arena;
    struct titles titles = read_titles(text_beside(opened, course, ".des"), arena);
    struct comma_file file = comma_file_begin(text_beside(opened, course, ".au"), arena);
    const char *folder = folder_of(course, arena);
    while (comma_file_next(&file)) {
        struct opened_unit *unit = opened_add_unit(opened, structure);
        unit->kind = OPENED_TRACKED;
        unit->id = comma_file_value(&file, "system_id");
        unit->title = title_of(&titles, unit->id);
        unit->launch = opened_refer(opened, folder, comma_file_value(&file, "file_name"), NULL);
        unit->launch.line = file.line;
        unit->parameters = comma_file_value(&file, "web_launch");
        unit->mastery_score = comma_file_value(&file, "mastery_score");
        unit->line = file.line;
    }
}

static bool read_aicc(struct opened *opened, struct opened_structure *structure)
{
    struct opened_file *course = find_course(opened);
    if (course == NULL) {
        return false;
    }
    struct text text = text_beside(opened, course, ".crs");
    structure->manifest = course;
    structure->id = course_value(text, "course_id", opened->arena);
    structure->title = course_value(text, "course_title", opened->arena);
    structure->version = course_value(text, "version", opened->arena);
    read_units(opened, structure, course);
    return true;
}

extern const struct opened_format OPENED_AICC;
const struct opened_format OPENED_AICC = {
    .name = "aicc",
    .title = "AICC",
    .read = read_aicc,
};
