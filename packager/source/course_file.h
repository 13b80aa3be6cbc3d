/* SPDX-License-Identifier: Apache-2.0 */

/* course.json: the course, its modules, and the order of its pages. */
#ifndef SOURCE_COURSE_FILE_H
#define SOURCE_COURSE_FILE_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

struct arena;
struct course;
struct page;
struct place;
struct source;

/* What is to be done with each page that the file names, in order: `place` is where. */
struct page_visitor {
    enum status (*visit)(const struct source *source, struct page *page, const struct place *place,
                         struct error *error);
};

/* Reads `text`, well-formed UTF-8, as course.json. Pages get their id and path; `visitor` fills the
 * rest and may be NULL: then no other file is opened, the glossary neither. *out lives in
 * source->arena. INVALID with "folder/course.json:line: ...".
 */
MUST_CHECK enum status course_file_parse(const struct source *source, struct text text,
                                         const struct page_visitor *visitor, struct course **out,
                                         struct error *error);

#endif
