/* SPDX-License-Identifier: Apache-2.0 */

/* How one statement is judged, in all detail: judged anew, as what is noted is the first breach. */
#ifndef STORE_CONFORMANCE_EXPLAINED_H
#define STORE_CONFORMANCE_EXPLAINED_H

#include "matching/matching.h"
#include "store/store.h"

/* By one profile; borrowed during the visit. */
struct explained_profile {
    const struct matcher *matcher;
    bool is_claimed; /* else nothing is noted of the statement by this profile */
    struct judgement judgement;
};
typedef enum status (*explanation_visitor)(void *context, const struct explained_profile *profile,
                                           struct arena *arena, struct error *error);

/* Visits all profiles that are loaded, in that order. NOT_FOUND: there is no such statement. */
MUST_CHECK enum status store_explain_conformance(struct store *store, const struct uuid *id,
                                                 explanation_visitor visit, void *context,
                                                 struct error *error);

#endif
