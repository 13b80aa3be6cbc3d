/* SPDX-License-Identifier: Apache-2.0 */

/* How much a question would have to look at, before it is asked. */
#ifndef STORE_ESTIMATES_H
#define STORE_ESTIMATES_H

#include "store/store.h"

/* About how many statements are found by the term, which may lag by half and a few. */
MUST_CHECK enum status store_estimate_term(struct store *store, const struct term *term,
                                           int64_t *out, struct error *error);

#endif
