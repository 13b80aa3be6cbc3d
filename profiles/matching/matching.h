/* SPDX-License-Identifier: Apache-2.0 */

/* What statements mean by the profiles that are loaded, and whether they keep to it: validates() of
 * xAPI Profiles 1.0, part three, 2.1. Pure: no input or output, nothing is kept. The outcome is for
 * whoever asks to note; it is no reason to refuse a statement. */
#ifndef MATCHING_MATCHING_H
#define MATCHING_MATCHING_H

#include "matching/extensions.h"
#include "matching/statement_facts.h"
#include "matching/template_rule.h"
#include "profile/profile.h"

#include <jansson.h>

enum {
    /* Values that are looked at or compared for one statement and one profile; then
     * CONSTRAINT_UNDECIDED. A thousand times what the statements of published profiles need. */
    MATCHING_EFFORT_MAX = 200000,
    /* Referred from one to the next, over which what is referred to counts as not to be had. */
    MATCHING_REFERENCES_MAX = 8,
};

/* The numbers are stored: never change one. */
enum outcome {
    OUTCOME_UNMATCHED = 0, /* no template's determining properties are the statement's */
    OUTCOME_SUCCESS = 1,   /* some are, and every rule of these templates is followed */
    OUTCOME_INVALID = 2,   /* some are, and a rule of one of these templates is broken */
};

struct broken_rule {
    const struct template_rule *rule; /* NULL: CONSTRAINT_REFERENCE */
    enum constraint constraint;
    const json_t *value; /* as in rule_outcome */
};

/* A template whose determining properties the statement has. */
struct template_match {
    const struct profile_template *template;
    struct broken_rule *broken; /* in the order of the rules */
    size_t broken_count;        /* 0: it is followed */
};

struct judgement {
    enum outcome outcome;
    struct template_match
        *templates; /* all that match, also those whose rules are followed when others' are not */
    size_t template_count;

    /* Beside the outcome, which is about templates: a statement may match one, and have a value
     * that the profile does not allow. */
    struct broken_extension_list extensions;
};

/* Finds other statements for templates that ask what a statement refers to. */
struct statement_finder {
    const json_t *(*find)(
        void *context, const char *id); /* NULL: it is not to be had, which counts as right (2.1) */
    void *context;
};

/* A profile, made ready. Unchanging: any number of threads may ask it at once. */
struct matcher;

/* Borrowed from the arena; borrows the profile. */
struct matcher *matcher_make(const struct profile *profile, struct arena *arena);
const struct profile *matcher_profile(const struct matcher *matcher);

/* Whether an IRI means the profile: it is the profile's, that of a version of it, or below the
 * profile's ("PROFILE/…", "PROFILE#…"). */
bool matcher_is_named(const struct matcher *matcher, const char *iri);

/* Whether the statement claims to follow the profile (5.0): one of its category activities names
 * it. For cmi5 and the video profile that is something below the profile's IRI, or the profile
 * itself, and no version. */
bool matcher_is_claimed(const struct matcher *matcher, const json_t *statement,
                        struct arena *arena);

/* The same of a statement with these facts: who has several matchers reads them once. */
bool matcher_is_claimed_by(const struct matcher *matcher, const struct statement_facts *facts);

/* Holds `statement` against the profile, whether it claims it or not. It has to be as an LRS gives
 * it: with id, timestamp, stored, authority and version, and contextActivities as arrays. `finder`
 * may be NULL. What is given is borrowed from the statement, the profile and the arena. */
struct judgement matcher_judge(const struct matcher *matcher, const json_t *statement,
                               const struct statement_finder *finder, struct arena *arena);

/* The same of a statement with these facts. */
struct judgement matcher_judge_by(const struct matcher *matcher, const json_t *statement,
                                  const struct statement_facts *facts,
                                  const struct statement_finder *finder, struct arena *arena);

#endif
