/* SPDX-License-Identifier: Apache-2.0 */

/* The names under which agents were seen: counted as statements come and are voided. */
#ifndef STORE_AGENT_NAMES_H
#define STORE_AGENT_NAMES_H

#include "base/error.h"

#include <jansson.h>

struct transaction;

/* Counts `change` (1 or -1) statements that name the agents in `statement` as it does. Sums, hence
 * commutative. A statement adds at most NAMED_AGENTS_MAX rows, so the table grows no faster than
 * statements do; what is no longer said goes. */
MUST_CHECK enum status agent_names_count(struct transaction *transaction, const json_t *statement,
                                         int change, struct error *error);

#endif
