/* SPDX-License-Identifier: Apache-2.0 */

/* Durations (ISO 8601:2004 section 4.4.3.2) as xAPI results carry them. */
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

#endif
