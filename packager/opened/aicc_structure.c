/* SPDX-License-Identifier: Apache-2.0 */

/* AICC course interchange files: NAME.crs tells the course, NAME.au its assignable units, NAME.des
 * their titles. */
#include "opened/structure.h"

#include "base/arena.h"
#include "opened/aicc_files.h"
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
    struct text descriptions = aicc_text(opened, aicc_file_beside(opened, course, ".des"));
    struct text units = aicc_text(opened, aicc_file_beside(opened, course, ".au"));
    struct titles titles = read_titles(descriptions, arena);
    struct comma_file file = comma_file_begin(units, arena);
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
    struct opened_file *course = aicc_find_course(opened);
    if (course == NULL) {
        return false;
    }
    struct text text = aicc_text(opened, course);
    structure->manifest = course;
    structure->id = aicc_find_setting(text, "course", "course_id", opened->arena).value;
    structure->title = aicc_find_setting(text, "course", "course_title", opened->arena).value;
    structure->version = aicc_find_setting(text, "course", "version", opened->arena).value;
    read_units(opened, structure, course);
    return true;
}

extern const struct opened_format OPENED_AICC;
const struct opened_format OPENED_AICC = {
    .name = "aicc",
    .title = "AICC",
    .read = read_aicc,
};
