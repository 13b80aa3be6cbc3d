/* SPDX-License-Identifier: Apache-2.0 */

/* What statements say of Activities and verbs, merged in order of seq (xapi/definition.h). */
#ifndef STORE_DEFINITIONS_H
#define STORE_DEFINITIONS_H

#include "base/error.h"
#include "base/text.h"

#include <stdint.h>

struct transaction;

/* A bounded memory of what was merged lately, since nearly every statement repeats it. */
struct definitions;

struct definitions *definitions_create(void);              /* owned by the caller */
void definitions_destroy(struct definitions *definitions); /* NULL allowed */

/* Forgets everything, because a rollback may have taken definitions back. */
void definitions_forget(struct definitions *definitions);

/* Merges what the new statement `seq` with these members says, and notes seq if that changed
 * anything. For statements whose sender may define. */
MUST_CHECK enum status definitions_add(struct transaction *transaction, int64_t seq,
                                       struct text members, struct error *error);

/* Merges anew the statements that were noted, with the same result. */
MUST_CHECK enum status definitions_rebuild(struct transaction *transaction, struct error *error);

#endif
