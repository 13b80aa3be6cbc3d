/* SPDX-License-Identifier: Apache-2.0 */

/* The profile and all that it has. Where an IRI is the profile's and a fragment, its row is what a
 * browser goes to. */
#include "pages/write.h"

#include "base/buffer.h"
#include "pages/kinds.h"
#include "pages/term_paths.h"

/* The terms of one kind; `concept` tells which, of concepts. */
struct section {
    const struct kind_words *words;
    enum term_kind kind;
    enum concept_kind concept;
};

static bool is_in(const struct section *section, const struct page *page, const struct term *term)
{
    return term->kind == section->kind &&
           (term->kind != TERM_CONCEPT ||
            page->site->profile->concepts[term->at].kind == section->concept);
}

static size_t count_in(const struct section *section, const struct page *page)
{
    size_t count = 0;
    for (size_t i = 0; i < page->site->count; i++) {
        count += is_in(section, page, &page->site->terms[i]) ? 1 : 0;
    }
    return count;
}

static void add_notes(struct page *page, const struct term *term)
{
    const struct profile *profile = page->site->profile;
    if (term->part->is_deprecated) {
        page_add(page, " <strong class=\"nhsuk-tag nhsuk-tag--red\">Deprecated</strong>");
    }
    if (term->kind == TERM_PATTERN && profile->patterns[term->at].is_primary) {
        page_add(page, " <strong class=\"nhsuk-tag\">Primary</strong>");
    }
}

/* Patterns that stand in others need no words of their own. */
static void add_definition(struct page *page, const struct term *term)
{
    struct phrase definition = phrase_of(term->part->definitions);
    if (definition.text[0] == '\0' && term->kind == TERM_PATTERN) {
        const struct profile_pattern *pattern = &page->site->profile->patterns[term->at];
        buffer_print(page->out, "%s (%zu)", pattern_words(pattern->kind), pattern->member_count);
        return;
    }
    page_add_phrase(page, definition);
}

static void add_row(struct page *page, const struct term *term)
{
    page_add(page, "<div class=\"nhsuk-summary-list__row\"><dt");
    page_add_anchor(page, term, page->site->profile->id);
    page_add(page, " class=\"nhsuk-summary-list__key\">");
    page_add_term(page, term);
    add_notes(page, term);
    page_add(page, "</dt><dd class=\"nhsuk-summary-list__value\">");
    add_definition(page, term);
    page_add(page, "</dd></div>\n");
}

static void add_section(struct page *page, const struct section *section, size_t number)
{
    if (count_in(section, page) == 0) {
        return;
    }
    buffer_print(page->out, "<h2 id=\"main-%zu\">%s</h2>\n<p>%s</p>\n", number,
                 section->words->plural, section->words->about);
    page_begin_facts(page);
    for (size_t i = 0; i < page->site->count; i++) {
        if (is_in(section, page, &page->site->terms[i])) {
            add_row(page, &page->site->terms[i]);
        }
    }
    page_end_facts(page);
}

static void add_contents(struct page *page, const struct section *sections, size_t count)
{
    page_add(page, "<nav class=\"nhsuk-contents-list page-contents\" aria-label=\"On this page\">\n"
                   "<h2 class=\"nhsuk-u-visually-hidden\">On this page</h2>\n"
                   "<ol class=\"nhsuk-contents-list__list\">\n");
    for (size_t i = 0; i < count; i++) {
        size_t terms = count_in(&sections[i], page);
        if (terms > 0) {
            buffer_print(
                page->out,
                "<li class=\"nhsuk-contents-list__item\"><a "
                "class=\"nhsuk-contents-list__link\" href=\"#main-%zu\">%s (%zu)</a></li>\n",
                i, sections[i].words->plural, terms);
        }
    }
    page_add(page, "</ol>\n</nav>\n");
}

static void add_version(struct page *page, const struct profile_version *version)
{
    if (version->id == NULL) {
        return;
    }
    page_add(page, "<li>");
    page_add_link(page, version->id);
    if (version->generated_at != NULL) {
        page_add(page, ", made ");
        page_add_text(page, version->generated_at);
    }
    page_add(page, "</li>\n");
}

static void add_profile(struct page *page)
{
    const struct profile *profile = page->site->profile;
    page_add_paragraphs(page, profile->definitions);
    page_begin_facts(page);
    page_add_code_fact(page, "IRI", profile->id);
    page_add_code_fact(page, "Conforms to", profile->conforms_to);
    page_add_fact(page, "For xAPI", profile->xapi_version);
    page_add(page, "<div class=\"nhsuk-summary-list__row\"><dt class=\"nhsuk-summary-list__key\">"
                   "Versions</dt><dd class=\"nhsuk-summary-list__value\">"
                   "<ul class=\"nhsuk-list\">\n");
    for (size_t i = 0; i < profile->version_count; i++) {
        add_version(page, &profile->versions[i]);
    }
    page_add(page, "</ul></dd></div>\n<div class=\"nhsuk-summary-list__row\"><dt "
                   "class=\"nhsuk-summary-list__key\">For programs</dt><dd "
                   "class=\"nhsuk-summary-list__value\"><a href=\"" PATH_PROFILE "\">" PATH_PROFILE
                   "</a></dd></div>\n");
    page_end_facts(page);
}

void index_write(struct page *page)
{
    struct section sections[CONCEPT_KINDS + 2];
    size_t count = 0;
    for (enum concept_kind kind = 0; kind < CONCEPT_KINDS; kind++) {
        sections[count++] = (struct section){kind_words_of_concept(kind), TERM_CONCEPT, kind};
    }
    sections[count++] = (struct section){kind_words_of(TERM_TEMPLATE), TERM_TEMPLATE, 0};
    sections[count++] = (struct section){kind_words_of(TERM_PATTERN), TERM_PATTERN, 0};
    add_profile(page);
    add_contents(page, sections, count);
    for (size_t i = 0; i < count; i++) {
        add_section(page, &sections[i], i);
    }
}
