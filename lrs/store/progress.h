/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `progress`: how far a learner has come in an activity. */
#ifndef STORE_PROGRESS_H
#define STORE_PROGRESS_H

#include "store/evidence.h"

/* Folds a finding into its row when the transaction's rows are written (PENDING_PROGRESS). The
 * activity is told by its number alone. */
struct pending_finding {
    int64_t learner;
    int64_t activity;
    struct activity_finding finding;
    struct evidence evidence;
};

#endif
