/* SPDX-License-Identifier: Apache-2.0 */

/* The synthetic cohort: who enrols, starts, drops out, completes and evaluates, and when.
 *
 * The totals are the published figures of April 2018; everything else is chance. Learners start one
 * module after another; one who drops out does so in the module that chance gives, more likely an
 * early one. Hospitals report in several instalments, which add up to the patients. */
#ifndef COHORT_COHORT_H
#define COHORT_COHORT_H

#include "cohort/outline.h"

#include <jansson.h>
#include <stdint.h>

enum {
    COHORT_ENROLLED = 1270,
    COHORT_STARTED = 744,
    COHORT_COMPLETED = 462,
    COHORT_HOSPITALS = 36,
    COHORT_PATIENTS = 628,
    COHORT_ORGANISATIONS = 60,
    COHORT_COPIES_MAX = 10000,
};

struct cohort {
    const struct outline *outline; /* borrowed */
    uint64_t seed;
    size_t copies; /* how often to tell it, of other learners each time, by the seeds that follow;
                      so often stand the figures above */
};

/* Gets each statement, borrowed for the call. Another status than OK ends the cohort with it. */
typedef enum status cohort_visitor(void *context, json_t *statement, struct error *error);

/* Tells the whole cohort, learner by learner, then hospital by hospital: the same statements in the
 * same order for the same course, seed and copies. Within a registration timestamps increase. Fails
 * only when `visit` does. */
MUST_CHECK enum status cohort_tell(const struct cohort *cohort, cohort_visitor *visit,
                                   void *context, struct error *error);

#endif
