/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs credential: finds the action, one file each. */
#include "commands/table.h"

#include "commands/credential.h"

#include <stdio.h>
#include <string.h>

/* THE table of actions, in the order in which --help shows them. */
static const struct command *const action_table[] = {
    &credential_action_create, &credential_action_list, &credential_action_revoke, NULL};

static void print_help(void)
{
    (void)printf("usage: ibest-lrs credential ACTION [OPTIONS]\n\n"
                 "The keys and secrets of clients. The server may run.\n\n");
    for (const struct command *const *at = action_table; *at != NULL; at++) {
        (void)printf("  %-12s %s\n", (*at)->name, (*at)->summary);
    }
    (void)printf("\n  --help       this text; behind an action, its options\n");
}

static enum status run(int count, char **arguments, struct error *error)
{
    const char *name = count > 0 ? arguments[0] : "";
    if (strcmp(name, "--help") == 0) {
        print_help();
        return STATUS_OK;
    }
    for (const struct command *const *at = action_table; *at != NULL; at++) {
        if (strcmp((*at)->name, name) == 0) {
            return (*at)->run(count - 1, arguments + 1, error);
        }
    }
    return FAIL(error, STATUS_INVALID,
                "say first what to do: create, list or revoke; '%s' is none of them. See "
                "'ibest-lrs credential --help'",
                name);
}

const struct command command_credential = {
    .name = "credential",
    .summary = "create, list or revoke the keys of clients",
    .run = run,
};
