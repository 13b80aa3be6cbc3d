/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs people: THE table of its actions, one file each. */
#include "commands/table.h"

#include "commands/actions.h"
#include "commands/people_actions.h"

#include <stddef.h>

static const struct command *const action_table[] = {&people_action_list,    &people_action_merge,
                                                     &people_action_split,   &people_action_undo,
                                                     &people_action_journal, NULL};

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct actions actions = {
        .command = "ibest-lrs people",
        .summary = "Which accounts are one person. The server may run.",
        .table = action_table,
    };
    return actions_run(&actions, count, arguments, error);
}

const struct command command_people = {
    .name = "people",
    .summary = "say which accounts are one person",
    .run = run,
};
