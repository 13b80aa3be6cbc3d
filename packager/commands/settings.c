/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack settings: what an administrator has to set for a package, whoever made it. */
#include "commands/choice.h"
#include "commands/command.h"
#include "commands/open_package.h"
#include "commands/package_sheet.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/options.h"
#include "sheet/sheet.h"
#include "targets/target.h"

#include <stdio.h>

/* What was asked for. */
struct request {
    const char *path;
    const struct target *lms;
    const struct sheet_format *format;
};

/* The options as they stand on the command line. */
struct arguments {
    const char *lms;
    const char *format;
};

static const char *list_formats(struct arena *arena, enum choice_style style)
{
    const char *list = NULL;
    for (size_t i = 0; SHEET_FORMATS[i] != NULL; i++) {
        list = choice_add(list, SHEET_FORMATS[i]->name, SHEET_FORMATS[i]->summary, style, arena);
    }
    return list;
}

static enum status understand(const struct arguments *given, struct arena *arena,
                              struct request *request, struct error *error)
{
    request->format = given->format != NULL ? sheet_format_find(given->format) : SHEET_FORMATS[0];
    if (request->format == NULL) {
        return FAIL(error, STATUS_INVALID, "there is no format '%s'; give one of %s", given->format,
                    list_formats(arena, CHOICE_NAMES));
    }
    return find_lms(given->lms, arena, &request->lms, error);
}

static enum status read_arguments(int count, char **arguments, struct arena *arena,
                                  struct request *request, struct options_result *result,
                                  struct error *error)
{
    struct arguments given = {0};
    const struct option_row rows[] = {
        lms_row(&given.lms, arena),
        {.name = "format",
         .value_name = "KIND",
         .value = &given.format,
         .help = list_formats(arena, CHOICE_SUMMARIES)},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-pack settings",
        .usage = "PACKAGE --lms NAME [--format KIND]",
        .summary = "Tells the administrator of an LMS which boxes to tick for PACKAGE (a zip or a "
                   "folder), what will be tracked, what IT must allow, and how to update it.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = read_package_line(&table, count, arguments, &request->path, result, error);
    return status == STATUS_OK && !result->is_help ? understand(&given, arena, request, error)
                                                   : status;
}

static enum status print(const struct request *request, struct arena *arena, struct error *error)
{
    const struct document *document = NULL;
    enum status status = package_sheet(request->path, request->lms, arena, &document, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SHEET_MAX);
    request->format->write(document, &buffer);
    status = buffer_check(&buffer, "the settings sheet", error);
    if (status == STATUS_OK) {
        (void)fwrite(buffer.data, 1, buffer.length, stdout);
    }
    return status;
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct request request = {0};
    struct options_result result = {0};
    enum status status = read_arguments(count, arguments, arena, &request, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    return print(&request, arena, error);
}

extern const struct command SETTINGS_COMMAND;
const struct command SETTINGS_COMMAND = {
    .name = "settings",
    .summary = "tell an LMS's administrator which boxes to tick",
    .run = run,
};
