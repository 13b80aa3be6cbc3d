/* SPDX-License-Identifier: Apache-2.0 */

/* A round that settled some is followed by another, as more may have fallen due behind it; the last
 * one finds none and costs a look. */
#include "store/settling.h"

#include "base/clock.h"

static void wait_again(struct settling *settling)
{
    int64_t now_us = clock_monotonic_us();
    settling->before = (struct history_round){.is_over = false};
    settling->quiet_us = now_us + SETTLING_QUIET_US;
    settling->late_us = now_us + SETTLING_AGE_US;
}

static void rest(struct settling *settling)
{
    settling->before = (struct history_round){.is_over = false};
    settling->quiet_us = INT64_MAX;
    settling->late_us = INT64_MAX;
}

/* May be called again with the same beginning. */
static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct settling *settling = (struct settling *)write;
    settling->after = settling->before;
    return transaction_settle_histories(transaction, &settling->after, error);
}

/* What failed is as due as it was. */
static void done(struct store_write *write)
{
    struct settling *settling = (struct settling *)write;
    bool failed = write->status != STATUS_OK;
    if (failed || (settling->after.is_over && settling->after.settled > 0)) {
        wait_again(settling);
        settling->quiet_us = failed ? settling->late_us : settling->quiet_us;
    } else if (settling->after.is_over) {
        rest(settling);
    } else {
        settling->before = settling->after;
    }
}

void settling_begin(struct settling *settling, bool is_on)
{
    *settling = (struct settling){.write = {.apply = apply, .done = done}, .is_on = is_on};
    if (is_on) {
        wait_again(settling);
    } else {
        rest(settling);
    }
}

void settling_wrote(struct settling *settling, struct transaction *transaction)
{
    bool any = transaction->notes_dues;
    transaction->notes_dues = false;
    if (!settling->is_on) {
        return;
    }
    if (any && settling->late_us == INT64_MAX) {
        wait_again(settling);
    } else if (settling->late_us != INT64_MAX) {
        settling->quiet_us = clock_monotonic_us() + SETTLING_QUIET_US;
    }
}

int64_t settling_wake_us(const struct settling *settling)
{
    return settling->quiet_us < settling->late_us ? settling->quiet_us : settling->late_us;
}

struct store_write *settling_take(struct settling *settling)
{
    if (clock_monotonic_us() < settling_wake_us(settling)) {
        return NULL;
    }
    settling->write.next = NULL;
    settling->write.status = STATUS_OK;
    return &settling->write;
}
