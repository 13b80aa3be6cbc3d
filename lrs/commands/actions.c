/* SPDX-License-Identifier: Apache-2.0 */

/* Finding an action in a table, and its --help. */
#include "commands/actions.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_SIZE = 128 };

static void print_help(const struct actions *actions)
{
    (void)printf("usage: %s ACTION [OPTIONS]\n\n%s\n\n", actions->command, actions->summary);
    for (const struct command *const *at = actions->table; *at != NULL; at++) {
        (void)printf("  %-12s %s\n", (*at)->name, (*at)->summary);
    }
    (void)printf("\n  --help       this text; behind an action, its options\n");
}

/* "create, list or revoke" */
static void write_names(const struct actions *actions, char out[NAMES_SIZE])
{
    size_t length = 0;
    for (const struct command *const *at = actions->table; *at != NULL; at++) {
        const char *before = at == actions->table ? "" : at[1] == NULL ? " or " : ", ";
        int added = snprintf(out + length, NAMES_SIZE - length, "%s%s", before, (*at)->name);
        length += added > 0 && (size_t)added < NAMES_SIZE - length ? (size_t)added : 0;
    }
}

enum status actions_run(const struct actions *actions, int count, char **arguments,
                        struct error *error)
{
    const char *name = count > 0 ? arguments[0] : "";
    if (strcmp(name, "--help") == 0) {
        print_help(actions);
        return STATUS_OK;
    }
    for (const struct command *const *at = actions->table; *at != NULL; at++) {
        if (strcmp((*at)->name, name) == 0) {
            return (*at)->run(count - 1, arguments + 1, error);
        }
    }
    char names[NAMES_SIZE] = "";
    write_names(actions, names);
    return FAIL(error, STATUS_INVALID,
                "say first what to do: %s; '%s' is none of them. See '%s --help'", names, name,
                actions->command);
}
