/* SPDX-License-Identifier: Apache-2.0 */

/* The terms of a profile: IRIs, each with the kind of thing it identifies and the name by which
 * programs speak of it.
 *
 * The name is the IRI's last segment, with '_' for all but letters and digits. Activity types and
 * extensions of another profile under https://w3id.org/xapi/ have that profile's name before it
 * ("video_progress", "cmi5_progress"), unless it is the same ("video"), or is "adl", whose terms
 * are everybody's. */
#ifndef GENERATOR_TERM_LIST_H
#define GENERATOR_TERM_LIST_H

#include "base/auto.h"
#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

/* In the order in which they are written. */
enum term_kind {
    TERM_VERB,
    TERM_ACTIVITY_TYPE,
    TERM_EXTENSION,
    TERM_CATEGORY,
    TERM_ACCOUNT,
    TERM_STATE,
    TERM_AGENT_PROFILE,
    TERM_ACTIVITY_PROFILE,
};

enum { TERM_KINDS = TERM_ACTIVITY_PROFILE + 1, TERM_NAME_SIZE = 64, TERMS_MAX = 1000 };

struct term {
    enum term_kind kind;
    char *iri;
    char name[TERM_NAME_SIZE];
};

/* All terms of one profile, with texts of their own. */
struct terms {
    char *profile;     /* the profile's own IRI, without version */
    char *version;     /* the IRI of its newest version, which statements carry as category */
    struct term *list; /* sorted by kind, then name */
    size_t count;
};

/* True when the IRI can stand between the quotes of C and JavaScript as it is. */
bool terms_can_quote(const char *iri);

/* Adds the IRI with the name that follows from it; one that is there already as that kind stays
 * alone. `profile` must be set. `place` begins the message of a failure: INVALID when the IRI
 * cannot be quoted, gives no name, or gives that of another IRI of its kind; TOO_LARGE above
 * TERMS_MAX. */
MUST_CHECK enum status terms_add(struct terms *terms, enum term_kind kind, const char *iri,
                                 const char *place, struct error *error);

/* Puts `list` in its order. */
void terms_sort(struct terms *terms);
void terms_destroy(struct terms *terms);
DEFINE_AUTO(struct terms, terms_destroy);

#endif
