/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack diff: what changes for learners when one package takes the place of another. */
#include "commands/command.h"
#include "commands/open_package.h"

#include "base/arena.h"
#include "base/options.h"
#include "diff/difference.h"

#include <stdio.h>

/* The options as they stand on the command line. */
struct diff_options {
    const char *before;
    const char *after;
    const char *json; /* NULL unless asked for */
};

static enum status read_arguments(int count, char **arguments, struct diff_options *options,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        {.name = "json", .help = "as JSON, with all changes", .value = &options->json},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-pack diff",
        .usage = "OLD NEW [--json]",
        .summary = "Tells what changes for learners when the package NEW takes the place of OLD: "
                   "each a zip, or a folder that one was unpacked into. Exits with 1 when "
                   "learners' records would be lost.",
        .positional_limit = 2,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    if (result->positional_count < 2) {
        return FAIL(error, STATUS_INVALID, "OLD and NEW are two packages: zips, or folders");
    }
    options->before = result->positional[0];
    options->after = result->positional[1];
    return STATUS_OK;
}

static enum status print(const struct difference *difference, const struct diff_options *options,
                         struct error *error)
{
    struct text text = {0};
    enum status status = options->json != NULL ? difference_json(difference, &text, error)
                                               : difference_text(difference, &text, error);
    if (status != STATUS_OK) {
        return status;
    }
    (void)fwrite(text.data, 1, text.length, stdout);
    size_t errors = difference->weights[DIFFERENCE_ERROR];
    return errors == 0 ? STATUS_OK
                       : FAIL(error, STATUS_INVALID,
                              "%s: learners who have begun would lose records, by %zu %s",
                              options->after, errors, errors == 1 ? "change" : "changes");
}

static enum status run(int count, char **arguments, enum command_phase *phase, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct diff_options options = {0};
    struct options_result result = {0};
    enum status status = read_arguments(count, arguments, &options, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    *phase = COMMAND_WORKING;
    struct opened *before = NULL;
    struct opened *after = NULL;
    const struct difference *difference = NULL;
    status = open_package(options.before, arena, &before, error);
    status = status == STATUS_OK ? open_package(options.after, arena, &after, error) : status;
    status =
        status == STATUS_OK ? difference_make(before, after, arena, &difference, error) : status;
    return status == STATUS_OK ? print(difference, &options, error) : status;
}

extern const struct command DIFF_COMMAND;
const struct command DIFF_COMMAND = {
    .name = "diff",
    .summary = "tell what changes for learners between two packages",
    .run = run,
};
