/* SPDX-License-Identifier: Apache-2.0 */

/* A concept: what it is, what it is related to, what values it takes. */
#include "pages/write.h"

#include "pages/kinds.h"
#include "pages/schema_words.h"

static void add_relations(struct page *page, const struct profile_concept *concept)
{
    page_add_links_fact(page, "Broader", &concept->broader);
    page_add_links_fact(page, "Narrower", &concept->narrower);
    page_add_links_fact(page, "Instead of it", &concept->related);
    page_add_links_fact(page, "Broader, elsewhere", &concept->broad_match);
    page_add_links_fact(page, "Narrower, elsewhere", &concept->narrow_match);
    page_add_links_fact(page, "Related, elsewhere", &concept->related_match);
    page_add_links_fact(page, "The same, elsewhere", &concept->exact_match);
    page_add_links_fact(page, "Recommended with verbs", &concept->recommended_verbs);
    page_add_links_fact(page, "Recommended with activity types",
                        &concept->recommended_activity_types);
}

static void add_schema(struct page *page, const struct profile_concept *concept)
{
    if (concept->inline_schema == NULL) {
        return;
    }
    page_add_heading(page, "What its value must be");
    if (concept->schema == NULL) {
        page_add(page, "<p>Its JSON Schema cannot be read:</p>\n");
        page_add_json(page, concept->inline_schema);
        return;
    }
    schema_add_words(page, concept->schema);
    page_add(page, "<h3>As JSON Schema</h3>\n");
    page_add_json(page, concept->schema);
}

void concept_write(struct page *page, const struct term *term)
{
    const struct profile_concept *concept = &page->site->profile->concepts[term->at];
    page_begin_term(page, term);
    page_add_fact(page, "Kind", kind_words_of_concept(concept->kind)->about);
    page_add_code_fact(page, "Content type", concept->content_type);
    page_add_link_fact(page, "JSON-LD context", concept->context);
    page_add_link_fact(page, "JSON Schema", concept->schema_address);
    add_relations(page, concept);
    page_end_facts(page);
    add_schema(page, concept);
    if (concept->activity != NULL) {
        page_add_heading(page, "Its definition in statements");
        page_add_json(page, concept->activity);
    }
    page_add_users(page, term, "Used by");
}
