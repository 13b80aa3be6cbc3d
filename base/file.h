/* SPDX-License-Identifier: Apache-2.0 */

/* Whole files in and out, and paths that stay where they belong. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buffer.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>

/* Reads the whole file behind what `buffer` holds. NOT_FOUND, TOO_LARGE (more than `limit` bytes,
 * or than the buffer takes), INVALID (a folder, a device), UNAVAILABLE; messages name the path
 * and the system's reason. */
MUST_CHECK enum status file_read(const char *path, size_t limit, struct buffer *buffer,
                                 struct error *error);

/* The SHA-256 of the file, however large it is. Fails as file_read(), except for its size. */
MUST_CHECK enum status file_digest(const char *path, struct digest *out, struct error *error);

/* Writes `content` to a temporary file beside `path`, syncs it and renames it, so that `path` is
 * old or new, never half. */
MUST_CHECK enum status file_write_atomically(const char *path, struct text content,
                                             struct error *error);

/* Makes the folder and those above it that are missing. */
MUST_CHECK enum status folder_make(const char *path, struct error *error);

/* Fails with "cannot WHAT 'path': " and the reason in errno, `what` being "read" or the like: call
 * it before errno changes. NOT_FOUND when there is no such file or folder, else UNAVAILABLE. */
MUST_CHECK enum status file_fail(const char *what, const char *path, struct error *error);

bool file_exists(const char *path);

/* "folder/name"; `name` alone if it is absolute. Owned by the caller. */
char *path_join(const char *folder, const char *name);

/* The folder part of `path` ("." if it has none), owned by the caller. */
char *path_folder(const char *path);

/* The part behind the last '/', borrowed from `path`. */
const char *path_name(const char *path);

/* Resolves `relative` against the folder of `from`, both below one root and '/'-separated
 * ("a/b.md", "../media/x.mp4" -> "media/x.mp4"). Owned by the caller; NULL when it is absolute,
 * empty, has a backslash or climbs out of the root. */
char *path_resolve(const char *from, const char *relative);

#endif
