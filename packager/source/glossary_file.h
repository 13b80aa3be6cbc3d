/* SPDX-License-Identifier: Apache-2.0 */

/* The glossary of a course source: Markdown without front matter, a heading "## Term" and below it
 * what the term means. */
#ifndef SOURCE_GLOSSARY_FILE_H
#define SOURCE_GLOSSARY_FILE_H

#include "base/error.h"

struct glossary;
struct source;

/* Reads the file `path`, below the course folder. A term's id is the term in small letters, all but
 * letters a to z and digits made hyphens. Explanations may link to other terms, but bring no files.
 * *out lives in the arena. INVALID with "folder/file:line: ..." for text before the first term, a
 * term that stands twice, has no explanation, or none of whose letters can begin an id. */
MUST_CHECK enum status glossary_file_read(const struct source *source, const char *path,
                                          struct glossary **out, struct error *error);

#endif
