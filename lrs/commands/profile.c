/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile: THE table of its actions, one file each. */
#include "commands/table.h"

#include "commands/actions.h"
#include "commands/profile_actions.h"

#include <stddef.h>

static const struct command *const action_table[] = {
    &profile_action_check,   &profile_action_match,        &profile_action_document,
    &profile_action_load,    &profile_action_list,         &profile_action_remove,
    &profile_action_outcome, &profile_action_registration, NULL};

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct actions actions = {
        .command = "ibest-lrs profile",
        .summary =
            "xAPI Profiles: what statements mean, and how they are built. check, match and "
            "document ask no store;\nload, list, remove, outcome and registration are about those "
            "that a store holds statements against.",
        .table = action_table,
    };
    return actions_run(&actions, count, arguments, error);
}

const struct command command_profile = {
    .name = "profile",
    .summary =
        "tell what is wrong with xAPI Profiles and with statements; load profiles; write pages",
    .run = run,
};
