/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack preview: a course in the browser while it is written. */
#include "commands/command.h"

#include "base/embed.h"
#include "base/file.h"
#include "base/options.h"
#include "preview/preview.h"

#include <stddef.h>

/* The player, put in by CMake. */
extern const struct embedded_file player_files[];

static enum status read_arguments(int count, char **arguments, struct preview_options *out,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        {.name = "listen",
         .value_name = "ADDRESS:PORT",
         .help = "where to serve it (127.0.0.1:8090); port 0 takes a free one",
         .value = &out->listen},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-pack preview",
        .usage = "COURSE [--listen ADDRESS:PORT]",
        .summary = "Shows the course in the folder COURSE in your browser, and shows it anew "
                   "whenever a file of it changes; faults are shown with file and line.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    if (result->positional_count == 0) {
        return FAIL(error, STATUS_INVALID, "COURSE is missing; see 'ibest-pack preview --help'");
    }
    out->folder = result->positional[0];
    return STATUS_OK;
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    struct preview_options options = {.listen = "127.0.0.1:8090", .player = player_files};
    struct options_result result = {0};
    enum status status = read_arguments(count, arguments, &options, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    return preview_serve(&options, error);
}

extern const struct command PREVIEW_COMMAND;
const struct command PREVIEW_COMMAND = {
    .name = "preview",
    .summary = "look at a course in the browser while you write it",
    .run = run,
};
