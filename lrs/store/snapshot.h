/* SPDX-License-Identifier: Apache-2.0 */

/* Many questions about one moment of the store, however much is written meanwhile: for what is
 * taken out of it to be looked at elsewhere. */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "store/store.h"

struct snapshot;

/* The moment is now. *out is owned by the caller, borrows `store` and holds one of its connections
 * for reading until it ends. */
MUST_CHECK enum status snapshot_begin(struct store *store, struct snapshot **out,
                                      struct error *error);
void snapshot_end(struct snapshot *snapshot); /* NULL allowed */
DEFINE_AUTO(struct snapshot, snapshot_end);

/* The last statement of the moment: what comes after it is in no earlier place, on any engine, so
 * its seq is where to go on. All zero if there is no statement. */
struct snapshot_mark {
    int64_t seq;
    int64_t stored_us;
    struct uuid id;
};
const struct snapshot_mark *snapshot_last(const struct snapshot *snapshot);

/* The statement in the place `seq`, a zero seq if it is not there (any more), and how many there
 * are up to it. */
MUST_CHECK enum status snapshot_look(struct snapshot *snapshot, int64_t seq,
                                     struct snapshot_mark *out, int64_t *out_count,
                                     struct error *error);

/* As store_ask_report(). */
MUST_CHECK enum status snapshot_ask(struct snapshot *snapshot, const struct report_query *query,
                                    report_visitor visit, void *context, struct error *error);

/* The same for a query whose columns are all whole numbers, of which there are many rows: they are
 * not made texts. NULL is 0. */
typedef enum status (*number_visitor)(void *context, const int64_t *values, size_t count,
                                      struct error *error);
MUST_CHECK enum status snapshot_ask_numbers(struct snapshot *snapshot,
                                            const struct report_query *query, number_visitor visit,
                                            void *context, struct error *error);

/* Visits the statements behind `after_seq` in order of seq, voided ones too, `limit` at most
 * (INT64_MAX: all). */
MUST_CHECK enum status snapshot_walk(struct snapshot *snapshot, int64_t after_seq, int64_t limit,
                                     statement_visitor visit, void *context, struct error *error);

/* Visits the seq of each statement that is voided by one behind `after_seq`. */
typedef enum status (*seq_visitor)(void *context, int64_t seq, struct error *error);
MUST_CHECK enum status snapshot_walk_voided(struct snapshot *snapshot, int64_t after_seq,
                                            seq_visitor visit, void *context, struct error *error);

#endif
