/* SPDX-License-Identifier: Apache-2.0 */

/* What waits to be folded into rows of `learner_fact` (PENDING_FACT). Only learner_facts.c makes
 * them. */
#ifndef STORE_LEARNER_FACT_ROWS_H
#define STORE_LEARNER_FACT_ROWS_H

#include "store/learner_facts.h"

struct segments;

struct pending_fact {
    const struct segments *segments; /* in which the learner's is found */
    int64_t learner;
    int64_t subject;
    enum fact_kind kind;
    enum asked asked;
    int64_t context;
    int64_t ms;
    struct fact_time time;
    char *owned; /* time.text if it is not "" */
};

#endif
