/* SPDX-License-Identifier: Apache-2.0 */

/* The writers of pages, one a file; pages.c has THE table of them. Each adds what stands between a
 * page's first heading and its end. For this module only. */
#ifndef PAGES_WRITE_H
#define PAGES_WRITE_H

#include "pages/page.h"

void index_write(struct page *page);

void concept_write(struct page *page, const struct term *term);
void template_write(struct page *page, const struct term *term);
void pattern_write(struct page *page, const struct term *term);
void version_write(struct page *page, const struct term *term);
void document_write(struct page *page, const struct term *term);

/* The one of these that is for the term's kind. */
void term_write(struct page *page, const struct term *term);

/* "One of these", … */
const char *pattern_words(enum pattern_kind kind);

#endif
