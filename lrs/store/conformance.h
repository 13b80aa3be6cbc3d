/* SPDX-License-Identifier: Apache-2.0 */

/* Whether a statement keeps to the profiles that are loaded: pure, from the statement and a set of
 * profiles alone, so that it is the same whenever it is asked.
 *
 * A profile judges those statements that claim to follow it (xAPI Profiles 1.0, part two, 5.0).
 * Others it does not concern: templates of published profiles that ask for a verb alone, or for
 * nothing, match what anybody says. */
#ifndef STORE_CONFORMANCE_H
#define STORE_CONFORMANCE_H

#include "base/arena.h"
#include "xapi/statement.h"

#include <stdint.h>

struct loaded_profiles;

/* Stored: keep the numbers. */
enum keeping {
    KEEPING_UNMATCHED = 0, /* it claims the profile, and no template is its own */
    KEEPING_WHOLE = 1,     /* it follows every rule of the templates that it matches */
    KEEPING_BROKEN = 2,    /* it breaks a rule of one of them */
    KEEPING_EXTENSION = 3, /* it follows them, but an extension is not as the profile says */
};

enum { BREACH_VALUE_MAX = 400 /* bytes, as of names (store/names.h) */ };

/* The first thing in which a statement does not keep to a profile. Numbers of templates and rules
 * are from 1 on, in the profile's order. */
struct breach {
    int64_t template;   /* 0: none matches, or it is about an extension */
    int64_t rule;       /* 0: about no rule, but what the statement refers to */
    int64_t constraint; /* of matching/template_rule.h */
    struct text value;  /* as JSON; the verb if no template matches; cut, with an ellipsis; data is
                           NULL: there is none */
};

struct template_keeping {
    int64_t template;
    enum keeping keeping; /* WHOLE or BROKEN */
};

/* By one profile. */
struct profile_keeping {
    int64_t profile;
    enum keeping keeping;
    struct template_keeping *templates; /* all that it matches */
    size_t template_count;
    struct breach breach; /* unless it is WHOLE */
};

struct conformance {
    uint64_t serial;                  /* of the set of profiles */
    struct text platform;             /* as in struct quality; data is NULL: not said */
    struct text revision;             /* context.revision: which package; data is NULL: not said */
    bool has_patterns;                /* one of the profiles that it claims has */
    struct profile_keeping *profiles; /* those that it claims */
    size_t profile_count;
};

/* Judges statements one after the other; what they share is read once. */
struct conformance_judge {
    const struct loaded_profiles *profiles;
    struct arena *arena;

    struct text authority; /* conformance.c's: the last one, and what it says */
    json_t *authority_json;
};

/* Borrowed from the judge's arena and the statement. What a statement refers to is not looked at,
 * so it counts as right (part three, 2.1). */
const struct conformance *conformance_judge(struct conformance_judge *judge,
                                            const struct statement *statement);

/* The statement as matchers take it, borrowed likewise. */
const json_t *conformance_given(struct conformance_judge *judge, const struct statement *statement);

#endif
