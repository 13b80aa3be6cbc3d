/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs pseudonyms: THE table of its actions; there is one. */
#include "commands/table.h"

#include "commands/actions.h"
#include "commands/store_line.h"
#include "reports/pseudonyms.h"
#include "store/store.h"

#include <stddef.h>

static enum status rotate(int count, char **arguments, struct error *error)
{
    static const struct option_row none[] = {{0}};
    const struct option_table table = {
        .command = "ibest-lrs pseudonyms rotate",
        .usage = "[OPTIONS]",
        .summary = "Makes a new key: from now on each learner has another pseudonym in reports, "
                   "which nobody can join with the former one. The server may run.",
        .rows = none,
    };
    struct settings settings = {0};
    struct options_result line;
    enum status status = store_line_read(&table, count, arguments, &settings, &line, error);
    if (status != STATUS_OK || line.is_help) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    status = store_open(settings.store, &options, &store, error);
    return status == STATUS_OK ? pseudonyms_rotate(store, error) : status;
}

static const struct command action_rotate = {
    .name = "rotate",
    .summary = "make a new key",
    .run = rotate,
};

static const struct command *const action_table[] = {&action_rotate, NULL};

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct actions actions = {
        .command = "ibest-lrs pseudonyms",
        .summary = "The key of the pseudonyms that stand for learners in reports.",
        .table = action_table,
    };
    return actions_run(&actions, count, arguments, error);
}

const struct command command_pseudonyms = {
    .name = "pseudonyms",
    .summary = "renew the key of learners' pseudonyms",
    .run = run,
};
