/* SPDX-License-Identifier: Apache-2.0 */

/* When the writer writes the postings that it has put off (store/unposted.h): all of them, where
 * something needs them; else in slices, so that nobody waits long. Used by its thread alone. */
#ifndef STORE_DEFERRAL_H
#define STORE_DEFERRAL_H

#include "store/internal.h"

/* When it begins to write them by itself, and for what cost (PENDING_COST) at least in a
 * transaction: the more there are, the fewer pages a posting takes, and the longer others wait. */
enum { DEFERRAL_MANY = 1 << 15, DEFERRAL_SLICE = 1 << 12, DEFERRAL_AGE_US = 400000 };

struct deferral {
    int64_t first_seq;   /* that may be unposted; 0: none is */
    int64_t run_end_seq; /* behind those that are being posted slice by slice; 0: none are */
    int64_t due_us;      /* on clock_monotonic_us(): when those from first_seq on are old */
    int64_t retry_us;    /* not before this, as writing them has failed */
};

/* Last in a transaction whose own statements are those behind `before_seq`. */
MUST_CHECK enum status deferral_end(struct deferral *deferral, struct transaction *transaction,
                                    int64_t before_seq, struct error *error);

/* After its commit, before anybody is told of it; or after it has failed. */
void deferral_committed(struct deferral *deferral, const struct transaction *transaction,
                        int64_t before_seq);
void deferral_failed(struct deferral *deferral);

/* When there is something to write though nothing else is: on clock_monotonic_us(), or INT64_MAX.
 */
int64_t deferral_wake_us(const struct deferral *deferral);

#endif
