/* SPDX-License-Identifier: Apache-2.0 */

/* Time from one place, so that tests can set it. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Microseconds since 1970-01-01T00:00:00Z. */
int64_t clock_now_us(void);

/* Microseconds on a clock that never steps back; only differences mean something. */
int64_t clock_monotonic_us(void);

/* From now on clock_now_us() answers with `source()`; NULL restores the system's clock. For tests,
 * before threads start. */
void clock_replace(int64_t (*source)(void));

#endif
