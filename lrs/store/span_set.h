/* SPDX-License-Identifier: Apache-2.0 */

/* Which seqs of a span of SPAN_SIZE are in a set, and how that is packed. Pure. */
#ifndef STORE_SPAN_SET_H
#define STORE_SPAN_SET_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>
#include <stdint.h>

enum { SPAN_SIZE = 4096, SPAN_WORDS = SPAN_SIZE / 64, SPAN_SET_BYTES = SPAN_SIZE / 8 };

/* Bit i of word w stands for the seq 64 * w + i of the span. */
struct span_set {
    uint64_t words[SPAN_WORDS];
};

/* The remainder of `seq` tells its place in the span. */
void span_set_add(struct span_set *set, int64_t seq);
void span_set_take_away(struct span_set *set, int64_t seq);
size_t span_set_size(const struct span_set *set);

/* Writes the set in as few bytes as it takes, and tells how many. */
size_t span_set_pack(const struct span_set *set, unsigned char out[SPAN_SET_BYTES]);

/* UNAVAILABLE: no set was packed so; the database is damaged. */
MUST_CHECK enum status span_set_unpack(struct text packed, struct span_set *out,
                                       struct error *error);

#endif
