/* SPDX-License-Identifier: Apache-2.0 */

/* Items of work that threads do at the same time, while one takes the results in their order. */
#ifndef ZIP_CREW_H
#define ZIP_CREW_H

#include "base/auto.h"

#include <stddef.h>

/* `run` is called once for each item below `count`, by any thread, but not for one that is `lead`
 * or more ahead of the one that is waited for: what results wait in memory is bounded. */
struct crew_work {
    size_t count;
    size_t lead;
    unsigned threads; /* 0: the one that waits does all */
    void (*run)(void *context, size_t item);
    void *context;
};

struct crew;

/* Sets to work; owned by the caller. `context` is borrowed until crew_end(). Threads that cannot be
 * had are done without. */
struct crew *crew_begin(const struct crew_work *work);

/* Returns once `item` is done. Items are waited for in ascending order. One thread. */
void crew_wait(struct crew *crew, size_t item);

/* Ends the threads once each has done what it is at; what nobody began is not done. NULL allowed.
 */
void crew_end(struct crew *crew);
DEFINE_AUTO(struct crew, crew_end);

/* As many threads as help beside one that waits: one a processor, within reason. */
unsigned crew_threads(void);

#endif
