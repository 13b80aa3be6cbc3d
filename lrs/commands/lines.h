/* SPDX-License-Identifier: Apache-2.0 */

/* A file of lines, or standard input, read one at a time with progress. */
#ifndef COMMANDS_LINES_H
#define COMMANDS_LINES_H

#include "base/buffer.h"
#include "base/meter.h"

#include <stdint.h>
#include <stdio.h>

struct lines {
    const char *path;
    FILE *stream;
    int64_t line;  /* that was read last, from 1 */
    int64_t done;  /* bytes */
    int64_t total; /* 0: unknown */
    struct meter progress;
};

/* NOT_FOUND: there is no such file. `path` "-" is standard input. */
MUST_CHECK enum status lines_open(const char *path, struct lines *out, struct error *error);
void lines_close(struct lines *lines); /* closed ones allowed */
DEFINE_AUTO_VALUE(struct lines, lines_close);

/* One line into `out`, without what was in it; false at the end. Longer than out's limit:
 * buffer_check() tells it. */
bool lines_next(struct lines *lines, struct buffer *out);

/* UNAVAILABLE: the end was not the file's. */
MUST_CHECK enum status lines_check(const struct lines *lines, struct error *error);

#endif
