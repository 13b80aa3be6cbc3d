/* SPDX-License-Identifier: Apache-2.0 */

/* Command lines from a table: parsing, --help and the errors come from the same rows. */
#ifndef BASE_OPTIONS_H
#define BASE_OPTIONS_H

#include "base/error.h"

#include <stdbool.h>
#include <stdio.h>

/* A table has at most this many rows, a line at most this many positional arguments. */
enum { OPTIONS_ROW_MAX = 64, OPTIONS_POSITIONAL_MAX = 16 };

/* One option of a command, `--name VALUE` or `--name=VALUE`, or a switch without value. */
struct option_row {
    const char *name;        /* without the dashes, at most 63 characters */
    const char *value_name;  /* shown in --help: "PATH"; NULL makes it a switch */
    const char *help;        /* one line */
    const char *environment; /* a variable that gives the value if the line does not; or NULL */
    const char **value;      /* set to the argument, borrowed; a switch is set to "" */
    void (*add)(void *context, const char *value); /* if set, gets each occurrence instead */
    void *context;
};

/* A command's own line: `usage` is what stands behind the program's and command's name. */
struct option_table {
    const char *command;           /* "ibest-pack build" */
    const char *usage;             /* "COURSE --format FORMAT [OPTIONS]" */
    const char *summary;           /* one sentence */
    int positional_limit;          /* how many positional arguments there may be */
    const struct option_row *rows; /* ends with a row whose name is NULL */
};

/* What a line holds beside options. If it asks for --help, that has been printed to stdout and
 * nothing else was set: exit with 0. */
struct options_result {
    bool is_help;
    int positional_count;
    const char *positional[OPTIONS_POSITIONAL_MAX]; /* borrowed from the arguments */
};

/* Reads `count` arguments (without the program's and the command's name); "--" ends the options.
 * INVALID for an unknown option (with the nearest known one), a missing or unexpected value, too
 * many positionals; the message ends with how to get help. Values may have been set even then. */
MUST_CHECK enum status options_read(const struct option_table *table, int count, char **arguments,
                                    struct options_result *out, struct error *error);

void options_print_help(const struct option_table *table, FILE *stream);

#endif
