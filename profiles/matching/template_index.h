/* SPDX-License-Identifier: Apache-2.0 */

/* Templates by what they are recognised by, so that a statement looks at those alone that it may
 * match, however many there are. */
#ifndef MATCHING_TEMPLATE_INDEX_H
#define MATCHING_TEMPLATE_INDEX_H

#include "matching/statement_facts.h"
#include "profile/profile.h"

struct template_index;

/* Borrowed from the arena; borrows the profile. */
struct template_index *template_index_make(const struct profile *profile, struct arena *arena);

/* Calls `act` with each template whose determining properties the statement has, each once. */
typedef void template_found(void *context, const struct profile_template *template);
void template_index_find(const struct template_index *index, const struct statement_facts *facts,
                         template_found *act, void *context);

#endif
