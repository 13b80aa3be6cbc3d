/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs store prepare: prints the SQL that prepares a database for what ibest-lrs itself must
 * not do, as it needs an administrator. */
#include "commands/store_actions.h"

#include "base/options.h"
#include "store/citus.h"

#include <stdio.h>

static enum status run(int count, char **arguments, struct error *error)
{
    const char *citus = NULL;
    const struct option_row rows[] = {
        {.name = "citus", .help = "for a Citus cluster", .value = &citus}, {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs store prepare",
        .usage = "--citus",
        .summary = "Prints the SQL that spreads the tables of a PostgreSQL database over a Citus "
                   "cluster.\nChanges nothing itself.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    if (citus == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "say what to prepare for: 'ibest-lrs store prepare --citus'");
    }
    (void)fputs(store_citus_script(), stdout);
    return STATUS_OK;
}

const struct command store_action_prepare = {
    .name = "prepare",
    .summary = "print the SQL that spreads a PostgreSQL store over a cluster",
    .run = run,
};
