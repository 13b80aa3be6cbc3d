/* SPDX-License-Identifier: Apache-2.0 */

/* The kinds of pages that a course may have, told by how their files are named. */
#ifndef SOURCE_PAGE_KINDS_H
#define SOURCE_PAGE_KINDS_H

#include "base/error.h"
#include "base/text.h"

struct arena;
struct page;
struct source;

struct page_kind_reader {
    const char *suffix; /* with its first '.' */

    /* Fills `page`, whose id and path are set, from the text of its file, well-formed UTF-8, and
     * checks all files that it names. INVALID, NOT_FOUND or TOO_LARGE, told with file and line. */
    enum status (*parse)(const struct source *source, struct page *page, struct text text,
                         struct error *error);
};

/* The kind of the page whose file has that path or name; NULL if it is none: then the name is not
 * an id and one of the suffixes. */
const struct page_kind_reader *page_kind_of(const char *path);

/* The page's id, which is its file's name up to the first '.'. A slice of `path`. */
struct text page_kind_id(const char *path);

/* "<page-id>.md, <page-id>.quiz.json or ...", for messages. In `arena`. */
const char *page_kind_list(struct arena *arena);

#endif
