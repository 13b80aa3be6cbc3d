/* SPDX-License-Identifier: Apache-2.0 */

/* What statements add to rows that many of them share, gathered over the writes of a transaction
 * and written by kind and in the order of keys: each row once, however many statements add to it,
 * neighbours one after another, and by all transactions in one order. What may wait is gathered
 * over several transactions. */
#ifndef STORE_PENDING_H
#define STORE_PENDING_H

#include "base/auto.h"
#include "base/error.h"
#include "store/insertion.h"

#include <stddef.h>
#include <stdint.h>

struct pending;

/* What can be gathered, in the order in which it is written. What is added of one kind is
 * commutative. */
enum pending_kind {
    PENDING_POSTING,
    PENDING_PROGRESS,
    PENDING_SEGMENT,
    PENDING_FACT,
    PENDING_TALLY,
    PENDING_PLACE,
    PENDING_NAME,
    PENDING_AGENT_NAME,
    PENDING_HISTORY_DUE,
    PENDING_KINDS
};

/* What a kind's own file says of it. */
struct pending_rules {
    size_t size; /* of an item */

    /* Whether a transaction may end before its items are written, as they can be told from its
     * statements (store/unposted.h). Then writing one twice does no harm. */
    bool may_wait;

    /* What items are ordered by first: by far most of the order, and cheap to sort by. */
    uint64_t (*key)(const void *item);

    /* The whole order, as for qsort(), given pointers to pointers to items: 0 if both belong into
     * one row. */
    int (*compare)(const void *left, const void *right);

    /* Writes items in order; equal ones stand side by side. */
    enum status (*write)(struct connection *connection, const void *const *items, size_t count,
                         struct error *error);

    /* Frees what an item owns. Optional. */
    void (*release)(void *item);

    /* Makes an item that stays own what it borrows. Optional: it owns it already. */
    void (*own)(void *item);

    /* ---- for items of which many add up to one, as soon as they come; NULL: none do ---- */

    /* Whether both add up, and a number that is the same then: pending_mix() of what is compared.
     */
    bool (*is_alike)(const void *left, const void *right);
    uint64_t (*hash)(const void *item);

    /* Adds an item that is alike to `sum`. */
    void (*add_up)(void *sum, const void *item);
};

static inline uint64_t pending_mix(uint64_t hash, int64_t number)
{
    hash = (hash ^ (uint64_t)number) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ hash >> 32;
}

extern const struct pending_rules pending_postings;
extern const struct pending_rules pending_progress;
extern const struct pending_rules pending_segments;
extern const struct pending_rules pending_facts;
extern const struct pending_rules pending_tallies;
extern const struct pending_rules pending_places;
extern const struct pending_rules pending_names;
extern const struct pending_rules pending_agent_names;
extern const struct pending_rules pending_history_dues;

struct pending *pending_create(void);
void pending_destroy(struct pending *pending); /* NULL allowed */
DEFINE_AUTO(struct pending, pending_destroy);

/* Copies `item`, of the size its kind says, and what it borrows, unless it adds up with one that
 * the write which is under way has added lately; takes what it owns. */
void pending_add(struct pending *pending, enum pending_kind kind, const void *item);

/* Around each write of a transaction. After pending_undo_write() what it has added is gone; what
 * was added before it will be written again, as its savepoint took that back. */
void pending_begin_write(struct pending *pending);
void pending_undo_write(struct pending *pending);

/* Writes all there is, which queries on the transaction's own connection can see then. Called
 * before such queries, and when much is gathered. */
MUST_CHECK enum status pending_flush(struct pending *pending, struct connection *connection,
                                     struct error *error);
/* Writes what may not wait. */
MUST_CHECK enum status pending_flush_due(struct pending *pending, struct connection *connection,
                                         struct error *error);

/* Writes those of a kind whose rules allow it to be done twice (may_wait) that have the key of the
 * item `like`. They stay, and are written again with the others. */
MUST_CHECK enum status pending_write_ahead(const struct pending *pending, enum pending_kind kind,
                                           const void *like, struct connection *connection,
                                           struct error *error);

/* Whether a transaction has added many items of any kind. */
bool pending_is_much(const struct pending *pending);

/* How many items of a kind are not written yet; how many of them this transaction has added. */
size_t pending_count(const struct pending *pending, enum pending_kind kind);
size_t pending_count_added(const struct pending *pending, enum pending_kind kind);

/* ---- a kind that waits, written a slice a transaction ---- */

/* What writing an item costs that has the key of the one before it, and one that has not: pages are
 * what costs, and items of one key stand on one. */
enum { PENDING_COST = 1, PENDING_COST_OF_KEY = 16 };

/* Makes what earlier transactions have left one run, ordered by keys. It is written first. */
void pending_begin_run(struct pending *pending, enum pending_kind kind);
/* How many items of the run are not written yet; 0: there is none. */
size_t pending_count_run(const struct pending *pending, enum pending_kind kind);
/* What the whole run cost when it was begun. */
size_t pending_cost_of_run(const struct pending *pending, enum pending_kind kind);
/* Writes the next of the run, for about `cost`. At the end of a transaction. */
MUST_CHECK enum status pending_flush_slice(struct pending *pending, enum pending_kind kind,
                                           size_t cost, struct connection *connection,
                                           struct error *error);

/* How many of the items, from the first on, belong into one row. For pending_rules.write. */
size_t pending_run(const struct pending_rules *rules, const void *const *items, size_t count);

/* Adds the row that `count` items make, which all belong into it. */
typedef enum status pending_row(struct inserting *inserting, const void *const *items, size_t count,
                                struct error *error);

/* How most kinds write their items: a row for those that belong together, by one insertion. */
MUST_CHECK enum status pending_write_rows(const struct pending_rules *rules,
                                          struct insertion *insertion,
                                          struct connection *connection, const void *const *items,
                                          size_t count, pending_row *add_row, struct error *error);

/* Between writes: forgets what this transaction has added and written. */
void pending_forget_flushed(struct pending *pending);

/* At the end of a transaction: forgets what it has written; or all that it has added, while what is
 * left of those before it will be written again. */
void pending_commit(struct pending *pending);
void pending_roll_back(struct pending *pending);

#endif
