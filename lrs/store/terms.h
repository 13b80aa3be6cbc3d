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

/* Stands for (kind, value): 128 bits of SipHash under a random key of this process, so that no two
 * terms share one, whatever is sent. */
struct term_hash {
    uint64_t halves[2];
};

/* Any thread. */
struct term_hash term_hash_of(int kind, struct text value);

/* Later terms get later numbers than `number`, which was given already. */
void terms_keep_last(struct terms *terms, int64_t number);
int64_t terms_last(const struct terms *terms);

/* Says that the term will be interned soon. */
struct term;
void terms_foresee(struct terms *terms, struct connection *connection, const struct term *term,
                   const struct term_hash *hash);

/* The number of the term (kind, value), which is given one if it is new. */
MUST_CHECK enum status terms_intern(struct terms *terms, struct connection *connection, int kind,
                                    struct text value, int64_t *out, struct error *error);

/* The same with the term's hash at hand. */
MUST_CHECK enum status terms_intern_hashed(struct terms *terms, struct connection *connection,
                                           const struct term *term, const struct term_hash *hash,
                                           int64_t *out, struct error *error);

/* The number of a term; 0: it has none. */
MUST_CHECK enum status terms_find(struct terms *terms, struct connection *connection,
                                  const struct term *term, int64_t *out, struct error *error);

/* The same for one more posting, which is counted: the database keeps an estimate, written whenever
 * it is half behind, so that common terms cost almost no writes. */
MUST_CHECK enum status terms_intern_use(struct terms *terms, struct connection *connection,
                                        const struct term *term, const struct term_hash *hash,
                                        int64_t *out, struct error *error);

/* Forgets everything, because a rollback may have taken terms back. */
void terms_forget(struct terms *terms);

#endif
