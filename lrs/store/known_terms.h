/* SPDX-License-Identifier: Apache-2.0 */

/* Verbs and activity types that somebody knows: this program, and the loaded profiles, whose
 * concepts they are or whose templates ask for them. What is odd about a statement is counted as it
 * arrives, by what the program knows (quality_reading.h); whoever tells of it takes out what a
 * profile knows, so that it does not matter when that was loaded. */
#ifndef STORE_KNOWN_TERMS_H
#define STORE_KNOWN_TERMS_H

#include "base/arena.h"
#include "store/store.h"

enum known_kind { KNOWN_VERB, KNOWN_TYPE, KNOWN_KINDS };

struct known_terms;

/* Reads the loaded profiles, which takes some milliseconds each; one that this program cannot read
 * adds nothing. *out is borrowed from the arena. */
MUST_CHECK enum status known_terms_read(struct store *store, struct arena *arena,
                                        const struct known_terms **out, struct error *error);

bool known_terms_has(const struct known_terms *terms, enum known_kind kind, const char *iri);

/* The one that was probably meant (profile/near_terms.h), if it is not deprecated; NULL: none is
 * near. */
const char *known_terms_nearest(const struct known_terms *terms, enum known_kind kind,
                                const char *iri);

#endif
