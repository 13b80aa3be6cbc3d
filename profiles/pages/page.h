/* SPDX-License-Identifier: Apache-2.0 */

/* One page being written as HTML: what all pages have in common. No text of a profile gets into a
 * page but through these. For this module only. */
#ifndef PAGES_PAGE_H
#define PAGES_PAGE_H

#include "pages/site.h"

struct buffer;

struct page {
    const struct site *site;
    struct buffer *out;
    const char *up; /* "../" for each folder that the page stands in */
};

/* A page for the file `path`, up to its first heading, which is `title`; `kind` stands above it. */
struct page page_begin(const struct site *site, const char *path, struct phrase title,
                       const char *kind, struct buffer *out);
void page_end(struct page *page);

/* Adds markup as it is. */
void page_add(struct page *page, const char *markup);

/* Adds a text that is not ours, escaped; what would not be seen, or turn the direction of writing,
 * becomes U+FFFD. */
void page_add_text(struct page *page, const char *text);

/* The same, with its language where it is another one than the page's. */
void page_add_phrase(struct page *page, struct phrase phrase);

/* A link to the term with its label, or to the IRI of another profile as it is written; no link if
 * it leads nowhere on the web. */
void page_add_link(struct page *page, const char *iri);
void page_add_term(struct page *page, const struct term *term);

/* "<h2>"; a part of the page. */
void page_add_heading(struct page *page, const char *heading);

/* A language map, each language a paragraph. */
void page_add_paragraphs(struct page *page, const json_t *map);

/* A text, or JSON on one line, that is to be read to the letter. */
void page_add_code(struct page *page, const char *code);
void page_add_value(struct page *page, const json_t *value);

/* JSON, indented. */
void page_add_json(struct page *page, const json_t *value);

/* Lists of names with values, which each function below adds a row to, or none if there is no
 * value. */
void page_begin_facts(struct page *page);
void page_end_facts(struct page *page);
void page_add_fact(struct page *page, const char *name, const char *text);
void page_add_code_fact(struct page *page, const char *name, const char *code);
void page_add_link_fact(struct page *page, const char *name, const char *iri);
void page_add_links_fact(struct page *page, const char *name, const struct iri_list *iris);

/* What all pages of terms begin with: a warning if it is deprecated, its definition, its IRI and
 * version, in a list of facts that is still open. */
void page_begin_term(struct page *page, const struct term *term);

/* The terms that lead to it, below `heading`, and then its fragments. */
void page_add_users(struct page *page, const struct term *term, const char *heading);

/* The terms whose IRIs are `iri`, '#' and a fragment, each where a browser looks for that fragment;
 * nothing if there are none. */
void page_add_fragments(struct page *page, const char *iri);

/* Inside of a tag: makes the element the one that a browser looks for, if the term's IRI is `iri`,
 * '#' and a fragment. */
void page_add_anchor(struct page *page, const struct term *term, const char *iri);

#endif
