/* SPDX-License-Identifier: Apache-2.0 */

/* The glossary of a course source: Markdown without front matter, a heading "## Term" and below it
 * what the term means. */
#ifndef SOURCE_GLOSSARY_FILE_H
#define SOURCE_GLOSSARY_FILE_H

#include "base/error.h"
#include "base/text.h"

struct glossary;
struct reference;
struct source;

/* Reads `text`, well-formed UTF-8, the file `path` below the course folder. A term's id is the term
 * in small letters, all but letters a to z and digits made hyphens. Explanations may link to other
 * terms, but bring no files. *out lives in the arena. INVALID with "folder/file:line: ..." for text
 * before the first term, a term that stands twice, has no explanation, or none of whose letters can
 * begin an id. */
MUST_CHECK enum status glossary_file_parse(const struct source *source, const char *path,
                                           struct text text, struct glossary **out,
                                           struct error *error);

/* Checks that the term whose id a text refers to is in the course's glossary. INVALID at the place
 * of the reference. */
MUST_CHECK enum status term_check(const struct source *source, const struct reference *reference,
                                  struct error *error);

#endif
