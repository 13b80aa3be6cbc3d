/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack predict: what an LMS will show for a package, whoever made it. */
#include "commands/command.h"
#include "commands/open_package.h"

#include "base/arena.h"
#include "base/options.h"
#include "opened/opened.h"
#include "predict/conduct.h"
#include "predict/prediction.h"
#include "targets/target.h"

#include <stdio.h>

/* What was asked for. */
struct request {
    const char *path;
    const struct target *lms;
    bool wants_json;
};

static enum status read_arguments(int count, char **arguments, struct arena *arena,
                                  struct request *request, struct options_result *result,
                                  struct error *error)
{
    const char *lms = NULL;
    const char *json = NULL;
    const struct option_row rows[] = {
        lms_row(&lms, arena),
        {.name = "json", .help = "as JSON, with the source of each value", .value = &json},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-pack predict",
        .usage = "PACKAGE --lms NAME [--json]",
        .summary =
            "Tells what an LMS will show as status, score and resume for PACKAGE, a zip or a "
            "folder: by unit and situation, why, and how far that is known.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status = read_package_line(&table, count, arguments, &request->path, result, error);
    request->wants_json = json != NULL;
    return status == STATUS_OK && !result->is_help ? find_lms(lms, arena, &request->lms, error)
                                                   : status;
}

static enum status print(const struct request *request, const struct opened *opened,
                         struct error *error)
{
    const struct conduct *conduct = NULL;
    enum status status = conduct_read(opened, &conduct, error);
    struct text text = {0};
    if (status == STATUS_OK) {
        status = request->wants_json ? prediction_json(opened, conduct, request->lms, &text, error)
                                     : prediction_text(opened, conduct, request->lms, &text, error);
    }
    if (status == STATUS_OK) {
        (void)fwrite(text.data, 1, text.length, stdout);
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
    struct opened *opened = NULL;
    status = open_package(request.path, arena, &opened, error);
    return status == STATUS_OK ? print(&request, opened, error) : status;
}

extern const struct command PREDICT_COMMAND;
const struct command PREDICT_COMMAND = {
    .name = "predict",
    .summary = "tell what an LMS will show for a package",
    .run = run,
};
