/* SPDX-License-Identifier: Apache-2.0 */

/* Names that pages far apart use, and what each of them means by one: two banks of one id, or two
 * questions of one instrument, would be one thing in learners' records. */
#ifndef SOURCE_CLAIMS_H
#define SOURCE_CLAIMS_H

struct arena;
struct claim;

/* Start with {0}. What it holds lives in the arenas that it was filled from. */
struct claims {
    struct claim *first;
};

/* Notes that `name` means `meaning`; both are borrowed as long as `claims` is used. NULL if that is
 * so already or the name is new; else what it was said to mean before, borrowed likewise. */
const char *claims_add(struct claims *claims, struct arena *arena, const char *name,
                       const char *meaning);

#endif
