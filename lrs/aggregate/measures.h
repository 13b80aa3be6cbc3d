/* SPDX-License-Identifier: Apache-2.0 */

/* What measures make of the samples of a group. Pure. */
#ifndef AGGREGATE_MEASURES_H
#define AGGREGATE_MEASURES_H

#include "aggregate/grammar.h"

/* What a row says of a measure's field. */
struct sample {
    uint32_t person;
    uint32_t text; /* of AGGREGATE_DISTINCT: which value */
    double number;
    int64_t us;
};

/* How many humans, and how many values, are among the samples, which are sorted by this. */
int64_t samples_people(struct sample *samples, size_t count);
int64_t samples_distinct(struct sample *samples, size_t count);

/* The measure of at least one sample, which are sorted by this. AGGREGATE_FIRST, LAST and BEST are
 * the mean, over humans, of each one's earliest, latest and highest number; of several at one time
 * the lower counts. Percentiles are interpolated between the two nearest numbers. */
double samples_measure(const struct aggregate_measure *measure, struct sample *samples,
                       size_t count);

#endif
