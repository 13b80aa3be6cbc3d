/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of commands, in the order in which --help shows them. */
#include "commands/table.h"

/* One a line. */
/* clang-format off */
const struct command *const command_table[] = {
    &command_serve,
    &command_credential,
    &command_course,
    &command_launch,
    &command_roster,
    &command_ods,
    &command_people,
    &command_pseudonyms,
    &command_report,
    &command_profile,
    &command_extract,
    &command_backup,
    &command_restore,
    &command_verify,
    &command_export,
    &command_import,
    &command_erase,
    &command_rebuild,
    &command_store,
    NULL,
};
/* clang-format on */
