/* SPDX-License-Identifier: Apache-2.0 */

/* What statements say of Activities and verbs, merged in order of seq (xapi/definition.h). */
#ifndef STORE_DEFINITIONS_H
#define STORE_DEFINITIONS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "store/store.h"
#include "store/terms.h"

#include <stdint.h>

struct transaction;

/* A bounded memory of what was merged lately, since nearly every statement repeats it. */
struct definitions;

struct definitions *definitions_create(void);              /* owned by the caller */
void definitions_destroy(struct definitions *definitions); /* NULL allowed */

/* Forgets everything, because a rollback may have taken definitions back. */
void definitions_forget(struct definitions *definitions);

/* What a statement says of one Activity or verb. */
struct saying {
    enum definition_kind kind;
    struct text iri;
    struct text sent;      /* raw JSON: an Activity's definition, a verb's display */
    struct term_hash term; /* of the IRI */
    struct term_hash tag;  /* of what was sent: whoever sends it cannot make two that are alike */
    const struct saying *next;
};

/* All that a statement with these members says, in its order; NULL: nothing. Borrowed from both. */
const struct saying *definitions_collect(struct text members, struct arena *arena);

/* Merges what the new statement `seq` says, and notes seq if that changed anything. For statements
 * whose sender may define. */
MUST_CHECK enum status definitions_add(struct transaction *transaction, int64_t seq,
                                       const struct saying *sayings, struct error *error);

/* A statement that changed a definition, and is gone. */
struct testator {
    int64_t seq;
    int64_t authority; /* its number */
    struct text members;
};

/* Has the next statements of the same sender that define the same things be noted as well: mostly
 * they say the same, and changed nothing when they came. To note one that changed nothing does no
 * harm. Then the other is noted no more; definitions_rebuild() is to follow. */
MUST_CHECK enum status definitions_bequeath(struct transaction *transaction,
                                            const struct testator *testator, struct error *error);

/* Merges anew the statements that were noted, with the same result. */
MUST_CHECK enum status definitions_rebuild(struct transaction *transaction, struct error *error);

#endif
