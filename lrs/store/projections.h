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

/* Takes a statement out that has just been marked voided: recomputes its actor's rows from the
 * statements that are left. Of it id, timestamp_us and json count. */
MUST_CHECK enum status projections_withdraw(struct transaction *transaction,
                                            const struct statement *statement, struct error *error);

#endif
