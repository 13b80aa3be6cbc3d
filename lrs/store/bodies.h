/* SPDX-License-Identifier: Apache-2.0 */

/* Statements' members as they are kept: packed (packing.h) with dictionaries that the store has
 * trained from statements of its own, and given back byte for byte. Dictionaries are never changed,
 * and removed only when nothing is packed with them any more (store/erasure.h). */
#ifndef STORE_BODIES_H
#define STORE_BODIES_H

#include "store/backend.h"

/* What a connection remembers of dictionaries; made when first needed, freed with it. */
struct bodies;
void bodies_destroy(struct bodies *bodies); /* NULL allowed */

/* Has statements packed with the newest dictionary there is, if any. */
struct packing;
MUST_CHECK enum status bodies_use_newest(struct connection *connection, struct packing *packing,
                                         struct error *error);

/* The members in column `column`, borrowed until the cursor's next step and the next call on its
 * connection. UNAVAILABLE: they are damaged. */
MUST_CHECK enum status bodies_read(struct cursor *cursor, size_t column, struct text *out,
                                   struct error *error);

/* The number of the dictionary that they are packed with; 0: with none. */
int64_t bodies_dictionary(struct cursor *cursor, size_t column);

#endif
