/* SPDX-License-Identifier: Apache-2.0 */

/* One line that is written over (ECMA-48: EL clears to its end). */
#include "load/progress.h"

#include "base/clock.h"

enum { BETWEEN_US = 100000 };

void progress_begin(struct progress *progress, const char *what, uint32_t whole)
{
    progress->what = what;
    progress->whole = whole;
    progress->shown_us = 0;
}

void progress_show(struct progress *progress, uint32_t done)
{
    if (progress->stream == NULL || clock_monotonic_us() - progress->shown_us < BETWEEN_US) {
        return;
    }
    progress->shown_us = clock_monotonic_us();
    (void)fprintf(progress->stream, "\r%s: %u of %u\033[K", progress->what, done, progress->whole);
}

void progress_end(struct progress *progress)
{
    if (progress->stream != NULL) {
        (void)fputs("\r\033[K", progress->stream);
    }
}
