/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack new: a small course to begin with; the folder is a whole course or none. */
#include "commands/command.h"

#include "base/arena.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/folder_draft.h"
#include "base/options.h"
#include "base/text.h"
#include "formats/page.h"
#include "source/keys.h"

#include <stdio.h>
#include <string.h>

/* The files of the course, put in by CMake under their paths in it. */
extern const struct embedded_file new_course[];

/* The folder, and the course's id, which is its name. */
struct new_folder {
    const char *path;
    const char *name;
};

static const char *without_slashes(const char *path, struct arena *arena)
{
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') {
        length--;
    }
    return arena_copy(arena, (struct text){path, length});
}

static enum status read_folder(const char *argument, struct arena *arena, struct new_folder *out,
                               struct error *error)
{
    out->path = without_slashes(argument, arena);
    out->name = path_name(out->path);
    if (!id_is_valid(text_of(out->name))) {
        return FAIL(error, STATUS_INVALID,
                    "the folder's name becomes the course's id, which '%s' cannot be; name it with "
                    "small letters, digits and hyphens, such as hand-hygiene",
                    out->name);
    }
    return STATUS_OK;
}

static enum status read_arguments(int count, char **arguments, struct arena *arena,
                                  struct new_folder *out, struct options_result *result,
                                  struct error *error)
{
    const struct option_row rows[] = {{0}};
    const struct option_table table = {
        .command = "ibest-pack new",
        .usage = "DIR",
        .summary = "Makes a small course in the folder DIR, which must be empty or not there yet.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    if (result->positional_count == 0 || result->positional[0][0] == '\0') {
        return FAIL(error, STATUS_INVALID,
                    "DIR is missing: the folder to make, such as courses/hand-hygiene");
    }
    return read_folder(result->positional[0], arena, out, error);
}

/* "hand-hygiene" -> "Hand hygiene". */
static const char *title_of(const char *id, struct arena *arena)
{
    char *title = arena_copy_string(arena, id);
    for (char *c = title; *c != '\0'; c++) {
        if (*c == '-') {
            *c = ' ';
        }
    }
    if (title[0] >= 'a' && title[0] <= 'z') {
        title[0] = (char)(title[0] - 'a' + 'A');
    }
    return title;
}

static enum status write_file(const struct new_folder *folder, const struct embedded_file *file,
                              struct folder_draft *draft, struct arena *arena, struct error *error)
{
    const struct page_value values[] = {
        {"id", folder->name}, {"title", title_of(folder->name, arena)}, {0}};
    struct text content;
    enum status status =
        page_fill(embedded_file_find(new_course, file->name), values, arena, &content, error);
    return status == STATUS_OK ? folder_draft_write(draft, file->name, content, error) : status;
}

/* The folder above must be there: if it were made too, a failure would leave it. */
static enum status make_course(const struct new_folder *folder, struct arena *arena,
                               struct error *error)
{
    AUTO(folder_draft_discard) struct folder_draft *draft = NULL;
    enum status status = folder_draft_open(folder->path, &draft, error);
    for (const struct embedded_file *file = new_course; status == STATUS_OK && file->name != NULL;
         file++) {
        status = write_file(folder, file, draft, arena, error);
    }
    return status == STATUS_OK ? folder_draft_publish(TAKE(draft), error) : status;
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct new_folder folder = {0};
    struct options_result result = {0};
    enum status status = read_arguments(count, arguments, arena, &folder, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    struct error reason = {0};
    status = make_course(&folder, arena, &reason);
    if (status != STATUS_OK) {
        /* Whatever is wrong with the folder, it is no finding in a course. */
        return FAIL(error, status == STATUS_PRECONDITION ? status : STATUS_UNAVAILABLE, "%s",
                    reason.message);
    }
    (void)printf("%s\n", folder.path);
    (void)fprintf(stderr,
                  "ibest-pack: set 'iri' in %s/course.json to an address of your own before the "
                  "first build, which locks it; then: ibest-pack build %s --format scorm12\n",
                  folder.path, folder.path);
    return STATUS_OK;
}

extern const struct command NEW_COMMAND;
const struct command NEW_COMMAND = {
    .name = "new",
    .summary = "make a small course to begin with",
    .run = run,
};
