/* SPDX-License-Identifier: Apache-2.0 */

/* The kinds of terms, in words. For this module only. */
#ifndef PAGES_KINDS_H
#define PAGES_KINDS_H

#include "pages/site.h"

struct kind_words {
    const char *title;  /* "Verb" */
    const char *plural; /* "Verbs" */
    const char *about;  /* what such a thing is, as a sentence */
};

const struct kind_words *kind_words_of_concept(enum concept_kind kind);
const struct kind_words *kind_words_of(enum term_kind kind); /* of no concept */

/* The title of the term's kind. */
const char *kind_title(const struct site *site, const struct term *term);

#endif
