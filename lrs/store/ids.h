/* SPDX-License-Identifier: Apache-2.0 */

/* Where a statement is, by its id. In a database whose tables are spread over nodes by seq, ids
 * have a table of their own, spread by id: any other way each node would have to be asked. */
#ifndef STORE_IDS_H
#define STORE_IDS_H

#include "store/backend.h"

/* Says that ids_find() will be asked for `id` soon. */
void ids_foresee(struct connection *connection, const struct uuid *id);

/* The statement's seq; 0: none with this id is stored. */
MUST_CHECK enum status ids_find(struct connection *connection, const struct uuid *id,
                                int64_t *out_seq, struct error *error);

/* Notes it, beside the statement's own row. */
MUST_CHECK enum status ids_add(struct connection *connection, const struct uuid *id, int64_t seq,
                               struct error *error);

/* Forgets it, as the statement's row is gone. */
MUST_CHECK enum status ids_remove(struct connection *connection, const struct uuid *id,
                                  struct error *error);

#endif
