/* SPDX-License-Identifier: Apache-2.0 */

/* What the store's benchmarks share: ending when something fails, as they have nobody to tell. */
#ifndef STORE_BENCH_FIXTURE_H
#define STORE_BENCH_FIXTURE_H

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static inline void must(bool good, const char *doing)
{
    if (!good) {
        (void)fprintf(stderr, "failed to %s\n", doing);
        exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): before any thread could exit too
    }
}

/* A database, with what SQLite and the store keep beside it. */
static inline void remove_file(const char *name)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "%s%s", name, endings[i]);
        (void)unlink(path);
    }
}

#endif
