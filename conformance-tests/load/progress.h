/* SPDX-License-Identifier: Apache-2.0 */

/* How far a run is, on a terminal. */
#ifndef LOAD_PROGRESS_H
#define LOAD_PROGRESS_H

#include <stdint.h>
#include <stdio.h>

/* Initialise with {.stream = stderr}, or NULL to say nothing. */
struct progress {
    FILE *stream;
    const char *what;
    uint32_t whole;
    int64_t shown_us;
};

/* `what` is borrowed until progress_end(). */
void progress_begin(struct progress *progress, const char *what, uint32_t whole);

/* Shows it at most ten times a second. */
void progress_show(struct progress *progress, uint32_t done);

/* Clears the line. */
void progress_end(struct progress *progress);

#endif
