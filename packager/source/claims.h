/* SPDX-License-Identifier: Apache-2.0 */

/* Names that pages far apart use, and what each of them means by one: two banks of one id, or two
 * questions of one instrument, would be one thing in learners' records. */
#ifndef SOURCE_CLAIMS_H
#define SOURCE_CLAIMS_H

#include "base/auto.h"

/* Start with {0}. */
struct claims {
    void *tree; /* of tsearch(), ordered by name */
};

/* Forgets all that was noted; the claims can be used anew. */
void claims_finish(struct claims *claims);
DEFINE_AUTO_VALUE(struct claims, claims_finish);

/* Notes that `name` means `meaning`; both are borrowed as long as `claims` is used. NULL if that is
 * so already or the name is new; else what it was said to mean before, borrowed likewise. Of n
 * names about log n are compared: a course may have a million. */
const char *claims_add(struct claims *claims, const char *name, const char *meaning);

#endif
