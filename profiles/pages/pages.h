/* SPDX-License-Identifier: Apache-2.0 */

/* An xAPI Profile as pages for people, one a term, so that its IRIs can be served. */
#ifndef PAGES_PAGES_H
#define PAGES_PAGES_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

struct arena;
struct profile;

enum {
    PAGES_PAGE_MAX = 16 << 20,   /* bytes of one page */
    PAGES_BYTES_MAX = 256 << 20, /* of all pages: each must tell of all that leads to it */
};

/* What pages are made of. All borrowed. */
struct pages_request {
    const struct profile *profile;
    struct text source; /* the JSON-LD that it was read from, which is put beside the pages */
    const char *folder; /* empty or not there yet; the folder above must be */
};

/* Writes index.html, a page for each concept, template, pattern and version, style.css and
 * profile.jsonld into the folder, all or nothing. The same profile gives the same bytes. What is to
 * be served under an IRI below the profile's own stands in a file with the same path and ".html"
 * (pages/term_paths.h). Takes time and memory in proportion to what it writes. INVALID: the profile
 * has no id; TOO_LARGE: over a limit above; else as folder_draft_open() says. *out_count is of
 * pages.
 */
MUST_CHECK enum status pages_write(const struct pages_request *request, struct arena *arena,
                                   size_t *out_count, struct error *error);

#endif
