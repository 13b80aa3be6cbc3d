/* SPDX-License-Identifier: Apache-2.0 */

/* What statements were found to mean by a profile: gathered, and told. */
#ifndef COMMANDS_PROFILE_MATCHES_H
#define COMMANDS_PROFILE_MATCHES_H

#include "base/json.h"
#include "matching/histories.h"

/* Kinds of faults, and histories that follow no pattern, that are told one by one; all are counted.
 */
enum { MATCHES_KINDS_MAX = 1000, MATCHES_BROKEN_MAX = 100 };

/* A line of a file. */
struct match_place {
    const char *file; /* borrowed until the end */
    int64_t line;
};

/* Statements that are wrong in the same way. */
struct match_kind {
    const struct profile_template *template; /* NULL: they match none */
    const struct template_rule *rule; /* NULL: what they refer to is wrong, or they match none */
    enum constraint constraint;
    const struct profile_concept *extension; /* whose value or place is wrong; else NULL */
    const char *verb;                        /* of those that match none; NULL: it has none */
    const char *type;
    struct match_place first;
    const char *value; /* the first one's, as JSON; NULL: it is a value that is missing */
    size_t count;
};

/* One history that follows no pattern. */
struct match_broken {
    const char *registration;
    const char *pattern; /* the one that came furthest; NULL: the profile has none */
    struct match_place place;
};

struct profile_matches {
    const struct matcher *matcher;
    struct arena *arena;
    size_t statements;
    size_t outcomes[3]; /* by enum outcome */
    size_t extended;    /* statements with an extension that is not as the profile says */
    size_t passed;      /* statements that were not held against the profile */
    size_t *followed;   /* a template each, in the profile's order */
    size_t *violated;
    struct match_kind *kinds;
    size_t kind_count, kind_capacity;
    size_t untold; /* faults beyond MATCHES_KINDS_MAX kinds */
    struct histories *histories;
    struct match_place *places; /* of the statements in histories, by their labels */
    size_t place_count, place_capacity;
    size_t history_outcomes[5]; /* by enum pattern_outcome */
    struct match_broken *broken;
    size_t broken_count;
};

/* Borrows the matcher; what it gathers is borrowed from the arena. */
struct profile_matches profile_matches_begin(const struct matcher *matcher, struct arena *arena);

/* Adds a statement; `scratch` may go afterwards. */
void profile_matches_add(struct profile_matches *matches, const json_t *statement,
                         struct match_place place, struct arena *scratch);

/* Holds the histories against the patterns. Nothing can be added afterwards. */
void profile_matches_end(struct profile_matches *matches);

/* To stdout: a line a kind of fault ("FILE:LINE: invalid: …"), a line a history that follows no
 * pattern, and the counts. */
void profile_matches_print(const struct profile_matches *matches);

/* The same as an object, whose keys profiles/README.md lists; owned by the caller. */
json_t *profile_matches_json(const struct profile_matches *matches);

/* "verb 'https://…' with type 'https://…' matches no template" and the like, as both say it. */
const char *match_kind_message(const struct match_kind *kind, struct arena *arena);

#endif
