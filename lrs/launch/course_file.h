/* SPDX-License-Identifier: Apache-2.0 */

/* A course's file on disk: a zip with cmi5.xml, or cmi5.xml itself (cmi5 14). */
#ifndef LAUNCH_COURSE_FILE_H
#define LAUNCH_COURSE_FILE_H

#include "base/arena.h"
#include "base/error.h"
#include "store/launches.h"

/* Reads and checks the course structure in the file `path`; what it names relatively is taken to
 * stand below `content_url` (may be ""). *out lives in `arena`. INVALID: neither zip nor XML, a
 * broken structure, a relative address that is not in the zip or has no `content_url` to stand
 * below. TOO_LARGE, NOT_FOUND, UNAVAILABLE as file_read() tells. */
MUST_CHECK enum status course_file_read(const char *path, const char *content_url,
                                        struct arena *arena, struct stored_course *out,
                                        struct error *error);

#endif
