/* SPDX-License-Identifier: Apache-2.0 */

/* One rule of a statement template over one statement (xAPI Profiles 1.0, 8.1). */
#ifndef MATCHING_TEMPLATE_RULE_H
#define MATCHING_TEMPLATE_RULE_H

#include "matching/effort.h"
#include "profile/profile.h"

#include <jansson.h>

/* What of a rule a statement breaks. The numbers are stored: never change one. */
enum constraint {
    CONSTRAINT_NONE_BROKEN = 0,
    CONSTRAINT_INCLUDED = 1,  /* there is no value, or the selector finds none in one */
    CONSTRAINT_EXCLUDED = 2,  /* there is one */
    CONSTRAINT_ANY = 3,       /* none of the values is one of `any` */
    CONSTRAINT_ALL = 4,       /* one is not of `all` */
    CONSTRAINT_NONE = 5,      /* one is of `none` */
    CONSTRAINT_REFERENCE = 6, /* what it refers to does not match the template that is asked for
                                 (8.0); of templates, not of rules */
    CONSTRAINT_UNDECIDED = 7, /* the effort did not last */
};

struct rule_outcome {
    enum constraint broken;
    const json_t
        *value; /* the first that breaks it, borrowed from the statement; NULL: it lacks one */
};

/* `statement` with its contextActivities as arrays, as the store keeps it. Where the
 * specification's text and its pseudocode differ, it is the text that is followed: a value that the
 * selector does not find makes `any` of a recommended rule hold nothing. Scratch memory goes to
 * `arena`. */
struct rule_outcome rule_follow(const struct template_rule *rule, const json_t *statement,
                                struct effort *effort, struct arena *arena);

/* "included", "excluded", "any", "all", "none", "reference", "undecided". */
const char *constraint_name(enum constraint constraint);

#endif
