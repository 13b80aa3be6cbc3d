/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `tally`: how many learners, or statements, there are of each sort, which is all that
 * reports of groups read. README.md, "What reports read", tells what the columns of each measure
 * are. They are kept once for each sort, in `tally_sort` (store/tally_sorts.h); rows of `tally`
 * have its number. */
#ifndef STORE_TALLIES_H
#define STORE_TALLIES_H

#include "base/auto.h"
#include "base/error.h"
#include "store/backend.h"

#include <stddef.h>
#include <stdint.h>

struct transaction;

/* Stored: keep the numbers. */
enum measure {
    MEASURE_STATEMENTS = 1, /* statements; all others count learners, unless they say so */
    MEASURE_ACTIVE_DAY = 2,
    MEASURE_ACTIVE_MONTH = 3,
    MEASURE_ACTIVE_YEAR = 4,
    MEASURE_ENROLLED = 5,
    MEASURE_STARTED = 6,
    MEASURE_DONE = 7,
    MEASURE_COMPLETION = 8,
    MEASURE_PAGE = 9, /* reached; amount: stopped there */
    MEASURE_SCORE_FIRST = 11,
    MEASURE_SCORE_LAST = 12,
    MEASURE_SCORE_BEST = 13,
    MEASURE_ANSWER_FIRST = 14,
    MEASURE_ANSWER_ANY = 15, /* statements */
    MEASURE_ANSWER_TIME = 16,
    MEASURE_ITEM = 17,
    MEASURE_CHANGE_NUMBER = 18,
    MEASURE_CHANGE_WORD = 19,
    MEASURE_COHORT = 37, /* enrolled; amount: started, square: done */
    MEASURE_FOLLOW_UP = 38,
    MEASURE_DONE_LAST = 39,
    MEASURE_SITE_REPORT = 40, /* statements of sites, in no segment; amount: patients */
    MEASURE_QUALITY = 41,     /* statements, in no segment; the subject is their authority */
    MEASURE_CONFORMANCE = 42, /* the same */
};

/* What is added to two rows, or taken from them: that of the segment and that of everybody, which
 * are one where the segment is SEGMENT_ALL. All but the last three are their keys, all of these but
 * the segment the sort. Numbers that a measure does not use are 0, texts empty. */
struct tally {
    int64_t segment; /* store/segments.h */
    int64_t subject; /* terms, but where README.md says otherwise */
    int64_t measure;
    int64_t context;
    int64_t asked;
    int64_t value;
    int64_t late_value;
    struct text text;
    struct text late_text;
    int64_t total;  /* learners or statements */
    int64_t amount; /* a sum over them, and one of squares, but of MEASURE_COHORT */
    int64_t square;
};

/* What is gathered before it is written. Texts are borrowed until then. */
struct tallies {
    struct tally *items;
    size_t count;
    size_t capacity;
};
#define TALLIES_INIT ((struct tallies){.items = NULL})

/* Adds `tally` as often as `times` says: -1 takes it away. */
void tallies_add(struct tallies *tallies, const struct tally *tally, int times);
void tallies_finish(struct tallies *tallies);
DEFINE_AUTO_VALUE(struct tallies, tallies_finish);

/* Writes what is gathered and does not cancel out, each row once, in the order of their keys. A
 * row that nobody is left in stays, with zeros. */
MUST_CHECK enum status tallies_write(struct connection *connection, const struct tallies *tallies,
                                     struct error *error);

/* The same, at the end of the transaction (PENDING_TALLY). Without a segment it is that of the
 * learner, who is wanted (segments_want()); TALLIES_NOBODY: it is in everybody's only. Copies its
 * texts. */
enum { TALLIES_NOBODY = 0 };
void tallies_count(struct transaction *transaction, const struct tally *tally, int64_t learner,
                   int times);

#endif
