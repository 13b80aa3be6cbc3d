/* SPDX-License-Identifier: Apache-2.0 */

/* The statements of one registration, read by its postings and held against the patterns of the
 * profiles that they claim.
 *
 * A history has those statements that claim its profile, as in store/conformance.h: a cmi5
 * registration is shared by whatever content says in it (cmi5 7.1.2), which breaks nothing. Voided
 * ones are not in it. What counts is their timestamps; of those with one timestamp, what was stored
 * first comes first, as a sender has the order of its own batch. */
#ifndef STORE_REGISTRATION_READ_H
#define STORE_REGISTRATION_READ_H

#include "matching/histories.h"
#include "store/loaded_profiles.h"

/* A registration that has more has outcomes that are not decided, as each statement that comes has
 * all of them read again: a learner has tens in a course. */
enum { REGISTRATION_STATEMENTS_MAX = 2000 };

struct told_statement {
    int64_t seq;
    struct uuid id;
    struct text learner;  /* as a term; data is NULL: it cannot be told */
    struct text platform; /* as in struct conformance */
};

/* By one profile; one of its subregistrations, or none. */
struct told_history {
    const struct loaded_profile *profile;
    int64_t part; /* from 1 on, in the order of subregistrations */
    struct history history;
    const struct told_statement *last;
    const struct told_statement *broken; /* NULL unless it is a PATTERN_FAILURE */
};

struct registration_told {
    struct told_history *histories;
    size_t count;
    size_t statements; /* that were looked at */
};

/* Reads that of the registration with this term's number; nothing if there is none. Borrowed from
 * the arena and the profiles. All its postings have to be there. */
MUST_CHECK enum status registration_read(struct connection *connection, int64_t registration,
                                         const struct loaded_profiles *profiles,
                                         struct arena *arena, struct registration_told *out,
                                         struct error *error);

#endif
