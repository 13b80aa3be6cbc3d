/* SPDX-License-Identifier: Apache-2.0 */

/* What is kept of whether statements keep to profiles: counts of all that claim one (the measure
 * CONFORMANCE of store/tallies.h), and a row for each that does not keep to it. Like all that is
 * derived they are about statements that are not voided, and what a rebuild makes of these.
 * Whatever changes what is counted also makes the statement's history due (store/history_dues.h).
 */
#ifndef STORE_CONFORMANCE_ROWS_H
#define STORE_CONFORMANCE_ROWS_H

#include "store/conformance.h"
#include "store/internal.h"

/* Counts the statement once more, or once less (`change` -1), by the profiles that there are, and
 * notes in what it does not keep to them, or forgets it. If it was judged by others, or by none, it
 * is judged here. Of it id, timestamp, version, stored_us, authority, terms, json and prepared
 * count. */
MUST_CHECK enum status conformance_count(struct transaction *transaction, int64_t seq,
                                         const struct statement *statement, int change,
                                         struct error *error);

/* How the statement is judged by these profiles: as it was when it was prepared, if that was by
 * them, else anew, borrowed from the arena. */
const struct conformance *conformance_by(const struct loaded_profiles *profiles,
                                         const struct statement *statement, struct arena *arena);

/* Does the same, one more, for every statement that is not voided, by `after`, and one less by
 * `before`, whose breaches are forgotten. Either may have no profile. Takes as long as reading all
 * statements. `watch` (may be NULL) is told how far it is. */
struct conformance_change {
    const struct loaded_profiles *before;
    const struct loaded_profiles *after;
    void (*watch)(void *context, int64_t done, int64_t total);
    void *context;
};
MUST_CHECK enum status conformance_recount(struct transaction *transaction,
                                           const struct conformance_change *change,
                                           struct error *error);

#endif
