/* SPDX-License-Identifier: Apache-2.0 */

/* Holds packages against all rules of rule.h, and keeps what was found. */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "check/rule.h"

enum { CHECK_FINDINGS_KEPT = 20 }; /* of one rule in one package; the others are counted */

struct check_finding {
    const struct check_rule *rule;
    const char *package; /* its name as it was given */
    struct check_place place;
    const char *message;
};

/* How many more findings there are than were kept. */
struct check_more {
    const struct check_rule *rule;
    const char *package;
    size_t count;
};

/* How a check is done. */
struct check_options {
    const struct target *lms;      /* that packages are for; NULL: none in particular */
    enum check_severity threshold; /* what is as severe as this, or more, makes a package bad */
};

struct check_result {
    struct check_options options;
    /* By package in the order of being checked, then by file, line, rule and message. */
    const struct check_finding *findings;
    size_t finding_count;
    const struct check_more *more;
    size_t more_count;
    size_t counts[CHECK_SEVERITIES]; /* of all findings, those not kept included */
    const bool *asked;               /* by check_rule_order(): whether the rule was asked at all */
    const char *const *packages;
    size_t package_count;
};

/* Begins a check in `arena`. */
struct check_run *check_begin(struct arena *arena, const struct check_options *options);

/* Asks all families about a package, of which nothing is kept: it may go once this returns. */
void check_package(struct check_run *run, const struct opened *opened);

/* Adds what a reader of course sources said about the course in `folder`: "file:line: message". */
void check_source_fault(struct check_run *run, const char *folder, const struct error *fault);

/* *out lives in the arena. UNAVAILABLE or INTERNAL if something kept rules from looking. */
MUST_CHECK enum status check_end(struct check_run *run, const struct check_result **out,
                                 struct error *error);

/* Whether something was found that is as severe as the threshold, or more. */
bool check_result_is_bad(const struct check_result *result);

#endif
