/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs store copy: moving house, between files and database servers. */
#include "commands/store_actions.h"

#include "commands/pair_line.h"

static enum status run(int count, char **arguments, struct error *error)
{
    static const struct pair_line line = {
        .command = "ibest-lrs store copy",
        .summary = "Copies all of the store FROM to the empty store TO (as for --store), and "
                   "compares every row.\nNo server may run on either, unless --snapshot is given "
                   "for FROM. TO is there when both\nare equal, and not before. Ends with 1 if "
                   "they are not.",
        .makes = true,
        .done = "copied, and both stores are equal",
        .different = "Nothing of the copy was kept: try again, and look at FROM with 'ibest-lrs "
                     "verify'",
        .run = store_copy,
    };
    return pair_line_run(&line, count, arguments, error);
}

const struct command store_action_copy = {
    .name = "copy",
    .summary = "copy a whole store to an empty one, and prove that both are equal",
    .run = run,
};
