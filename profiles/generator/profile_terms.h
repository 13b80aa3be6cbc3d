/* SPDX-License-Identifier: Apache-2.0 */

/* Collects the terms of a profile.
 *
 * A profile defines only its own concepts; borrowed ones stand where its templates use them. So
 * both are walked:
 *     concepts                                             by their type
 *     templates: verb, objectActivityType, context…ActivityType
 *     rules whose location ends in .extensions['IRI']      extensions
 *     rules on contextActivities.category[*].id            categories, from any, all and none
 *     rules on actor.account.homePage                      kinds of account, likewise */
#ifndef GENERATOR_PROFILE_TERMS_H
#define GENERATOR_PROFILE_TERMS_H

#include "base/error.h"

#include <jansson.h>

struct terms;

/* Collects the terms of `profile`; the caller owns *out, to terms_destroy(). STATUS_INVALID with
 * the place in the JSON when a required part is missing, when an IRI cannot be written between
 * quotes or gives no name, or when two IRIs of one kind get the same name; STATUS_TOO_LARGE above
 * TERMS_MAX. */
MUST_CHECK enum status terms_collect(const json_t *profile, struct terms **out,
                                     struct error *error);

#endif
