/* SPDX-License-Identifier: Apache-2.0 */

/* What putting a statement takes that needs nothing of the database, so that any thread can do it
 * while the writer writes others. */
#ifndef STORE_PREPARE_H
#define STORE_PREPARE_H

#include "store/definitions.h"
#include "store/evidence.h"
#include "store/terms.h"

struct conformance_judge;
struct packing;

struct prepared {
    struct text packed;             /* the members; data is NULL: they are kept as text */
    const struct term_hash *hashes; /* of the statement's terms */
    struct reading reading;
    const struct saying *sayings;          /* NULL if the sender may not define, too */
    const struct conformance *conformance; /* NULL: not judged */
};

/* `packing` NULL: members are kept as text. `judge` NULL: the statement is not held against
 * profiles. Borrowed from `arena`, which is the judge's, too, and the statement. */
const struct prepared *prepare_statement(struct packing *packing, struct conformance_judge *judge,
                                         const struct statement *statement, struct arena *arena);

#endif
