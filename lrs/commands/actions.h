/* SPDX-License-Identifier: Apache-2.0 */

/* Commands whose first word says what to do: 'ibest-lrs credential create'. */
#ifndef COMMANDS_ACTIONS_H
#define COMMANDS_ACTIONS_H

#include "commands/command.h"

struct actions {
    const char *command;                /* "ibest-lrs credential" */
    const char *summary;                /* a sentence or two */
    const struct command *const *table; /* in the order in which --help shows them; ended by NULL */
};

/* Runs the action that the line names, or prints all. INVALID: it names none. */
MUST_CHECK enum status actions_run(const struct actions *actions, int count, char **arguments,
                                   struct error *error);

#endif
