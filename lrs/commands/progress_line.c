/* SPDX-License-Identifier: Apache-2.0 */

/* One line that is written over itself. */
#include "commands/progress_line.h"

#include "base/clock.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR_WIDTH = 30, INTERVAL_US = 200000 };

struct progress_line progress_line_begin(const char *what)
{
    return (struct progress_line){.what = what, .is_shown = isatty(STDERR_FILENO) == 1};
}

void progress_line_draw(int64_t done, int64_t total, int width, char *out)
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

void progress_line_show(void *context, int64_t done, int64_t total)
{
    struct progress_line *line = context;
    int64_t now_us = clock_monotonic_us();
    if (!line->is_shown || (line->is_written && now_us - line->last_us < INTERVAL_US)) {
        return;
    }
    line->last_us = now_us;
    line->is_written = true;
    if (total <= 0) {
        (void)fprintf(stderr, "\r%lld %s\033[K", (long long)done, line->what);
        return;
    }
    char bar[BAR_WIDTH + 3];
    progress_line_draw(done, total, BAR_WIDTH, bar);
    (void)fprintf(stderr, "\r%s %lld of %lld %s\033[K", bar, (long long)done, (long long)total,
                  line->what);
}

void progress_line_end(struct progress_line *line)
{
    if (line->is_written) {
        (void)fprintf(stderr, "\r\033[K");
    }
}
