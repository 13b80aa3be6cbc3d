/* SPDX-License-Identifier: Apache-2.0 */

/* Moments as names of the span of days that they are in. */
#ifndef AGGREGATE_BUCKET_H
#define AGGREGATE_BUCKET_H

#include "aggregate/grammar.h"

enum { BUCKET_SIZE = 32 };

/* "2018-04-30", "2018-W18" (ISO 8601: weeks begin on Monday, and belong to the year that has their
 * Thursday), "2018-04", "2018-Q2" (of the calendar year), "2018/19" (from April to March). Days are
 * London's or UTC's. `us` must lie in the years 0 to 9999. */
void bucket_name(enum period period, bool is_london, int64_t us, char out[BUCKET_SIZE]);

#endif
