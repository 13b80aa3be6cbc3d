/* SPDX-License-Identifier: Apache-2.0 */

/* What commands about anyone's package have in common. */
#ifndef COMMANDS_OPEN_PACKAGE_H
#define COMMANDS_OPEN_PACKAGE_H

#include "base/error.h"

struct arena;
struct opened;
struct target;

/* Opens the zip or the folder at `path`, which then lives in `arena`. INVALID for what is no zip,
 * UNAVAILABLE for what cannot be read, whatever the reason. */
MUST_CHECK enum status open_package(const char *path, struct arena *arena, struct opened **out,
                                    struct error *error);

/* The LMS that --lms names. INVALID if `name` is NULL, else as target_find(). */
MUST_CHECK enum status find_lms(const char *name, struct arena *arena, const struct target **out,
                                struct error *error);

#endif
