/* SPDX-License-Identifier: Apache-2.0 */

/* What the store's benchmarks share: ending when something fails, as they have nobody to tell. */
#ifndef STORE_BENCH_FIXTURE_H
#define STORE_BENCH_FIXTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

static inline void must(bool good, const char *doing)
{
    if (!good) {
        (void)fprintf(stderr, "failed to %s\n", doing);
        exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): before any thread could exit too
    }
}

#endif
