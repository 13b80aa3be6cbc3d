/* SPDX-License-Identifier: Apache-2.0 */

/* Statements put together by registration, or by the profile's subregistration in one (xAPI
 * Profiles 1.0, 9.0), and each such history held against the profile's patterns. In whatever order
 * they come: what counts is their timestamps. Pure. */
#ifndef MATCHING_HISTORIES_H
#define MATCHING_HISTORIES_H

#include "matching/matching.h"
#include "matching/pattern_follow.h"

#include <stdint.h>

struct histories;

/* Borrowed from the arena; borrows the matcher. */
struct histories *histories_begin(const struct matcher *matcher, struct arena *arena);

/* Adds a statement with what was found of it. `label` is the caller's: its line, its number. Of
 * those with one timestamp the first added comes first. False: it has no registration or no
 * timestamp, so it belongs to no history. */
bool histories_add(struct histories *histories, const json_t *statement,
                   const struct judgement *judgement, int64_t label);

/* Where a statement belongs, told by whoever knows better than its members do: a store gives those
 * that were sent without one their timestamp. */
struct history_member {
    const char *registration; /* borrowed */
    int64_t timestamp_us;
    int64_t label;
};

/* The same in that place. */
void histories_add_at(struct histories *histories, const struct history_member *place,
                      const json_t *statement, const struct judgement *judgement);

/* One history. */
struct history {
    const char *registration;
    const char *subregistration; /* "" if there is none */
    size_t statement_count;
    struct pattern_result result;
    int64_t broken_label; /* of PATTERN_FAILURE: the statement that fits no pattern's next place */
    int64_t last_label;   /* its last statement */
    int64_t last_us;
};

/* All of them, in the order of their registrations; borrowed from the arena. Once. */
const struct history *histories_end(struct histories *histories, size_t *out_count);

#endif
