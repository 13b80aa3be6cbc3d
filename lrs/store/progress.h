/* SPDX-License-Identifier: Apache-2.0 */

/* One row of `progress`: how far a learner has come in an activity. */
#ifndef STORE_PROGRESS_H
#define STORE_PROGRESS_H

#include "store/backend.h"
#include "store/evidence.h"

/* A time and the statement that justifies it. */
struct moment {
    bool is_set;
    int64_t us;
    struct uuid id;
};

struct progress {
    int64_t learner;
    int64_t activity;
    int64_t statements;
    int64_t attempts;
    bool has_progress;
    int64_t progress;
    bool has_score;
    double best_score;
    struct moment moments[MOMENT_COUNT];
};

/* The row, or an empty one where there is none. */
MUST_CHECK enum status progress_load(struct connection *connection, int64_t learner,
                                     int64_t activity, struct progress *out, struct error *error);

/* Adds what `finding` of the statement `evidence` says. Commutative. */
void progress_fold(struct progress *progress, const struct finding *finding,
                   const struct evidence *evidence);

MUST_CHECK enum status progress_save(struct connection *connection, const struct progress *progress,
                                     struct error *error);

/* Folds a finding into its row when the transaction's rows are written (PENDING_PROGRESS). The
 * activity is told by its number alone. */
struct pending_finding {
    int64_t learner;
    int64_t activity;
    struct finding finding;
    struct evidence evidence;
};

#endif
