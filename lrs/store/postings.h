/* SPDX-License-Identifier: Apache-2.0 */

/* What the table `posting` tells, whose rows are pairs of a term's number and a statement's seq.
 *
 * By (term, seq) a statement is found: the term is its own, or it has inherited it from what it
 * refers to. A voided one has none of these.
 *
 * Of statements that refer to others, and of voided ones, the postings do not tell which terms are
 * their own. They have two more kinds of rows: (POSTING_MARK, seq), and (posting_own(term), seq)
 * for each term of their own. Voided ones have (POSTING_VOIDED, seq) as well. */
#ifndef STORE_POSTINGS_H
#define STORE_POSTINGS_H

#include "base/error.h"
#include "store/backend.h"

#include <stdint.h>

/* Numbers of terms are positive, and never this large. */
#define POSTING_MARK INT64_C(0)
#define POSTING_VOIDED (-(INT64_C(1) << 62))

/* In SQL: -term. */
static inline int64_t posting_own(int64_t term)
{
    return -term;
}

/* A row; an item of PENDING_POSTING (store/pending.h). */
struct posting {
    int64_t term;
    int64_t seq;
};

/* Brings postings that were written before there were own ones up to date, and makes the sets of
 * store/spans.h. Inside a transaction. */
MUST_CHECK enum status postings_fill(struct connection *connection, struct error *error);

#endif
