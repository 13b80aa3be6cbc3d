/* SPDX-License-Identifier: Apache-2.0 */

/* How far a long command is, on stderr where that is a terminal; elsewhere nothing is written. */
#ifndef BASE_METER_H
#define BASE_METER_H

#include <stdbool.h>
#include <stdint.h>

struct meter {
    const char *what; /* "statements" */
    bool is_shown;
    bool is_written;
    int64_t last_us;
};

/* `what` is borrowed until the end. */
struct meter meter_begin(const char *what);

/* Writes the line anew, a few times a second at most and never for what is done at once. A `total`
 * of 0 is unknown. As a callback: `context` is the struct meter. */
void meter_show(void *context, int64_t done, int64_t total);

/* Leaves the terminal as it was. */
void meter_end(struct meter *meter);

/* Writes "[#####     ]" of `width` characters between the brackets. `out` has room for width + 3.
 */
void meter_draw(int64_t done, int64_t total, int width, char *out);

#endif
