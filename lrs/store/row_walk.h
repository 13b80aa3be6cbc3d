/* SPDX-License-Identifier: Apache-2.0 */

/* Walking through all rows of a query, each handed to a visitor of its own type. */
#ifndef STORE_ROW_WALK_H
#define STORE_ROW_WALK_H

#include "store/internal.h"

/* Any visitor; visit_row casts it back. */
typedef void (*row_visitor)(void);

struct row_walk {
    const char *sql;
    /* Makes of the row at hand what `visit` takes, and hands it over. */
    enum status (*visit_row)(struct cursor *cursor, const struct row_walk *walk,
                             struct error *error);
    row_visitor visit;
    void *context;
};

/* Ends with the first failure. */
MUST_CHECK enum status row_walk(struct connection *connection, const struct row_walk *walk,
                                struct error *error);
/* The same on a connection for reading. */
MUST_CHECK enum status row_walk_beside(struct store *store, const struct row_walk *walk,
                                       struct error *error);

#endif
