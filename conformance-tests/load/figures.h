/* SPDX-License-Identifier: Apache-2.0 */

/* What many requests came to: how many, how long they took, and how those ended that failed. */
#ifndef LOAD_FIGURES_H
#define LOAD_FIGURES_H

#include "base/buffer.h"

#include <stdint.h>

/* No answer at all, and whatever has no row of its own, as codes of failures. */
enum { FIGURES_CODES_MAX = 8, FIGURES_NO_ANSWER = 0, FIGURES_OTHER = -1 };

struct figures_failure {
    long code; /* the HTTP status, FIGURES_NO_ANSWER or FIGURES_OTHER; 200 if it held nothing */
    uint32_t count;
};

struct figures {
    uint32_t requests; /* answered as they should be */
    uint32_t failed;
    uint32_t repeated; /* sent again because the LRS answered 503 */
    int64_t total_us;  /* from the first request's start to the last good answer */
    int64_t p50_us;    /* of a request answered well, waiting after 503 included */
    int64_t p99_us;
    int64_t max_us;
    struct figures_failure failures[FIGURES_CODES_MAX]; /* up to the first whose count is 0 */
    struct error last_failure;                          /* what the last one means */
};

void figures_add_failure(struct figures *figures, long code, const struct error *why);

/* Sets requests, p50, p99 and max from the times of `count` requests, which it sorts. */
void figures_set_times(struct figures *figures, int64_t *spent_us, uint32_t count);

/* `count` by the second, from total_us. */
double figures_per_second(const struct figures *figures, uint64_t count);

/* Adds the failures as a JSON object, {"500": 2, "no answer": 1}. */
void figures_write_failures(const struct figures *figures, struct buffer *out);

/* The smallest of `count` (at least 1) ascending values that `percent` (1 .. 100) of them do not
 * exceed. */
int64_t figures_percentile(const int64_t *sorted, size_t count, unsigned percent);

#endif
