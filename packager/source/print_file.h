/* SPDX-License-Identifier: Apache-2.0 */

/* A download that is written in Markdown, which becomes a PDF and a web page. */
#ifndef SOURCE_PRINT_FILE_H
#define SOURCE_PRINT_FILE_H

#include "base/error.h"

#include <stdbool.h>

struct download;
struct page;
struct reference;
struct source;

/* Whether a file of that name is one. */
bool print_file_is(const char *path);

/* Prints the file that `reference` names, and adds "NAME.pdf" and "NAME.html" to the page's media
 * and to `download`. INVALID, at the place of the reference, when it is missing or would take
 * another file's place; at its own place as print_document() says. */
MUST_CHECK enum status print_file_read(const struct source *source,
                                       const struct reference *reference, struct page *page,
                                       struct download *download, struct error *error);

#endif
