/* SPDX-License-Identifier: Apache-2.0 */

/* Durations: those of ISO 8601:2004 section 4.4.3.2, as xAPI results and SCORM 2004 carry them, and
 * those of SCORM 1.2 and AICC. */
#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include "base/text.h"

#include <stdint.h>

/* True for "P3Y6M4DT12H30M5.5S", "P4W", "PT0S" and the like: at least one part, in order, a
 * fraction (behind '.' or ',') only in the smallest. */
bool duration_is_valid(struct text text);

/* The length in hundredths of a second, truncated (xAPI compares at this precision). Years count
 * 365 days, months 30. INT64_MAX if it is longer than that. `text` must be valid. */
int64_t duration_hundredths(struct text text);

/* True for the CMITimespan of SCORM 1.2 and AICC, HHHH:MM:SS.SS: two to four digits of hours, the
 * decimals left out at will. */
bool timespan_is_valid(struct text text);

#endif
