/* SPDX-License-Identifier: Apache-2.0 */

/* A rule of a statement template in plain words. For this module only. */
#ifndef PAGES_RULE_WORDS_H
#define PAGES_RULE_WORDS_H

#include "pages/page.h"

/* Adds where it looks, what must be so there, and its scope note. */
void rule_add_words(struct page *page, const struct template_rule *rule);

#endif
