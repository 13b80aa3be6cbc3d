/* SPDX-License-Identifier: Apache-2.0 */

/* What a package is, told to people and to programs: metadata, units with their launch files,
 * files with their sizes, files that are not listed or stand there twice. */
#ifndef INSPECT_INSPECTION_H
#define INSPECT_INSPECTION_H

#include "base/error.h"
#include "base/text.h"

struct opened;

/* Lines of text; of long lists only the beginning. Lives in the package's arena, as the other.
 * UNAVAILABLE when the package cannot be read. */
MUST_CHECK enum status inspection_text(const struct opened *opened, struct text *out,
                                       struct error *error);

/* All of it as JSON: an object whose keys packager/README.md lists. */
MUST_CHECK enum status inspection_json(const struct opened *opened, struct text *out,
                                       struct error *error);

#endif
