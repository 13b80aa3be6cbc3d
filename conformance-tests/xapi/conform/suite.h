/* SPDX-License-Identifier: Apache-2.0 */

/* All rules of a folder: reading, choosing, running several at a time. */
#ifndef CONFORM_SUITE_H
#define CONFORM_SUITE_H

#include "base/auto.h"
#include "base/error.h"
#include "conform/run.h"

enum { SUITE_RULES_MAX = 2000, SUITE_JOBS_MAX = 64, SUITE_PATTERNS_MAX = 2000 };

/* Rules in the order of their ids. */
struct suite {
    struct arena *arena;
    const struct define *defines; /* of the file "defines" */
    const struct rule **rules;
    size_t count;
    size_t capacity;
};

/* Which rules are wanted: all that hold in one of `versions` and fit a pattern (fnmatch; "*"
 * also stands for "/"), if there are any. */
struct choice {
    unsigned versions; /* VERSION_... */
    const char *patterns[SUITE_PATTERNS_MAX];
    size_t pattern_count;
};

/* Reads each *.rule below `folder`. NOT_FOUND, UNAVAILABLE, and INVALID with file and line. *out is
 * owned by the caller. */
MUST_CHECK enum status suite_open(const char *folder, struct suite **out, struct error *error);
void suite_close(struct suite *suite);
DEFINE_AUTO(struct suite, suite_close);

/* Leaves only the chosen rules. */
void suite_choose(struct suite *suite, const struct choice *choice);

/* Runs all rules with `jobs` threads; `outcomes` has room for one a rule and gets them in the
 * suite's order; the caller finishes them. INTERNAL if threads or libcurl fail. */
MUST_CHECK enum status suite_run(const struct suite *suite, const struct setting *setting,
                                 unsigned jobs, long timeout_ms, struct outcome *outcomes,
                                 struct error *error);

#endif
