/* SPDX-License-Identifier: Apache-2.0 */

/* Command lines from a table: parsing, --help and the errors come from the same rows. */
#ifndef BASE_OPTIONS_H
#define BASE_OPTIONS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdio.h>

/* One option of a command, `--name VALUE` or `--name=VALUE`, or a switch without value. */
struct option_row {
    const char *name;       /* without the dashes */
    const char *value_name; /* shown in --help: "PATH"; NULL makes it a switch */
    const char *help;       /* one line */
    const char
        *environment; /* a variable that gives the value when the option is absent; NULL for none */
    const char **value; /* set to the argument, borrowed; a switch is set to "" */
    bool repeats;       /* each occurrence is given to `add` instead */
    void (*add)(void *context, const char *value);
    void *context;
};

/* A command's own line: `usage` is what stands behind the program's and command's name. */
struct option_table {
    const char *command;           /* "ibest-pack build" */
    const char *usage;             /* "COURSE --format FORMAT [OPTIONS]" */
    const char *summary;           /* one sentence */
    const struct option_row *rows; /* ends with a row whose name is NULL */
};

/* What the line turned out to be. */
enum options_result {
    OPTIONS_READY,
    OPTIONS_HELP, /* --help was asked for and has been printed to stdout: exit with 0 */
};

/* Reads `arguments` (without the program's and the command's name). Positional arguments are put
 * into `positional` (at most `positional_limit`), their number into *positional_count. "--" ends
 * the options. INVALID for an unknown option (with the nearest known one), a missing or unexpected
 * value, too many positionals; the message ends with how to get help. */
MUST_CHECK enum status options_read(const struct option_table *table, int count, char **arguments,
                                    const char **positional, int positional_limit,
                                    int *positional_count, enum options_result *result,
                                    struct error *error);

void options_print_help(const struct option_table *table, FILE *stream);

#endif
