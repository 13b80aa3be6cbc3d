/* SPDX-License-Identifier: Apache-2.0 */

/* How far a long command is, on stderr where that is a terminal; elsewhere nothing is written. */
#ifndef COMMANDS_PROGRESS_LINE_H
#define COMMANDS_PROGRESS_LINE_H

#include <stdbool.h>
#include <stdint.h>

struct progress_line {
    const char *what; /* "statements" */
    bool is_shown;
    bool is_written;
    int64_t last_us;
};

struct progress_line progress_line_begin(const char *what);

/* Writes the line anew, a few times a second at most. A `total` of 0 is unknown. As a callback:
 * `context` is the struct progress_line. */
void progress_line_show(void *context, int64_t done, int64_t total);

/* Leaves the terminal as it was. */
void progress_line_end(struct progress_line *line);

/* Writes "[#####     ]" of `width` characters without the brackets. `out` has room for width + 3.
 */
void progress_line_draw(int64_t done, int64_t total, int width, char *out);

#endif
