/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs restore: a backup back into its place. */
#include "commands/table.h"

#include "commands/copy_line.h"

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct copy_line line = {
        .command = "ibest-lrs restore",
        .summary = "Puts the backup FILE, and FILE-attachments, in the place of the store. The "
                   "server must not run.",
        .done = "restored",
        .copy = store_restore,
    };
    return copy_line_run(&line, count, arguments, error);
}

const struct command command_restore = {
    .name = "restore",
    .summary = "put a backup in the place of the store",
    .run = run,
};
