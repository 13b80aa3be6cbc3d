/* SPDX-License-Identifier: Apache-2.0 */

/* All that refers to a statement, directly or through others. */
#ifndef STORE_REFERRERS_H
#define STORE_REFERRERS_H

#include "store/backend.h"

typedef enum status (*referrer_visitor)(void *context, int64_t seq, bool is_voided,
                                        struct error *error);

/* Visits each statement from which a chain of fewer than CHAIN_MAX links (store/chain.h) leads to
 * the statement `id`, the nearest first; not that one itself where the chain is a circle. The
 * visitor may write. */
MUST_CHECK enum status referrers_visit(struct connection *connection, const struct uuid *id,
                                       referrer_visitor visit, void *context, struct error *error);

#endif
