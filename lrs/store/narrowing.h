/* SPDX-License-Identifier: Apache-2.0 */

/* Reports that tell of one organisation's learners only.
 *
 * This is done here, where every report's SQL passes, and not in each report, as one that forgot it
 * would tell of all: names of views that tell of learners come to mean those of their rows that are
 * about learners of the organisation and of those below it. Below are all that are in it today as
 * an ICB or region, and those that it has succeeded, so that a merged trust sees whom it has taken
 * over; what was succeeded does not see its successor's. A learner is of the organisation that the
 * roster tells last, else of that which statements say; views that count learners by segment
 * (store/segments.h) come to mean those segments. All that such a learner ever did is seen there,
 * and nothing of it where he was before. */
#ifndef STORE_NARROWING_H
#define STORE_NARROWING_H

#include "base/buffer.h"
#include "store/backend.h"

/* The parameters of narrowed SQL beside its own: an ODS code, and now as views tell times. */
#define NARROWING_ORGANISATION "narrowing_organisation"
#define NARROWING_NOW "narrowing_now"

/* Writes `sql`, narrowed, to *out. INTERNAL: it reads a view that is not known here, or is no
 * SELECT or WITH. */
MUST_CHECK enum status narrowing_write(const struct backend *backend, const char *sql,
                                       struct buffer *out, struct error *error);

#endif
