/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `profile_history`: how far the histories of registrations follow the patterns of the
 * profiles that are loaded (matching/histories.h).
 *
 * Those of a registration follow from its statements and the profiles alone, so that they are the
 * same in whatever order statements came, and what a rebuild makes of them. They are not written
 * with the statements, but when the registration, which is due since then (store/history_dues.h),
 * is settled: while the writer has nothing else to do (store/settling.h), or when somebody asks. */
#ifndef STORE_PROFILE_HISTORIES_H
#define STORE_PROFILE_HISTORIES_H

#include "store/store.h"

/* One transaction's part: so many registrations, none after there were so many statements. */
enum { HISTORIES_PORTION = 64, HISTORIES_PORTION_STATEMENTS = 500 };

/* A round through all that are due, a portion at a time; from {0} on. One that falls due again
 * behind it waits for the next round, so that none keeps others from their turn. */
struct history_round {
    int64_t last; /* that was looked at */
    int64_t settled;
    bool is_over;
};

/* Inside apply(): settles the next portion. A registration of which a statement cannot be read
 * stays due ('ibest-lrs verify' tells why). */
MUST_CHECK enum status transaction_settle_histories(struct transaction *transaction,
                                                    struct history_round *round,
                                                    struct error *error);

/* The same to the end of a round. */
MUST_CHECK enum status transaction_settle_round(struct transaction *transaction,
                                                struct error *error);

/* Settles all that are due, a portion a transaction, so that others may write meanwhile. `watch`
 * (may be NULL) is told how far it is. Not on the writer's thread. */
MUST_CHECK enum status store_settle_histories(struct store *store,
                                              void (*watch)(void *context, int64_t done,
                                                            int64_t total),
                                              void *context, struct error *error);

#endif
