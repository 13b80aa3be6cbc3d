/* SPDX-License-Identifier: Apache-2.0 */

/* How many statements of each source are odd, by the day on which they were stored: the measure
 * QUALITY of store/tallies.h. A source is an authority and the platform that it names. Like all
 * tallies it is a sum over the statements that are not voided, but for the voided ones, which are
 * counted as such. */
#ifndef STORE_QUALITY_H
#define STORE_QUALITY_H

#include "store/evidence.h"
#include "store/internal.h"

/* Stored: keep the numbers. */
enum quality_problem {
    QUALITY_ANY = 0, /* each statement, odd or not */
    QUALITY_UNKNOWN_VERB = 1,
    QUALITY_UNKNOWN_TYPE = 2,
    QUALITY_NO_COURSE = 3,
    QUALITY_CLOCK_AHEAD = 4,  /* its time is later than when it was stored */
    QUALITY_CLOCK_BEHIND = 5, /* its time is long before that */
    QUALITY_VOIDED = 6
};

/* A minute is what clocks that nobody looks after differ by. Who was offline sends what he did some
 * days later; a month late is a wrong clock, or somebody's archive. */
enum { QUALITY_AHEAD_MAX_S = 60, QUALITY_BEHIND_MAX_S = 30 * 86400 };

/* Which of both a clock is; ANY: neither. */
enum quality_problem quality_clock(int64_t stored_us, int64_t timestamp_us, bool is_imported);

/* Counts the statement, or takes it out (`change` -1). Of it authority, stored_us and timestamp_us
 * count. */
MUST_CHECK enum status quality_count(struct transaction *transaction,
                                     const struct statement *statement,
                                     const struct reading *reading, int change,
                                     struct error *error);

/* The same of a voided one. */
MUST_CHECK enum status quality_count_voided(struct transaction *transaction,
                                            const struct statement *statement,
                                            const struct reading *reading, int change,
                                            struct error *error);

#endif
