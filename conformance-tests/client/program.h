/* SPDX-License-Identifier: Apache-2.0 */

/* A program that talks to one LRS: the part of its command line and of its end that all share. */
#ifndef CLIENT_PROGRAM_H
#define CLIENT_PROGRAM_H

#include "base/error.h"
#include "base/options.h"
#include "client/client.h"

#include <stdbool.h>

/* Rows for its table of options: --endpoint, --key and --secret, which `variable` gives too. They
 * set the members of `lrs`. Texts are borrowed as long as the table is used. */
struct option_row program_endpoint_row(struct client_options *lrs);
struct option_row program_key_row(struct client_options *lrs, const char *help);
struct option_row program_secret_row(struct client_options *lrs, const char *variable);

/* Whether all three were given. */
bool program_has_lrs(const struct client_options *lrs);

/* Reads the value of --`option`, a whole number from `low` to `high`. INVALID if it is none. */
MUST_CHECK enum status program_read_number(const char *text, const char *option,
                                           unsigned long long low, unsigned long long high,
                                           unsigned long long *out, struct error *error);

struct program {
    const char *name; /* messages begin with it */

    /* Reads the command line, without the program's name, into `settings`. */
    enum status (*read)(int count, char **arguments, void *settings, struct options_result *result,
                        struct error *error);

    /* Does it; libcurl is set up. INVALID, CONFLICT, FORBIDDEN, TOO_LARGE and PRECONDITION say that
     * the LRS did not do as it should, the others that it or a file cannot be reached. */
    enum status (*run)(const void *settings, struct error *error);
};

/* All of main(): its result is the exit code. 0 good, 1 the LRS did not do as it should, 2 usage, 3
 * the LRS or a file cannot be reached. A failure is told on stderr. */
int program_run(const struct program *program, int count, char **arguments, void *settings);

#endif
