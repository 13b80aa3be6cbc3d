/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs store compare: are two stores equal? */
#include "commands/store_actions.h"

#include "commands/pair_line.h"

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct pair_line line = {
        .command = "ibest-lrs store compare",
        .summary = "Compares every row of the stores FROM and TO (as for --store), and changes "
                   "nothing.\nServers may run. Ends with 1 if the stores differ.",
        .done = "both stores are equal",
        .different = "If neither was written since the copy was made, run 'ibest-lrs verify' on "
                     "both",
        .run = store_compare,
    };
    return pair_line_run(&line, count, arguments, error);
}

const struct command store_action_compare = {
    .name = "compare",
    .summary = "compare every row of two stores",
    .run = run,
};
