/* SPDX-License-Identifier: Apache-2.0 */

/* The IRIs that a profile names, each with the kind of thing it identifies and the name by which
 * programs speak of it.
 *
 * A profile defines only its own concepts; borrowed ones stand where its templates use them. So
 * both are walked:
 *     concepts                                             by their type
 *     templates: verb, objectActivityType, context…ActivityType
 *     rules whose location ends in .extensions['IRI']      extensions
 *     rules on contextActivities.category[*].id            categories, from any, all and none
 *     rules on actor.account.homePage                      kinds of account, likewise
 *
 * The name is the IRI's last segment, with '_' for all but letters and digits. Activity types and
 * extensions of another profile under https://w3id.org/xapi/ have that profile's name before it
 * ("video_progress", "cmi5_progress"), unless it is the same ("video"), or is "adl", whose terms
 * are everybody's. */
#ifndef GENERATOR_PROFILE_TERMS_H
#define GENERATOR_PROFILE_TERMS_H

#include "base/auto.h"
#include "base/error.h"

#include <jansson.h>
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

/* Collects the terms of `profile`; the caller owns *out, to terms_destroy(). STATUS_INVALID with
 * the place in the JSON when a required part is missing, when an IRI cannot be written between
 * quotes or gives no name, or when two IRIs of one kind get the same name; STATUS_TOO_LARGE above
 * TERMS_MAX. */
MUST_CHECK enum status terms_collect(const json_t *profile, struct terms **out,
                                     struct error *error);
void terms_destroy(struct terms *terms);
DEFINE_AUTO(struct terms, terms_destroy);

#endif
