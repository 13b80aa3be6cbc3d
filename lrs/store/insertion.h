/* SPDX-License-Identifier: Apache-2.0 */

/* Many rows into one table, as a command of many rows costs much less than as many commands. */
#ifndef STORE_INSERTION_H
#define STORE_INSERTION_H

#include "base/buffer.h"
#include "store/backend.h"

enum { INSERTION_LENGTHS = 3 };

/* How rows of one kind are inserted: a static object, as its texts are made once and kept in it. */
struct insertion {
    const char *into;      /* what stands before the rows: "INSERT INTO table (column, ...)" */
    const char *otherwise; /* what stands behind them: "ON CONFLICT ..." */
    size_t columns;        /* up to BACKEND_VALUES_MAX */
    struct buffer texts[INSERTION_LENGTHS]; /* insertion.c's */
};

/* Rows that are on their way. */
struct inserting {
    struct insertion *insertion;
    struct connection *connection;
    size_t count; /* of values that wait */
    struct value values[BACKEND_VALUES_MAX];
};

/* Any thread. */
void inserting_begin(struct inserting *inserting, struct insertion *insertion,
                     struct connection *connection);

/* Adds a row of as many values as there are columns. What they borrow must live until the end. No
 * two rows may have one key: an engine may refuse to change a row twice by one command. */
MUST_CHECK enum status inserting_add(struct inserting *inserting, const struct value *values,
                                     struct error *error);

/* Writes what still waits. Needless after a failure. */
MUST_CHECK enum status inserting_end(struct inserting *inserting, struct error *error);

#endif
