/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs store: THE table of its actions, one file each. */
#include "commands/table.h"

#include "commands/actions.h"
#include "commands/store_actions.h"

#include <stddef.h>

static const struct command *const action_table[] = {&store_action_copy, &store_action_compare,
                                                     &store_action_prepare, NULL};

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct actions actions = {
        .command = "ibest-lrs store",
        .summary = "From one file to a database server, and back.",
        .table = action_table,
    };
    return actions_run(&actions, count, arguments, error);
}

const struct command command_store = {
    .name = "store",
    .summary = "copy a whole store to another one, compare two, prepare a cluster",
    .run = run,
};
