/* SPDX-License-Identifier: Apache-2.0 */

/* A statement template: which statements it is about, and what its rules ask of them. */
#include "pages/write.h"

#include "pages/rule_words.h"

static void add_determining(struct page *page, const struct profile_template *template)
{
    page_add_heading(page, "Which statements it is about");
    page_add(page, "<p>Those that have all of this:</p>\n");
    page_begin_facts(page);
    page_add_link_fact(page, "Verb", template->verb);
    page_add_link_fact(page, "Type of the activity", template->object_activity_type);
    page_add_links_fact(page, "Grouping activities of type", &template->grouping_types);
    page_add_links_fact(page, "Parent activities of type", &template->parent_types);
    page_add_links_fact(page, "Other context activities of type", &template->other_types);
    page_add_links_fact(page, "Category activities of type", &template->category_types);
    page_add_links_fact(page, "Attachments for", &template->attachment_usage_types);
    page_add_links_fact(page, "Its object is a statement of", &template->object_references);
    page_add_links_fact(page, "Its context refers to a statement of",
                        &template->context_references);
    page_add_links_fact(page, "Account's home page", &template->home_pages);
    page_add_links_fact(page, "Extensions of the activity", &template->definition_extensions);
    page_add_links_fact(page, "Extensions of the result", &template->result_extensions);
    page_add_links_fact(page, "Extensions of the context", &template->context_extensions);
    page_add_links_fact(page, "Context agents of type", &template->agent_types);
    page_add_links_fact(page, "Context groups of type", &template->group_types);
    page_end_facts(page);
}

static bool is_determined(const struct profile_template *template)
{
    return template->verb != NULL || template->object_activity_type != NULL ||
           template->grouping_types.count + template->parent_types.count +
                   template->other_types.count + template->category_types.count +
                   template->attachment_usage_types.count + template->object_references.count +
                   template->context_references.count + template->home_pages.count +
                   template->definition_extensions.count + template->result_extensions.count +
                   template->context_extensions.count + template->agent_types.count +
                   template->group_types.count >
               0;
}

static void add_rules(struct page *page, const struct profile_template *template)
{
    page_add_heading(page, "Rules");
    if (template->rule_count == 0) {
        page_add(page, "<p>It has none.</p>\n");
        return;
    }
    page_add(page, "<ol class=\"pages-rules\">\n");
    for (size_t i = 0; i < template->rule_count; i++) {
        page_add(page, "<li>");
        rule_add_words(page, &template->rules[i]);
        page_add(page, "</li>\n");
    }
    page_add(page, "</ol>\n");
}

void template_write(struct page *page, const struct term *term)
{
    const struct profile_template *template = &page->site->profile->templates[term->at];
    page_begin_term(page, term);
    page_end_facts(page);
    if (is_determined(template)) {
        add_determining(page, template);
    } else {
        page_add_heading(page, "Which statements it is about");
        page_add(page, "<p>All: it has no determining property.</p>\n");
    }
    add_rules(page, template);
    page_add_users(page, term, "Used by");
}
