/* SPDX-License-Identifier: Apache-2.0 */

/* ids.lock, a file beside course.json: the identifiers that a course had when it was first built.
 * LMSs keep learners' results under the ids of course and modules, learning records stand under its
 * IRI; whoever changes one of them loses what learners have done. content/README.md describes the
 * file. */
#ifndef SOURCE_IDS_LOCK_H
#define SOURCE_IDS_LOCK_H

#include "base/error.h"
#include "base/text.h"

struct arena;
struct course;
struct ids_lock;

/* Reads the lock of the course in `folder`; *out lives in `arena`, and is NULL if there is none
 * yet. INVALID with file and line for what is no lock; else as source_read_text() fails. */
MUST_CHECK enum status ids_lock_read(const char *folder, struct arena *arena,
                                     const struct ids_lock **out, struct error *error);

/* Reads the text of a lock; messages call it `path`, which must live as long as *out. INVALID as
 * above. */
MUST_CHECK enum status ids_lock_parse(const char *path, struct text text, struct arena *arena,
                                      const struct ids_lock **out, struct error *error);

/* CONFLICT, with line, old and new identifier, for the first that was locked and has changed or
 * gone. Modules may be added and take another order. */
MUST_CHECK enum status ids_lock_check(const struct ids_lock *lock, const struct course *course,
                                      struct error *error);

/* The ids of modules that `lock` does not hold, "'a', 'b'", in `arena`; NULL if it holds all. */
const char *ids_lock_list_new(const struct ids_lock *lock, const struct course *course,
                              struct arena *arena);

/* "folder/ids.lock", in `arena`. */
const char *ids_lock_path(const char *folder, struct arena *arena);

/* Writes the lock of the course as it is now. As file_write_atomically() fails. */
MUST_CHECK enum status ids_lock_write(const char *folder, const struct course *course,
                                      struct error *error);

#endif
