/* SPDX-License-Identifier: Apache-2.0 */

/* Which known IRI somebody may have meant by an unknown one. IRIs of one thing differ in their
 * host, their path, or a letter; so what counts is the name, the last part, and letters and digits
 * of it only: 'https://example.org/verbs/Log-In/' is near 'http://w3id.org/verbs/log-in'.
 *
 * A name is near another if a letter in four has to be changed, left out, put in, or swapped with
 * the next at most; or if one is the other with up to three letters behind it ('attempt', and
 * 'attempted'). */
#ifndef PROFILE_NEAR_TERMS_H
#define PROFILE_NEAR_TERMS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>

/* Letters and digits of a name that are looked at; longer ones are near only if they are equal that
 * far. */
enum { NEAR_NAME_MAX = 64 };

struct near_term;

/* Begin with the arena; everything else zero. */
struct near_terms {
    struct arena *arena;
    struct near_term *items;
    size_t count;
    size_t capacity;
};

/* What stands behind the last '/' or '#' that anything stands behind; borrowed from `iri`. */
const char *near_name_of(const char *iri);

/* The IRI is borrowed. One that is there already may be added again. */
void near_terms_add(struct near_terms *terms, const char *iri);

/* When all are there, and before any is asked for. */
void near_terms_sort(struct near_terms *terms);

bool near_terms_has(const struct near_terms *terms, const char *iri);

/* The nearest of them by its name; of equally near ones that whose IRI begins and ends most like
 * `iri`, and of those the first by its IRI. NULL: none is near. Looks at all of
 * them. */
const char *near_terms_find(const struct near_terms *terms, const char *iri);

#endif
