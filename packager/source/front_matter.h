/* SPDX-License-Identifier: Apache-2.0 */

/* The head of a Markdown page: YAML between two lines of "---". */
#ifndef SOURCE_FRONT_MATTER_H
#define SOURCE_FRONT_MATTER_H

#include "base/error.h"
#include "base/text.h"

struct arena;

/* A value and the line of the page it stands on; `value` is NULL if the key is absent. */
struct front_value {
    const char *value;
    size_t line;
};

struct front_download {
    struct front_value file;
    struct front_value title;
};

struct front_matter {
    struct front_value title;
    struct front_value video;
    struct front_value captions;
    struct front_value transcript;
    struct front_value chapters;
    struct front_value poster;
    struct front_value subject; /* this and the next of documents for paper only */
    struct front_value notice;
    struct front_download *downloads;
    size_t download_count;
    struct text body; /* what stands behind the front matter */
    size_t body_line; /* the line of the page on which it begins */
};

/* Reads the head of the page `text`, which is UTF-8. What *out points to lives in `arena`, but for
 * `body`, a slice of `text`. INVALID with "name:line: ..." for YAML that is broken, keys that are
 * unknown, double or of the wrong kind, a missing or too long title, and a video without captions
 * or transcript. */
MUST_CHECK enum status front_matter_read(struct text text, const char *name, struct arena *arena,
                                         struct front_matter *out, struct error *error);

/* The same for a document for paper (print/print.h), which may have a title, a subject and a notice
 * only. */
MUST_CHECK enum status front_matter_read_printed(struct text text, const char *name,
                                                 struct arena *arena, struct front_matter *out,
                                                 struct error *error);

#endif
