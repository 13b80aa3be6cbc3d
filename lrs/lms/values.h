/* SPDX-License-Identifier: Apache-2.0 */

/* Scores, durations and whole numbers as reports write them. */
#ifndef LMS_VALUES_H
#define LMS_VALUES_H

#include "lms/mapping.h"

#include <stdint.h>

/* `raw` of `max`. */
struct lms_score {
    double raw;
    double max;
};

/* Reads "85", "85.5" (of `max`), "85%" (of 100) and "17/20". False for anything else, for a number
 * alone where `max` is 0, and unless 0 <= raw <= max. */
bool lms_score_read(struct text value, int64_t max, struct lms_score *out);

/* The part of the whole, 0 to 1. */
double lms_score_scaled(const struct lms_score *score);

/* Longer ones are taken for errors. */
enum { LMS_DURATION_MAX_S = 1000 * 3600 };

/* Reads a duration in one of `forms` (enum lms_duration_form) into whole seconds. A number alone is
 * minutes where these are among the forms. */
bool lms_duration_read(struct text value, unsigned forms, int64_t *out_s);

/* Reads digits only, at most 9 of them. */
bool lms_number_read(struct text value, int64_t *out);

#endif
