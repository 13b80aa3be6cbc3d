/* SPDX-License-Identifier: Apache-2.0 */

/* Statements that are stored, and acknowledged, while the postings that find them are still in
 * memory (store/pending.h).
 *
 * A group of single statements is small, and its postings lie on as many pages of the database as
 * those of a large one. So the writer gathers them over many groups and writes them together: when
 * they are many or old, when what is written has to find statements (a reference, a void), and
 * before anybody's query. No answer is ever without a statement that was acknowledged before the
 * question.
 *
 * Only own postings of statements that neither refer nor are referred to nor are voided wait, so
 * that they can be told from the statements: after a crash they are, when the store is opened. That
 * there are any, and from which seq on, stands in the table `unposted`. */
#ifndef STORE_UNPOSTED_H
#define STORE_UNPOSTED_H

#include "store/internal.h"

/* In a transaction: notes that statements from `first_seq` on may be unposted; that none is. */
MUST_CHECK enum status unposted_note(struct connection *connection, int64_t first_seq,
                                     struct error *error);
MUST_CHECK enum status unposted_end(struct connection *connection, struct error *error);

/* That seq, as a commit left it; 0: none is unposted. */
MUST_CHECK enum status unposted_first(struct connection *connection, int64_t *out,
                                      struct error *error);

/* In a transaction: writes what is missing, as the statements tell it. Harmless beside a process
 * that has it in memory. */
MUST_CHECK enum status unposted_catch_up(struct connection *connection, struct error *error);
/* The same in a transaction of its own. */
MUST_CHECK enum status unposted_recover(struct connection *connection, struct error *error);

/* In a transaction: writes all that is gathered, so that queries on its connection see it; then it
 * has to leave nothing unposted. */
MUST_CHECK enum status unposted_flush(struct transaction *transaction, struct error *error);

/* Begins a transaction that only reads, and sees what a commit left that left nothing unposted. */
MUST_CHECK enum status unposted_begin_snapshot(struct connection *connection, struct error *error);

/* Before a query by `terms`: returns when all that was acknowledged is found by each of them. Only
 * their postings are written, so that it takes no longer than a small write. Not on the writer's
 * thread. UNAVAILABLE: it cannot be written. */
MUST_CHECK enum status unposted_await(struct store *store, const struct term *terms,
                                      size_t term_count, struct error *error);

/* Before a look at all postings: likewise, when none is unposted. */
MUST_CHECK enum status unposted_await_none(struct store *store, struct error *error);

#endif
