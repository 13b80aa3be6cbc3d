/* SPDX-License-Identifier: Apache-2.0 */

/* Every statement as it is kept, voided ones too, in order of seq: for what checks or copies a
 * whole store. */
#ifndef STORE_KEPT_H
#define STORE_KEPT_H

#include "store/backend.h"
#include "store/store.h"

struct kept_statement {
    struct stored_statement stored; /* borrowed during the visit */
    int64_t timestamp_us;
    bool voids;
    bool defines; /* changed a definition when it came, hence its sender was allowed to */
};

typedef enum status (*kept_visitor)(void *context, const struct kept_statement *kept,
                                    struct error *error);

/* Visits those stored after `since_us` (INT64_MIN: all). The visitor may use the connection. */
MUST_CHECK enum status kept_walk(struct connection *connection, int64_t since_us,
                                 kept_visitor visit, void *context, struct error *error);

/* A copy in `arena` as transaction_put_statements() wants it, with the times that are
 * kept. INVALID: what is kept is no JSON. */
MUST_CHECK enum status kept_to_statement(const struct kept_statement *kept, struct arena *arena,
                                         struct statement *out, struct error *error);

#endif
