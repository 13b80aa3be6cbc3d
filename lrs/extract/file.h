/* SPDX-License-Identifier: Apache-2.0 */

/* An extract on its way: an SQLite file beside its place, of which nobody sees anything until it is
 * whole. It is one file with a rollback journal when it is there, never with a log beside it: such
 * files are copied, mailed and read from network drives. */
#ifndef EXTRACT_FILE_H
#define EXTRACT_FILE_H

#include "base/auto.h"
#include "store/backend.h"

struct extract_file {
    struct connection *connection; /* NULL once it is kept */
    const char *path;              /* borrowed */
    char *temporary;               /* NULL: there is none */
};

/* What stands at `path`. */
enum extract_place { EXTRACT_NOTHING, EXTRACT_OF_OURS, EXTRACT_FOREIGN };
enum extract_place extract_file_look(const char *path);

/* Begins an empty file, or with `from_old` a copy of the extract that is there. What is put in is
 * one transaction, and gone with the file if anything fails. UNAVAILABLE, NOT_FOUND: the folder. */
MUST_CHECK enum status extract_file_begin(const char *path, bool from_old, struct extract_file *out,
                                          struct error *error);

/* Gives it its name, durably, instead of what stands there. */
MUST_CHECK enum status extract_file_keep(struct extract_file *file, struct error *error);

/* Gives up what was not kept. */
void extract_file_discard(struct extract_file *file);
DEFINE_AUTO_VALUE(struct extract_file, extract_file_discard);

#endif
