/* SPDX-License-Identifier: Apache-2.0 */

/* A folder in the making beside its place, of which nobody sees anything until it is whole. */
#ifndef BASE_FOLDER_DRAFT_H
#define BASE_FOLDER_DRAFT_H

#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"

struct folder_draft;

/* Begins a folder that is to stand at `path`, under a name of its own in the same folder; the
 * caller owns *out. NOT_FOUND when that folder is not there, PRECONDITION when files stand at
 * `path`, UNAVAILABLE with the system's reason. Messages name `path`. One thread at a time. */
MUST_CHECK enum status folder_draft_open(const char *path, struct folder_draft **out,
                                         struct error *error);

/* Adds the file `name`, which is relative and never leads upwards, and the folders that it stands
 * in. UNAVAILABLE when the disk is full, and the like. */
MUST_CHECK enum status folder_draft_write(struct folder_draft *draft, const char *name,
                                          struct text content, struct error *error);

/* Gives the folder its name. Takes the draft; PRECONDITION when files have come to stand there,
 * else UNAVAILABLE, and then nothing of it is left. */
MUST_CHECK enum status folder_draft_publish(struct folder_draft *draft, struct error *error);

/* Removes what was not published; NULL is allowed. */
void folder_draft_discard(struct folder_draft *draft);
DEFINE_AUTO(struct folder_draft, folder_draft_discard);

#endif
