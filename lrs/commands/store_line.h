/* SPDX-License-Identifier: Apache-2.0 */

/* The command line of commands that open the store beside a server: their own options and the
 * store's. */
#ifndef COMMANDS_STORE_LINE_H
#define COMMANDS_STORE_LINE_H

#include "base/options.h"
#include "settings/settings.h"

/* Reads the line by `own`, whose rows the store's settings are put before. If it asks for --help,
 * out->is_help is set and nothing else. */
MUST_CHECK enum status store_line_read(const struct option_table *own, int count, char **arguments,
                                       struct settings *settings, struct options_result *out,
                                       struct error *error);

/* Reads a day in London, of an option called `name`, into the moment at which it begins; NULL is
 * today. INVALID. */
MUST_CHECK enum status day_option_read(const char *name, const char *value, int64_t *out_us,
                                       struct error *error);

#endif
