/* SPDX-License-Identifier: Apache-2.0 */

/* One line a happening on stderr, key=value. Only main programs and lrs/http log. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/attributes.h"

enum log_level { LOG_LEVEL_ERROR, LOG_LEVEL_WARNING, LOG_LEVEL_INFO, LOG_LEVEL_DEBUG };

/* What is below `level` is dropped. Set before threads start; LOG_LEVEL_INFO at first. */
void log_set_level(enum log_level level);

/* Writes "2026-01-31T12:00:00.123456Z level=info MESSAGE". Values with spaces are quoted by the
 * caller. No learner data above LOG_LEVEL_DEBUG. Any thread. */
PRINTF_LIKE(2, 3)
void log_write(enum log_level level, const char *format, ...);

#define LOG_ERROR(...) log_write(LOG_LEVEL_ERROR, __VA_ARGS__)
#define LOG_WARNING(...) log_write(LOG_LEVEL_WARNING, __VA_ARGS__)
#define LOG_INFO(...) log_write(LOG_LEVEL_INFO, __VA_ARGS__)
#define LOG_DEBUG(...) log_write(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
