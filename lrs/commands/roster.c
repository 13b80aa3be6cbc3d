/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs roster: THE table of its actions, one file each. */
#include "commands/table.h"

#include "commands/actions.h"
#include "commands/roster_actions.h"

#include <stddef.h>

static const struct command *const action_table[] = {&roster_action_import, &roster_action_list,
                                                     &roster_action_export, NULL};

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct actions actions = {
        .command = "ibest-lrs roster",
        .summary = "Who works where, and when. The server may run.",
        .table = action_table,
    };
    return actions_run(&actions, count, arguments, error);
}

const struct command command_roster = {
    .name = "roster",
    .summary = "import, list or export who works where",
    .run = run,
};
