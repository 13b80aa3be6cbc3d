/* SPDX-License-Identifier: Apache-2.0 */

/* Learners on their way from one segment into another, with all that they have contributed. Only
 * segments.c calls this. */
#ifndef STORE_SEGMENT_MOVES_H
#define STORE_SEGMENT_MOVES_H

#include "store/internal.h"

/* Moves those of the learners who are not where other tables say. Nothing of them is gathered but
 * postings. A learner may be named twice. */
MUST_CHECK enum status segments_move(struct transaction *transaction, const int64_t *learners,
                                     size_t count, struct error *error);

#endif
