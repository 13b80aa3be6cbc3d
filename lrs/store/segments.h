/* SPDX-License-Identifier: Apache-2.0 */

/* Which segment each learner is in: an organisation, profession, staff group, band and source that
 * he shares with others, under one number. What reports of groups read (store/tallies.h) is kept a
 * segment, so that it can be broken down and narrowed without a look at learners.
 *
 * A learner's segment follows from other tables alone, not from the time of day: profession, staff
 * group and band are those of the last span that the roster has of his account, begun or not; so is
 * the organisation, else it is the one that his statements name; the source is the home page of his
 * account. Where one of these changes he is moved, with all that he ever did, before the
 * transaction is committed (segment_moves.c). Until then everything is counted where he was. */
#ifndef STORE_SEGMENTS_H
#define STORE_SEGMENTS_H

#include "base/auto.h"
#include "store/internal.h"

/* Everybody's: no learner has it, but each is counted in it too. */
enum { SEGMENT_ALL = 0 };

/* What a transaction knows of learners' segments, and of whose it is not sure any more. */
struct segments;

struct segments *segments_create(void);
void segments_destroy(struct segments *segments); /* NULL allowed */
DEFINE_AUTO(struct segments, segments_destroy);

/* The learner's segment will be asked for when what is gathered is written (PENDING_SEGMENT, before
 * facts and tallies). */
void segments_want(struct transaction *transaction, int64_t learner);
/* Then. The learner was wanted in this transaction. */
int64_t segments_at(const struct segments *segments, int64_t learner);
/* At once. A learner who is in none yet gets one. */
MUST_CHECK enum status segments_find(struct transaction *transaction, int64_t learner, int64_t *out,
                                     struct error *error);

/* A statement has named the learner's organisation. */
void segments_said(struct segments *segments, int64_t learner);

/* Something has changed that the learner's segment, or anybody's, may follow from. */
void segments_doubt(struct segments *segments, int64_t learner);
void segments_doubt_all(struct segments *segments);

/* Last in a transaction but for what is gathered: moves whoever is in doubt and has to be. */
MUST_CHECK enum status segments_settle(struct transaction *transaction, struct error *error);

/* Forgets what is known, as a rollback may have taken it back; doubts as well, at the end of the
 * transaction. */
void segments_forget(struct segments *segments);
void segments_end(struct segments *segments);

#endif
