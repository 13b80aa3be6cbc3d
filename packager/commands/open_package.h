/* SPDX-License-Identifier: Apache-2.0 */

/* What commands about anyone's package have in common. */
#ifndef COMMANDS_OPEN_PACKAGE_H
#define COMMANDS_OPEN_PACKAGE_H

#include "base/error.h"
#include "base/options.h"

struct arena;
struct opened;
struct target;

/* Opens the zip or the folder at `path`, which then lives in `arena`. INVALID for what is no zip,
 * UNAVAILABLE for what cannot be read, whatever the reason. */
MUST_CHECK enum status open_package(const char *path, struct arena *arena, struct opened **out,
                                    struct error *error);

/* Reads the line of a command about one package, which *path then names. INVALID as options_read()
 * says, and when PACKAGE is missing. */
MUST_CHECK enum status read_package_line(const struct option_table *table, int count,
                                         char **arguments, const char **path,
                                         struct options_result *result, struct error *error);

/* The row of --lms, whose name *value is set to. */
struct option_row lms_row(const char **value, struct arena *arena);

/* The LMS that --lms names. INVALID if `name` is NULL, else as target_find(). */
MUST_CHECK enum status find_lms(const char *name, struct arena *arena, const struct target **out,
                                struct error *error);

#endif
