/* SPDX-License-Identifier: Apache-2.0 */

/* The Kaplan-Meier estimate of how long something takes that not everybody has done yet. */
#ifndef REPORTS_SURVIVAL_H
#define REPORTS_SURVIVAL_H

#include <stddef.h>
#include <stdint.h>

/* Learners who did it after so many days, or of whom no more is known than that they had not by
 * then. */
struct survival_time {
    int64_t days;
    int64_t learners;
    int64_t completed; /* those of them who did it: all or, summed up, some */
};

enum { SURVIVAL_QUARTERS = 3, SURVIVAL_TERMS = 3 };

/* Days until 25, 50 and 75 percent have done it; and within so many days. */
static const int64_t survival_terms[SURVIVAL_TERMS] = {30, 90, 365};

struct survival {
    int64_t learners;
    int64_t completed;
    int64_t followed;                        /* the longest time of all */
    int64_t quarter_days[SURVIVAL_QUARTERS]; /* -1: later than is known */
    int64_t completed_within[SURVIVAL_TERMS];
    double percent_within[SURVIVAL_TERMS]; /* one digit behind the point */
};

/* `times` come in the order of days, `time_count` of them, one or more; equal days may be there
 * several times. */
void survival_estimate(const struct survival_time *times, size_t time_count, struct survival *out);

#endif
