/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of the writer share. Nobody else includes this. */
#ifndef STORE_WRITER_PARTS_H
#define STORE_WRITER_PARTS_H

#include "store/deferral.h"
#include "store/internal.h"
#include "store/settling.h"
#include "store/turns.h"
#include "store/write_queue.h"

struct writer {
    struct transaction transaction;
    struct turns turns;
    struct deferral deferral;
    struct settling settling;
    bool is_begun;   /* a transaction; still so if it could not even be rolled back */
    bool is_unsure;  /* whether the last one took place: its COMMIT was not answered */
    bool is_careful; /* each write's outcome is waited for */
    bool is_ending;  /* nothing may be put off any more */
    pthread_t thread;
    bool started;
    struct write_queue *queue;
};

/* Applies the writes (NULL: only what was put off) and commits them; again in another transaction
 * while the engine says that this may help and nobody has waited too long; and once more,
 * carefully, if a command failed that was not waited for. What a write makes of itself stands in
 * its status; the returned status is about the whole group. */
MUST_CHECK enum status group_write(struct writer *writer, struct store_write *writes,
                                   struct error *error);

#endif
