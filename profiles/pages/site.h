/* SPDX-License-Identifier: Apache-2.0 */

/* All terms of a profile, each with the file of its page, and which other terms lead to it. For
 * this module only. */
#ifndef PAGES_SITE_H
#define PAGES_SITE_H

#include "profile/profile.h"

#include <stddef.h>

enum term_kind {
    TERM_CONCEPT,
    TERM_TEMPLATE,
    TERM_PATTERN,
    TERM_VERSION,
    TERM_DOCUMENT, /* what stands before the '#' of other terms' IRIs, where no term has it */
};

/* A text with its language; NULL: that of the page, or not known. */
struct phrase {
    const char *text;
    const char *language;
};

struct term {
    enum term_kind kind;
    size_t at; /* in the profile's array of that kind */
    const char *id;
    const struct profile_part *part; /* NULL: a version or a document */
    struct phrase label;             /* of at most PRINTABLE_MAX bytes */
    const char *path;                /* of its page in the folder */
    const struct term **users;       /* those that lead to it, each once, in their order */
    size_t user_count;
};

struct site {
    const struct profile *profile;
    struct arena *arena;
    struct phrase title;
    struct term *terms; /* concepts, templates, patterns, versions, documents; each in its order */
    size_t count;
    struct term **by_id; /* sorted; of terms with one id the first */
    size_t id_count;
};

/* The profile must have an id. All of it is borrowed from the arena and the profile. */
const struct site *site_make(const struct profile *profile, struct arena *arena);

/* The term that has the IRI; NULL: it is none of this profile. */
const struct term *site_find(const struct site *site, const char *iri);

/* The n-th concept, template or pattern. */
const struct term *site_concept(const struct site *site, size_t at);
const struct term *site_template(const struct site *site, size_t at);
const struct term *site_pattern(const struct site *site, size_t at);

/* Of a language map, or NULL: what is in English, else the first; {"", NULL} if there is nothing.
 */
struct phrase phrase_of(const json_t *map);

/* The tag, if it is well formed and another language than that of the pages; else NULL. */
const char *phrase_language(const char *tag);

/* The terms whose IRI is `iri`, '#' and more, by their IRIs: *out is the first of as many as are
 * returned. */
size_t site_fragments(const struct site *site, const char *iri, struct term *const **out);

#endif
