/* SPDX-License-Identifier: Apache-2.0 */

/* What `ibest-lrs profile` has to ask and to write where it tells about one thing that is stored,
 * by its UUID: its command line, and its answer. */
#ifndef COMMANDS_PROFILE_INQUIRY_H
#define COMMANDS_PROFILE_INQUIRY_H

#include "base/options.h"
#include "base/uuid.h"
#include "settings/settings.h"

#include <jansson.h>

struct inquiry_line {
    struct settings settings;
    const char *as_json; /* NULL: for people */
    struct uuid id;
};

struct inquiry_words {
    const char *command, *usage, *summary; /* as in struct option_table */
    const char *lacking; /* of the message where no UUID is given: "name a statement by its id" */
};

/* *helped: the help was asked for, and shown. */
MUST_CHECK enum status inquiry_line_read(const struct inquiry_words *words, int count,
                                         char **arguments, struct inquiry_line *out, bool *helped,
                                         struct error *error);

/* Ends the answer: `list` is written to the output; NULL: what was printed is all. */
MUST_CHECK enum status inquiry_write(const json_t *list, struct error *error);

#endif
