/* SPDX-License-Identifier: Apache-2.0 */

/* Progress, kept in the same transaction as the statements it comes from. The result does not
 * depend on the order in which statements and voids arrive, and equals store_rebuild()'s. */
#ifndef STORE_PROJECTIONS_H
#define STORE_PROJECTIONS_H

#include "store/evidence.h"
#include "store/internal.h"

/* Adds what a new statement that is not voided tells. */
MUST_CHECK enum status projections_apply(struct transaction *transaction,
                                         const struct evidence *evidence,
                                         const struct reading *reading, struct error *error);

/* Counts a statement that is not voided once more, or once less (`change` -1), in all that counts
 * statements whoever their actor is: places, names, and how many are odd. Of it id, timestamp_us,
 * stored_us, authority and json count. */
MUST_CHECK enum status projections_count(struct transaction *transaction,
                                         const struct statement *statement, int change,
                                         struct error *error);

/* The same of a voided one, which is counted as such only. */
MUST_CHECK enum status projections_count_voided(struct transaction *transaction,
                                                const struct statement *statement, int change,
                                                struct error *error);

/* Drops places and names that no statement gives any more; none may be pending. */
MUST_CHECK enum status projections_drop_empty(struct connection *connection, struct error *error);

/* Computes the actor's rows anew from the statements that are left; none may be pending. */
MUST_CHECK enum status projections_refold(struct transaction *transaction, struct text actor,
                                          struct error *error);

/* Takes a statement out that has just been marked voided: recomputes its actor's rows from the
 * statements that are left. Of it the same counts. */
MUST_CHECK enum status projections_withdraw(struct transaction *transaction,
                                            const struct statement *statement, struct error *error);

#endif
