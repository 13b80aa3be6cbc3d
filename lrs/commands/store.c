/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs store prepare: prints the SQL that prepares a database for what ibest-lrs itself must
 * not do, as it needs an administrator. */
#include "commands/table.h"

#include "store/citus.h"

#include <stdio.h>
#include <string.h>

static enum status run(int count, char **arguments, struct error *error)
{
    static const char help[] =
        "usage: ibest-lrs store prepare --citus\n\n"
        "Prints the SQL that spreads the tables of a PostgreSQL database over a Citus cluster.\n"
        "Changes nothing itself.\n";
    if (count == 1 && strcmp(arguments[0], "--help") == 0) {
        (void)fputs(help, stdout);
        return STATUS_OK;
    }
    if (count != 2 || strcmp(arguments[0], "prepare") != 0 ||
        strcmp(arguments[1], "--citus") != 0) {
        return FAIL(error, STATUS_INVALID,
                    "say what to prepare for: 'ibest-lrs store prepare --citus'");
    }
    (void)fputs(store_citus_script(), stdout);
    return STATUS_OK;
}

const struct command command_store = {
    .name = "store",
    .summary = "print the SQL that spreads a PostgreSQL store over a cluster",
    .run = run,
};
