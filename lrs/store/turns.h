/* SPDX-License-Identifier: Apache-2.0 */

/* Turns of the processes that write one database: where each goes on from, and what became of a
 * transaction whose COMMIT was not answered. All of it does nothing on an engine whose databases
 * one process writes. */
#ifndef STORE_TURNS_H
#define STORE_TURNS_H

#include "store/internal.h"

/* One process among those that write. Embedded in the writer. */
struct turns {
    int64_t process;  /* a number that no other has, drawn by chance */
    int64_t number;   /* of its last transaction */
    int64_t stamp_us; /* the same's */

    /* What the turn began with. */
    int64_t term;
    int64_t defined_seq;
};

/* Draws the number, and has those forgotten that ended long ago. */
MUST_CHECK enum status turns_init(struct turns *turns, struct connection *connection,
                                  struct error *error);

/* First in a transaction: waits until it is this process's turn, and sets next_seq, the last stamp
 * and the last term to what the last turn left. */
MUST_CHECK enum status turns_take(struct turns *turns, struct transaction *transaction,
                                  struct error *error);

/* In a turn: whether the last transaction that turns_end() was called in took place. No other of
 * this process's is open by now, so the answer is final. */
MUST_CHECK enum status turns_was_committed(const struct turns *turns, struct connection *connection,
                                           bool *out, struct error *error);

/* Behind a transaction that took place: where the database is spread over nodes, notes that it is
 * visible on each, as Consistent-Through must know. If that fails, the bound stays until the next.
 */
void turns_note_bound(const struct turns *turns, struct connection *connection);

/* Last in a transaction: notes how far it got, and that it is this process's. */
MUST_CHECK enum status turns_end(struct turns *turns, const struct transaction *transaction,
                                 struct error *error);

#endif
