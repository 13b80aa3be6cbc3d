/* SPDX-License-Identifier: Apache-2.0 */

/* The names under which agents were seen: counted as statements come and are voided. */
#ifndef STORE_AGENT_NAMES_H
#define STORE_AGENT_NAMES_H

#include "base/error.h"
#include "xapi/people.h"

struct transaction;

/* Counts `change` (1 or -1) statements that give these names, which people_named() has found in
 * one: so the table grows no faster than statements do. Sums, hence commutative; what is no longer
 * said goes. */
MUST_CHECK enum status agent_names_count(struct transaction *transaction,
                                         const struct named_agent *names, size_t count, int change,
                                         struct error *error);

#endif
