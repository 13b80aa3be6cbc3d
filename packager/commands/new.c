/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack new: a small course to begin with. It is written beside its place and then renamed, so
 * that the folder is a whole course or none. */
#include "commands/command.h"

#include "base/arena.h"
#include "base/embed.h"
#include "base/file.h"
#include "base/options.h"
#include "base/text.h"
#include "base/uuid.h"
#include "formats/page.h"
#include "source/keys.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The files of the course, put in by CMake under their paths in it. */
extern const struct embedded_file new_course[];

/* The folder under its last name, and under the one that it has until it is whole. */
struct new_folder {
    const char *path;
    const char *name; /* the course's id */
    const char *temporary;
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
    struct uuid uuid = uuid_make();
    char unique[UUID_TEXT_SIZE];
    uuid_format(&uuid, unique);
    out->temporary = arena_print(arena, "%s.%s", out->path, unique);
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
                              struct arena *arena, struct error *error)
{
    const struct page_value values[] = {
        {"id", folder->name}, {"title", title_of(folder->name, arena)}, {0}};
    struct text content;
    enum status status =
        page_fill(embedded_file_find(new_course, file->name), values, arena, &content, error);
    AUTO(free) char *path = path_join(folder->temporary, file->name);
    AUTO(free) char *parent = path_folder(path);
    if (status == STATUS_OK) {
        status = folder_make(parent, error);
    }
    return status == STATUS_OK ? file_write_atomically(path, content, error) : status;
}

static void remove_files(const struct new_folder *folder)
{
    for (const struct embedded_file *file = new_course; file->name != NULL; file++) {
        AUTO(free) char *path = path_join(folder->temporary, file->name);
        AUTO(free) char *parent = path_folder(path);
        (void)unlink(path);
        (void)rmdir(parent); /* once it is empty */
    }
    (void)rmdir(folder->temporary);
}

/* rename() puts a folder in the place of an empty one only. */
static enum status give_name(const struct new_folder *folder, struct error *error)
{
    if (rename(folder->temporary, folder->path) == 0) {
        return STATUS_OK;
    }
    if (errno == ENOTEMPTY || errno == EEXIST) {
        return FAIL(error, STATUS_PRECONDITION,
                    "the folder '%s' is not empty; name one that is empty or not there yet",
                    folder->path);
    }
    if (errno == ENOTDIR) {
        return FAIL(error, STATUS_PRECONDITION,
                    "'%s' is no folder; name one that is empty or not there yet", folder->path);
    }
    return file_fail("make the folder", folder->path, error);
}

/* The folder above must be there: if it were made too, a failure would leave it. */
static enum status make_folder(const struct new_folder *folder, struct error *error)
{
    if (mkdir(folder->temporary, 0777) == 0) {
        return STATUS_OK;
    }
    return file_fail("make the folder", folder->path, error);
}

static enum status make_course(const struct new_folder *folder, struct arena *arena,
                               struct error *error)
{
    enum status status = make_folder(folder, error);
    if (status != STATUS_OK) {
        return status;
    }
    for (const struct embedded_file *file = new_course; status == STATUS_OK && file->name != NULL;
         file++) {
        status = write_file(folder, file, arena, error);
    }
    if (status == STATUS_OK) {
        status = give_name(folder, error);
    }
    if (status != STATUS_OK) {
        remove_files(folder);
    }
    return status;
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
