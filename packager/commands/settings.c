/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack settings: what an administrator has to set for a package, whoever made it. */
#include "commands/command.h"
#include "commands/document_output.h"
#include "commands/open_package.h"
#include "commands/package_sheet.h"

#include "base/arena.h"
#include "base/options.h"
#include "targets/target.h"

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

static enum status understand(const struct arguments *given, struct arena *arena,
                              struct request *request, struct error *error)
{
    enum status status = find_format(given->format, arena, &request->format, error);
    return status == STATUS_OK ? find_lms(given->lms, arena, &request->lms, error) : status;
}

static enum status read_arguments(int count, char **arguments, struct arena *arena,
                                  struct request *request, struct options_result *result,
                                  struct error *error)
{
    struct arguments given = {0};
    const struct option_row rows[] = {
        lms_row(&given.lms, arena),
        format_row(&given.format, arena),
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
    return status == STATUS_OK ? document_output(document, request->format, error) : status;
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
