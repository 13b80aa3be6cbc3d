/* SPDX-License-Identifier: Apache-2.0 */

/* A line is made whole in memory and written at once, so that lines of several threads stay apart.
 */
#include "base/log.h"

#include "base/ascii.h"
#include "base/clock.h"
#include "base/timestamp.h"

#include <stdarg.h>
#include <stdio.h>

/* The longest message, its final NUL included; what is longer is cut. */
enum { MESSAGE_SIZE = 2048 };

static const char *const level_names[] = {
    [LOG_LEVEL_ERROR] = "error",
    [LOG_LEVEL_WARNING] = "warning",
    [LOG_LEVEL_INFO] = "info",
    [LOG_LEVEL_DEBUG] = "debug",
};

static enum log_level lowest = LOG_LEVEL_INFO;

void log_set_level(enum log_level level)
{
    lowest = level;
}

/* A line break that came in with a value must not pass for a line of ours. */
static void replace_controls(char *message)
{
    for (; *message != '\0'; message++) {
        if (ascii_is_control(*message)) {
            *message = '?';
        }
    }
}

void log_write(enum log_level level, const char *format, ...)
{
    if (level > lowest) {
        return;
    }
    char message[MESSAGE_SIZE] = "";
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    replace_controls(message);
    char time[TIMESTAMP_SIZE];
    timestamp_format(clock_now_us(), time);
    /* There is nowhere to tell that the log cannot be written. */
    (void)fprintf(stderr, "%s level=%s %s\n", time, level_names[level], message);
}
