/* SPDX-License-Identifier: Apache-2.0 */

/* A pattern as lists within lists, as far as they can be read; what is further down has pages of
 * its own. */
#include "pages/write.h"

/* One pattern may stand in another over and over, so what is shown is counted: lists grow by a
 * power of their depth. */
enum { DEPTH_MAX = 6, LINES_MAX = 150 };

/* A figure being written. */
struct figure {
    struct page *page;
    size_t lines;
};

static const struct {
    const char *words;
    const char *list; /* the element: an order that counts is numbered */
} KINDS[PATTERN_KINDS] = {
    [PATTERN_ALTERNATES] = {"One of these", "ul"},
    [PATTERN_OPTIONAL] = {"Once, or not at all", "ul"},
    [PATTERN_ONE_OR_MORE] = {"Once, or more often", "ul"},
    [PATTERN_SEQUENCE] = {"All of these, in this order", "ol"},
    [PATTERN_ZERO_OR_MORE] = {"Any number of times, or not at all", "ul"},
};

const char *pattern_words(enum pattern_kind kind)
{
    return KINDS[kind].words;
}

static void add_pattern(struct figure *figure, const struct profile_pattern *pattern, size_t depth);

static bool is_shown(const struct figure *figure, const struct profile_pattern *pattern,
                     size_t depth)
{
    return depth < DEPTH_MAX && figure->lines + pattern->member_count <= LINES_MAX;
}

static void add_member(struct figure *figure, const struct pattern_member *member, size_t depth)
{
    struct page *page = figure->page;
    const struct site *site = page->site;
    page_add(page, "<li>");
    if (member->template != NULL) {
        page_add_term(page,
                      site_template(site, (size_t)(member->template - site->profile->templates)));
    } else if (member->pattern != NULL) {
        page_add_term(page,
                      site_pattern(site, (size_t)(member->pattern - site->profile->patterns)));
        if (is_shown(figure, member->pattern, depth)) {
            add_pattern(figure, member->pattern, depth);
        }
    } else {
        page_add_link(page, member->iri);
    }
    page_add(page, "</li>\n");
}

/* Recursion ends: see DEPTH_MAX. */
static void add_pattern(struct figure *figure, const struct profile_pattern *pattern, size_t depth)
{
    struct page *page = figure->page;
    page_add(page, "<p class=\"pages-operator\">");
    page_add(page, KINDS[pattern->kind].words);
    page_add(page, ":</p>\n<");
    page_add(page, KINDS[pattern->kind].list);
    page_add(page, " class=\"pages-members\">\n");
    figure->lines += pattern->member_count;
    for (size_t i = 0; i < pattern->member_count; i++) {
        add_member(figure, &pattern->members[i], depth + 1);
    }
    page_add(page, "</");
    page_add(page, KINDS[pattern->kind].list);
    page_add(page, ">\n");
}

void pattern_write(struct page *page, const struct term *term)
{
    const struct profile_pattern *pattern = &page->site->profile->patterns[term->at];
    struct figure figure = {.page = page};
    page_begin_term(page, term);
    page_add_fact(page, "Primary",
                  pattern->is_primary
                      ? "Yes: the statements of one registration keep to it as a whole."
                      : "No: it is there for other patterns.");
    page_end_facts(page);
    page_add_heading(page, "Which statements, in which order");
    page_add(page, "<div class=\"pages-figure\">\n");
    add_pattern(&figure, pattern, 0);
    page_add(page, "</div>\n");
    page_add_users(page, term, "Used by");
}
