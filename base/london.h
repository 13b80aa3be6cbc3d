/* SPDX-License-Identifier: Apache-2.0 */

/* Days in Europe/London, which rosters, organisations and reports are about, and the moments at
 * which they begin. A day is the number of days since 1970-01-01. */
#ifndef BASE_LONDON_H
#define BASE_LONDON_H

#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* "2018-04-30" and a final NUL. */
enum { DAY_TEXT_SIZE = 11 };

/* The moment at which the day begins in London, in microseconds since 1970-01-01T00:00:00Z. Summer
 * time is from the last Sunday of March to that of October, as it has been since 1996; there is
 * none before 1970 and from 9999 on. Any day that was parsed, and those beside it. */
int64_t london_midnight_us(int64_t day);

/* How often clocks in London show a time of a day: not once in the hour that is left out in March,
 * twice in the one that comes again in October. */
enum london_clock { LONDON_ONCE, LONDON_TWICE, LONDON_NEVER };

/* The moment at which clocks show `of_day_us` (since midnight, less than 24 hours) on `day`. Of two
 * it is the first, of summer time. For a time that is left out it is the one that clocks would show
 * if they had not been put forward, so that order is kept. Any day that was parsed. */
enum london_clock london_moment_us(int64_t day, int64_t of_day_us, int64_t *out_us);

/* The day that it is in London at this moment. */
int64_t london_day(int64_t us);

/* Reads YYYY-MM-DD or YYYYMMDD; false for anything else and for days that do not exist. */
bool day_parse(struct text text, int64_t *out_day);

/* `day` must lie in the years 0 to 9999, as all parsed ones do. */
void day_format(int64_t day, char out[DAY_TEXT_SIZE]);

#endif
