/* SPDX-License-Identifier: Apache-2.0 */

/* What can be done with whole stores: the actions of ibest-lrs store. */
#ifndef COMMANDS_STORE_ACTIONS_H
#define COMMANDS_STORE_ACTIONS_H

#include "commands/command.h"

extern const struct command store_action_compare;
extern const struct command store_action_copy;
extern const struct command store_action_prepare;

#endif
