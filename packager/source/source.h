/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a course source, a folder on disk, into the course model. The format is described in
 * content/README.md. */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

#include "base/error.h"

struct arena;
struct cache;
struct course;

/* Reads the course in `folder` with all its pages, and checks every file that it names. *out lives
 * in `arena`. What `cache` has of an earlier time is not printed again; NULL for none. INVALID,
 * NOT_FOUND or TOO_LARGE for the first fault, told as "folder/file:line: what, which value, why,
 * what to do". */
MUST_CHECK enum status source_read(const char *folder, struct cache *cache, struct arena *arena,
                                   struct course **out, struct error *error);

#endif
