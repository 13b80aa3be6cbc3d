/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack inspect: what is in a package, whoever made it. */
#include "commands/command.h"
#include "commands/open_package.h"

#include "base/arena.h"
#include "base/options.h"
#include "inspect/inspection.h"
#include "opened/opened.h"

#include <stdio.h>

/* The options as they stand on the command line. */
struct inspect_options {
    const char *path;
    const char *json; /* NULL unless asked for */
};

static enum status read_arguments(int count, char **arguments, struct inspect_options *options,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        {.name = "json", .help = "as JSON, with all files", .value = &options->json},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-pack inspect",
        .usage = "PACKAGE [--json]",
        .summary = "Tells what is in PACKAGE, a zip or a folder that one was unpacked into.",
        .positional_limit = 1,
        .rows = rows,
    };
    return read_package_line(&table, count, arguments, &options->path, result, error);
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct inspect_options options = {0};
    struct options_result result = {0};
    enum status status = read_arguments(count, arguments, &options, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    struct opened *opened = NULL;
    status = open_package(options.path, arena, &opened, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text text = {0};
    status = options.json != NULL ? inspection_json(opened, &text, error)
                                  : inspection_text(opened, &text, error);
    if (status == STATUS_OK) {
        (void)fwrite(text.data, 1, text.length, stdout);
    }
    return status;
}

extern const struct command INSPECT_COMMAND;
const struct command INSPECT_COMMAND = {
    .name = "inspect",
    .summary = "tell what is in a package",
    .run = run,
};
