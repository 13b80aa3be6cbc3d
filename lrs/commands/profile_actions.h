/* SPDX-License-Identifier: Apache-2.0 */

/* What can be done with xAPI Profiles: the actions of ibest-lrs profile. */
#ifndef COMMANDS_PROFILE_ACTIONS_H
#define COMMANDS_PROFILE_ACTIONS_H

#include "commands/command.h"

extern const struct command profile_action_check;
extern const struct command profile_action_match;
extern const struct command profile_action_document;
extern const struct command profile_action_load;
extern const struct command profile_action_list;
extern const struct command profile_action_remove;
extern const struct command profile_action_outcome;
extern const struct command profile_action_registration;

#endif
