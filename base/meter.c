/* SPDX-License-Identifier: Apache-2.0 */

/* One line that is written over itself. */
#include "base/meter.h"

#include "base/clock.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR_WIDTH = 30, INTERVAL_US = 200000 };

struct meter meter_begin(const char *what)
{
    return (struct meter){
        .what = what, .is_shown = isatty(STDERR_FILENO) == 1, .last_us = clock_monotonic_us()};
}

void meter_draw(int64_t done, int64_t total, int width, char *out)
{
    int64_t bounded = done < 0 ? 0 : done > total ? total : done;
    int filled = total <= 0 ? 0 : (int)((double)bounded / (double)total * width);
    *out++ = '[';
    for (int i = 0; i < width; i++) {
        *out++ = i < filled ? '#' : ' ';
    }
    *out++ = ']';
    *out = '\0';
}

void meter_show(void *context, int64_t done, int64_t total)
{
    struct meter *meter = context;
    int64_t now_us = clock_monotonic_us();
    if (!meter->is_shown || now_us - meter->last_us < INTERVAL_US) {
        return;
    }
    meter->last_us = now_us;
    meter->is_written = true;
    if (total <= 0) {
        (void)fprintf(stderr, "\r%lld %s\033[K", (long long)done, meter->what);
        return;
    }
    char bar[BAR_WIDTH + 3];
    meter_draw(done, total, BAR_WIDTH, bar);
    (void)fprintf(stderr, "\r%s %lld of %lld %s\033[K", bar, (long long)done, (long long)total,
                  meter->what);
}

void meter_end(struct meter *meter)
{
    if (meter->is_written) {
        (void)fprintf(stderr, "\r\033[K");
    }
}
