/* SPDX-License-Identifier: Apache-2.0 */

/* What `term` counts. */
#include "store/estimates.h"

#include "store/internal.h"

enum status store_estimate_term(struct store *store, const struct term *term, int64_t *out,
                                struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    *out = 0;
    enum status status =
        connection_integer(reader, "SELECT uses FROM term WHERE kind = $1 AND value = $2",
                           VALUES(value_integer(term->kind), value_text(term->value)), out, error);
    store_return_reader(store, reader);
    return status;
}
