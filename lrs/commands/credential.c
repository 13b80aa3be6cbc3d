/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs credential: THE table of its actions, one file each. */
#include "commands/table.h"

#include "commands/actions.h"
#include "commands/credential.h"

#include <stddef.h>

static const struct command *const action_table[] = {
    &credential_action_create, &credential_action_list, &credential_action_revoke, NULL};

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct actions actions = {
        .command = "ibest-lrs credential",
        .summary = "The keys and secrets of clients. The server may run.",
        .table = action_table,
    };
    return actions_run(&actions, count, arguments, error);
}

const struct command command_credential = {
    .name = "credential",
    .summary = "create, list or revoke the keys of clients",
    .run = run,
};
