/* SPDX-License-Identifier: Apache-2.0 */

/* What tests of pages share: a profile of given parts, its site, and one of its pages. */
#ifndef PAGES_PAGES_FIXTURE_H
#define PAGES_PAGES_FIXTURE_H

#include "base/buffer.h"
#include "pages/kinds.h"
#include "pages/write.h"
#include "profile/profile_fixture.h"

#include <string.h>

enum { CASE_PAGE_MAX = 1 << 20 };

/* `parts` stands behind HEAD: ",\"concepts\":[…]}". */
static inline const struct site *read_site(struct case_file *made, const char *parts)
{
    const char *text = arena_print(made->arena, HEAD "%s", parts);
    read_text(made, text_of(text));
    return site_make(&made->profile, made->arena);
}

/* The page of the term with that IRI, or with NULL the index; it lives in the case's arena. */
static inline const char *page_of(struct case_file *made, const struct site *site, const char *iri)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(CASE_PAGE_MAX);
    const struct term *term = iri != NULL ? site_find(site, iri) : NULL;
    struct page page = page_begin(site, term != NULL ? term->path : "index.html",
                                  term != NULL ? term->label : site->title, "", &out);
    if (term == NULL) {
        assert_null(iri);
        index_write(&page);
    } else {
        term_write(&page, term);
    }
    page_end(&page);
    assert_false(out.overflowed);
    return arena_copy(made->arena, buffer_text(&out));
}

static inline void assert_has(const char *page, const char *part)
{
    if (strstr(page, part) == NULL) {
        fail_msg("'%s' does not stand in:\n%s", part, page);
    }
}

static inline void assert_lacks(const char *page, const char *part)
{
    if (strstr(page, part) != NULL) {
        fail_msg("'%s' stands in:\n%s", part, page);
    }
}

#endif
