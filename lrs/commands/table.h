/* SPDX-License-Identifier: Apache-2.0 */

/* All commands there are. */
#ifndef COMMANDS_TABLE_H
#define COMMANDS_TABLE_H

#include "commands/command.h"

extern const struct command command_course;
extern const struct command command_backup;
extern const struct command command_credential;
extern const struct command command_erase;
extern const struct command command_export;
extern const struct command command_extract;
extern const struct command command_import;
extern const struct command command_launch;
extern const struct command command_ods;
extern const struct command command_people;
extern const struct command command_profile;
extern const struct command command_pseudonyms;
extern const struct command command_rebuild;
extern const struct command command_report;
extern const struct command command_restore;
extern const struct command command_roster;
extern const struct command command_serve;
extern const struct command command_store;
extern const struct command command_verify;

/* THE table; ended by NULL. */
extern const struct command *const command_table[];

#endif
