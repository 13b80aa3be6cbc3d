/* SPDX-License-Identifier: Apache-2.0 */

/* What can be done with the roster: the actions of ibest-lrs roster. */
#ifndef COMMANDS_ROSTER_ACTIONS_H
#define COMMANDS_ROSTER_ACTIONS_H

#include "commands/command.h"

extern const struct command roster_action_import;
extern const struct command roster_action_list;
extern const struct command roster_action_export;

#endif
