/* SPDX-License-Identifier: Apache-2.0 */

/* Whether statements follow a profile's primary patterns: follows() and matches() of xAPI
 * Profiles 1.0, part three, 2.2. Greedy, as they are: each part takes all it can, and nothing is
 * tried again. Pure. */
#ifndef MATCHING_PATTERN_FOLLOW_H
#define MATCHING_PATTERN_FOLLOW_H

#include "matching/effort.h"
#include "profile/profile.h"

/* Templates that are compared with statements, for all of a profile's patterns: this, and as much
 * again for each statement. */
enum { PATTERN_EFFORT_BASE = 100000, PATTERN_EFFORT_EACH = 2000 };

/* One statement: the templates that it matches and whose rules it keeps. None: no pattern goes past
 * it. */
struct pattern_step {
    const struct profile_template *const *templates;
    size_t template_count;
};

/* The numbers are stored: never change one. */
enum pattern_outcome {
    PATTERN_SUCCESS = 1, /* all statements follow the pattern, and it may end there */
    PATTERN_PARTIAL = 2, /* all follow it, and more has to come */
    PATTERN_FAILURE = 3, /* none follows the pattern, whatever may come */
    PATTERN_UNDECIDED =
        4, /* the effort did not last: alternates within alternates that all begin alike */
};

struct pattern_result {
    enum pattern_outcome outcome;
    const struct profile_pattern
        *pattern; /* the primary one that is followed, or that came furthest; NULL: there is none */
    size_t broken_at; /* of PATTERN_FAILURE: the statement that fits no pattern's next place */
};

/* Holds the statements of one registration (or subregistration), in the order of their timestamps,
 * against each primary pattern: the best of the outcomes. A member of a pattern that is another
 * profile's pattern is never matched; another profile's template is, by its id.
 *
 * Where the pseudocode loses that a repetition is unfinished (zeroOrMore of a sequence of which
 * only the beginning is there is a success by it, with nothing left), this says PATTERN_PARTIAL,
 * which is what the outcome is meant to tell. */
struct pattern_result patterns_follow(const struct profile *profile,
                                      const struct pattern_step *steps, size_t step_count);

#endif
