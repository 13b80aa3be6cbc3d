/* SPDX-License-Identifier: Apache-2.0 */

/* Keys that pseudonyms are made with (reports/pseudonyms.h). They are secrets: whoever has one and
 * a list of accounts can tell whose each pseudonym is. */
#ifndef STORE_PSEUDONYM_KEYS_H
#define STORE_PSEUDONYM_KEYS_H

#include "store/store.h"

/* Inside apply(). From now on this key counts; `bytes` are not looked at. */
MUST_CHECK enum status transaction_put_pseudonym_key(struct transaction *transaction,
                                                     struct text bytes, int64_t created_us,
                                                     struct error *error);

/* Whether there is a key at all: inside apply(), for who makes the first one. */
MUST_CHECK enum status transaction_has_pseudonym_key(struct transaction *transaction, bool *out,
                                                     struct error *error);

/* The last key that was put, borrowed from `arena`; data is NULL if there is none. */
MUST_CHECK enum status store_find_pseudonym_key(struct store *store, struct arena *arena,
                                                struct text *out, struct error *error);

#endif
