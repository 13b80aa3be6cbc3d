/* SPDX-License-Identifier: Apache-2.0 */

/* What can be done with persons: the actions of ibest-lrs people. */
#ifndef COMMANDS_PEOPLE_ACTIONS_H
#define COMMANDS_PEOPLE_ACTIONS_H

#include "commands/command.h"

extern const struct command people_action_list;
extern const struct command people_action_merge;
extern const struct command people_action_split;
extern const struct command people_action_undo;
extern const struct command people_action_journal;

#endif
