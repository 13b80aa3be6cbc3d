/* SPDX-License-Identifier: Apache-2.0 */

/* What can be done with credentials: the actions of ibest-lrs credential. */
#ifndef COMMANDS_CREDENTIAL_H
#define COMMANDS_CREDENTIAL_H

#include "commands/command.h"

extern const struct command credential_action_create;
extern const struct command credential_action_list;
extern const struct command credential_action_revoke;

#endif
