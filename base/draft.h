/* SPDX-License-Identifier: Apache-2.0 */

/* A file in the making beside its place, of which nobody sees anything until it is whole. */
#ifndef BASE_DRAFT_H
#define BASE_DRAFT_H

#include "base/auto.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

struct draft;

/* Begins a file that is to stand at `path`, in the same folder, without a name where the system
 * can, else under one of its own; the caller owns *out. NOT_FOUND when that folder is not there,
 * UNAVAILABLE with the system's reason. Messages name `path`, here and below. One thread at a time.
 */
MUST_CHECK enum status draft_open(const char *path, struct draft **out, struct error *error);

/* Open for reading and writing; borrowed until the draft ends. */
int draft_descriptor(const struct draft *draft);

/* Adds `content` where the descriptor stands. UNAVAILABLE when the disk is full, and the like. */
MUST_CHECK enum status draft_write(struct draft *draft, struct text content, struct error *error);

/* Waits until the content is on the disk, and draft_publish() then does so for the name: for what
 * cannot be made again. UNAVAILABLE. */
MUST_CHECK enum status draft_sync(struct draft *draft, struct error *error);

/* Gives the file its name, instead of any other that had it. Takes the draft; UNAVAILABLE when that
 * fails, and then nothing of it is left. */
MUST_CHECK enum status draft_publish(struct draft *draft, struct error *error);

/* The SHA-256 of what it holds, which is read again. UNAVAILABLE. */
MUST_CHECK enum status draft_digest(struct draft *draft, struct digest *out, struct error *error);

/* Publishes all of `drafts`, or none: when one fails, those before it give their places back to
 * what stood there, as far as the file system has hard links to keep it by. Takes them, and leaves
 * NULL in the list, where it may stand before, too. UNAVAILABLE. */
MUST_CHECK enum status draft_publish_all(struct draft **drafts, size_t count, struct error *error);

/* Gives up what was not published; NULL is allowed. */
void draft_discard(struct draft *draft);
DEFINE_AUTO(struct draft, draft_discard);

#endif
