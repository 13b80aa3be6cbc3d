/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs backup: the whole store into one file, while the server runs. */
#include "commands/table.h"

#include "commands/copy_line.h"

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct copy_line line = {
        .command = "ibest-lrs backup",
        .summary = "Copies the store to FILE, and files of attachments to FILE-attachments. The "
                   "server may run.",
        .done = "backed up",
        .copy = store_backup,
    };
    return copy_line_run(&line, count, arguments, error);
}

const struct command command_backup = {
    .name = "backup",
    .summary = "copy the store to a file, while the server runs",
    .run = run,
};
