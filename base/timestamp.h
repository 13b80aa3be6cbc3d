/* SPDX-License-Identifier: Apache-2.0 */

/* Timestamps (RFC 3339 / ISO 8601) as xAPI writes them. */
#ifndef BASE_TIMESTAMP_H
#define BASE_TIMESTAMP_H

#include "base/text.h"

#include <stdint.h>

/* "2026-01-31T12:00:00.123456Z" and a final NUL. */
enum { TIMESTAMP_SIZE = 28 };

/* Microseconds since 1970-01-01T00:00:00Z, finer parts truncated. False for anything but a complete
 * date and time with 'Z' or an offset (±hh:mm, ±hhmm or ±hh); "-00", "-0000" and "-00:00" are
 * refused (xAPI 1.0.3 Data 4.5, 2.0 s22); so are days that do not exist. A leap second (:60 at the
 * end of a day in UTC) counts as the second after it. */
bool timestamp_parse(struct text text, int64_t *out_us);

/* UTC with six digits of fraction. `us` must lie in the years 0 to 9999, as all parsed ones do. */
void timestamp_format(int64_t us, char out[TIMESTAMP_SIZE]);

#endif
