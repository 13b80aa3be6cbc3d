/* SPDX-License-Identifier: Apache-2.0 */

/* When the writer settles histories that are due (store/profile_histories.h): when nothing was
 * written for a while, or when some have been due for long, as a store may never rest. Then a
 * portion behind each group of writes, so that nobody waits for all. Used by its thread alone. */
#ifndef STORE_SETTLING_H
#define STORE_SETTLING_H

#include "store/internal.h"
#include "store/profile_histories.h"

enum { SETTLING_QUIET_US = 1000000, SETTLING_AGE_US = 60000000 };

struct settling {
    struct store_write write; /* first */
    bool is_on;
    struct history_round before; /* where the round is that is under way */
    struct history_round after;  /* the next portion; meaningful while it is written */
    /* On clock_monotonic_us(): when it is quiet unless something is written, and when it is late.
     * INT64_MAX: nothing is due, as far as this process knows. */
    int64_t quiet_us;
    int64_t late_us;
};

/* Others may have left some. `is_on` false: it never settles any. */
void settling_begin(struct settling *settling, bool is_on);

/* After a transaction that others' writes were in. */
void settling_wrote(struct settling *settling, struct transaction *transaction);

/* When there is something to write though nothing else is; INT64_MAX: never. */
int64_t settling_wake_us(const struct settling *settling);

/* The next portion, to be written by itself; NULL: not now. */
struct store_write *settling_take(struct settling *settling);

#endif
