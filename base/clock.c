/* SPDX-License-Identifier: Apache-2.0 */

/* The system's clocks in microseconds, and the place where a test puts its own. */
#include "base/clock.h"

#include <stddef.h>
#include <time.h>

static int64_t (*replacement)(void);

static int64_t read_clock_us(clockid_t id)
{
    struct timespec time = {0};
    /* Cannot fail: both clocks exist on every system we build for. */
    (void)clock_gettime(id, &time);
    return (int64_t)time.tv_sec * 1000000 + time.tv_nsec / 1000;
}

int64_t clock_now_us(void)
{
    return replacement != NULL ? replacement() : read_clock_us(CLOCK_REALTIME);
}

int64_t clock_monotonic_us(void)
{
    return read_clock_us(CLOCK_MONOTONIC);
}

void clock_replace(int64_t (*source)(void))
{
    replacement = source;
}
