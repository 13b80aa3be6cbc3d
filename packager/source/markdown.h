/* SPDX-License-Identifier: Apache-2.0 */

/* Markdown (GitHub's, by libcmark-gfm) into HTML that a package can show. */
#ifndef SOURCE_MARKDOWN_H
#define SOURCE_MARKDOWN_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>

struct page;
struct place;
struct source;

/* Where the text comes from and what it may be. */
struct markdown {
    struct text text;
    const char *from; /* its file, below the course folder */
    size_t line;      /* the file's line on which `text` begins */
    const struct place
        *place;     /* if not NULL, it is one JSON string, and each fault is told there */
    bool is_phrase; /* one paragraph only, given without its <p> */
};

/* Renders it; *out lives in the arena. Images, and links to files of the course, become media of
 * `page`, their addresses those in the package; with NULL for it they are refused. Callouts and
 * figures get their NHS structure, links to terms lead into the source's glossary. INVALID with
 * "file:line: ..." for a heading of level 1, raw HTML, an image without alternative text, an image
 * or a link that a package cannot have, a callout that is none. */
MUST_CHECK enum status markdown_render(const struct source *source, const struct markdown *markdown,
                                       struct page *page, const char **out, struct error *error);

#endif
