/* SPDX-License-Identifier: Apache-2.0 */

/* A JSON Schema in plain words. For this module only. */
#ifndef PAGES_SCHEMA_WORDS_H
#define PAGES_SCHEMA_WORDS_H

#include "pages/page.h"

/* Adds what the schema asks, as far as it is of keywords that have words; that there are others is
 * said. Deeper and longer ones are cut: the JSON stands below. */
void schema_add_words(struct page *page, const json_t *schema);

#endif
