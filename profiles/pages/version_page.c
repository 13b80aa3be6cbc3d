/* SPDX-License-Identifier: Apache-2.0 */

/* What an IRI leads to that is no term: a version of the profile, or a document of several terms.
 */
#include "pages/write.h"

void version_write(struct page *page, const struct term *term)
{
    const struct profile_version *version = &page->site->profile->versions[term->at];
    page_add(page, "<p>A version of the profile ");
    page_add_phrase(page, page->site->title);
    page_add(page, ". Once published, it does not change.</p>\n");
    page_begin_facts(page);
    page_add_code_fact(page, "IRI", version->id);
    page_add_fact(page, "Made", version->generated_at);
    page_add_links_fact(page, "Comes after", &version->was_revision_of);
    page_end_facts(page);
    page_add_users(page, term, "Its terms");
}

void document_write(struct page *page, const struct term *term)
{
    page_add(page, "<p>Several terms of the profile ");
    page_add_phrase(page, page->site->title);
    page_add(page, " share this address; what follows a '#' tells them apart.</p>\n");
    page_add_fragments(page, term->id);
}
