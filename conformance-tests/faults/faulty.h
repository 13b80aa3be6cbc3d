/* SPDX-License-Identifier: Apache-2.0 */

/* A store whose engine fails when it is told to. */
#ifndef FAULTS_FAULTY_H
#define FAULTS_FAULTY_H

#include "store/store.h"

enum faulty_mode {
    FAULTY_ONCE, /* one call fails, as when a lock was not got */
    FAULTY_ON,   /* it and all behind it fail, as when the disk is gone */
};

/* Puts the failing engine between `store` and its own, on each of its connections. Nothing may run
 * on the store meanwhile. */
void faulty_attach(struct store *store);

/* The `nth` call of the engine from now on fails as UNAVAILABLE, whichever thread makes it. */
void faulty_arm(unsigned nth, enum faulty_mode mode);

/* No call fails any more. True if one has. */
bool faulty_disarm(void);

#endif
