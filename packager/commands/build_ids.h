/* SPDX-License-Identifier: Apache-2.0 */

/* What 'ibest-pack build' does about ids.lock: nothing is built of a course whose identifiers have
 * changed, and what was built is locked. */
#ifndef COMMANDS_BUILD_IDS_H
#define COMMANDS_BUILD_IDS_H

#include "base/error.h"

struct arena;
struct build;
struct course;
struct ids_lock;

/* Before anything is written: reads the lock into *out (NULL: there is none) and holds the course
 * against it. CONFLICT for identifiers that changed, unless that is allowed; with --frozen also
 * INVALID when the lock is missing or does not hold a module. */
MUST_CHECK enum status build_ids_check(const struct build *build, const struct course *course,
                                       struct arena *arena, const struct ids_lock **out,
                                       struct error *error);

/* After all is written: brings the lock up to date, and says so on standard error; also that it
 * could not be written, which is no failure, as the packages are right. */
void build_ids_keep(const struct build *build, const struct course *course,
                    const struct ids_lock *lock, struct arena *arena);

#endif
