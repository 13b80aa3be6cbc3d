/* SPDX-License-Identifier: Apache-2.0 */

/* Terms as numbers, remembered in memory: nearly every statement repeats terms of earlier ones. */
#ifndef STORE_TERMS_H
#define STORE_TERMS_H

#include "base/error.h"
#include "base/text.h"
#include "store/backend.h"

#include <stdint.h>

struct terms;

/* An empty memory, owned by the caller. */
struct terms *terms_create(void);
void terms_destroy(struct terms *terms); /* NULL allowed */

/* The number of the term (kind, value), which is given one if it is new. */
MUST_CHECK enum status terms_intern(struct terms *terms, struct connection *connection, int kind,
                                    struct text value, int64_t *out, struct error *error);

/* Counts one more posting of the term that was interned last. The database keeps an estimate,
 * written whenever it is a quarter behind, so that common terms cost almost no writes. */
MUST_CHECK enum status terms_count_use(struct terms *terms, struct connection *connection,
                                       struct error *error);

/* Forgets everything, because a rollback may have taken terms back. */
void terms_forget(struct terms *terms);

#endif
