/* SPDX-License-Identifier: Apache-2.0 */

/* What one learner, or hospital, does, statement by statement, with time passing between them. */
#ifndef COHORT_LEARNING_H
#define COHORT_LEARNING_H

#include "cohort/cohort.h"
#include "cohort/telling.h"

struct chance;

#define LEARNING_SECOND_US INT64_C(1000000)

/* Filled by cohort_tell(); what it points to is borrowed. */
struct learning {
    struct teller teller;
    struct chance *chance;
    cohort_visitor *visit;
    void *context;
    int64_t session_began_us;
    int64_t learned_s; /* in all sessions */
};

/* Hands a statement on, and lets a second pass, so that the next one comes later. Takes the
 * statement; fails only when the visitor does. */
MUST_CHECK enum status learning_pass_on(struct learning *learning, json_t *statement,
                                        struct error *error);

/* Lets time pass. */
void learning_spend(struct learning *learning, int64_t low_s, int64_t high_s);

/* Does what a page asks, until it is done. */
MUST_CHECK enum status learning_do_page(struct learning *learning,
                                        const struct outline_module *module,
                                        const struct outline_page *page, struct error *error);

#endif
