/* SPDX-License-Identifier: Apache-2.0 */

/* Postings of frequent terms a second time, packed: a set of seqs for each span of SPAN_SIZE of
 * them. Two lists of a million postings that never meet are so compared in milliseconds.
 *
 * They are made when a span is full, of the terms that are frequent then and have SPAN_DENSE
 * postings in it; or later, when so many have come late. A set that is there is exact; for one that
 * is not, the postings are read. So it never matters for an answer which are there. */
#ifndef STORE_SPANS_H
#define STORE_SPANS_H

#include "base/error.h"
#include "store/backend.h"
#include "store/span_set.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    SPAN_DENSE = 16,
    SPAN_FREQUENT = 2048, /* from so many uses on a term is frequent */
};

/* The span that a seq is in, and the first seq of a span. */
static inline int64_t span_of(int64_t seq)
{
    return seq / SPAN_SIZE;
}

static inline int64_t span_begin(int64_t span)
{
    return span * SPAN_SIZE;
}

/* All that follows is called inside a transaction, unless it says otherwise. */

/* When `last_seq` has been written, and the last one before this transaction was `before_seq`:
 * makes the sets of all spans that have become full. */
MUST_CHECK enum status spans_fill(struct connection *connection, int64_t before_seq,
                                  int64_t last_seq, struct error *error);

/* Makes all sets anew, those of full spans up to `last_seq`. */
MUST_CHECK enum status spans_rebuild(struct connection *connection, int64_t last_seq,
                                     struct error *error);

/* Follow a posting that was added to a statement of before, or taken away from it. `next_seq` is
 * the seq that will be given next: a set that is missing is made now if its span is full. */
MUST_CHECK enum status spans_add(struct connection *connection, int64_t term, int64_t seq,
                                 int64_t next_seq, struct error *error);
MUST_CHECK enum status spans_take_away(struct connection *connection, int64_t term, int64_t seq,
                                       struct error *error);

/* Visits every set that is kept, telling whether it equals the postings. */
typedef void (*span_visitor)(void *context, int64_t term, int64_t span, bool is_sound);
MUST_CHECK enum status spans_compare(struct connection *connection, span_visitor visit,
                                     void *context, struct error *error);

/* ---- reading: no transaction is needed ---- */

/* Spans that follow one another, and room for a set of each. */
enum { SPAN_RANGE_MAX = 64 };
struct span_range {
    int64_t first;
    size_t count; /* at most SPAN_RANGE_MAX */
    struct span_set *sets;
    struct span_set *scratch; /* as much room again, for spans_meet() */
};

/* Fills the sets of `range` with the term's postings. */
MUST_CHECK enum status spans_load(struct connection *connection, int64_t term,
                                  const struct span_range *range, struct error *error);

/* What is looked for: all that has each of `terms`, and not `except`. */
struct span_terms {
    const int64_t *terms;
    size_t count;          /* 0: all seqs, whether there is a statement or not */
    const int64_t *except; /* NULL: none */
};

/* Fills the sets with that; *out_any tells whether it is anything. */
MUST_CHECK enum status spans_meet(struct connection *connection, const struct span_terms *terms,
                                  const struct span_range *range, bool *out_any,
                                  struct error *error);

#endif
