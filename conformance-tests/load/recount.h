/* SPDX-License-Identifier: Apache-2.0 */

/* Asks the LRS for all statements of a run, page by page, and counts them. */
#ifndef LOAD_RECOUNT_H
#define LOAD_RECOUNT_H

#include "client/client.h"
#include "load/progress.h"
#include "load/tally.h"

/* Pages through GET statements (limit=500, then `more`) for the run's activity, and adds each page
 * to `tally`. INVALID if the LRS answers with something else than pages, with more pages than
 * `count` statements can fill, or with a `more` that leads to another host; UNAVAILABLE if it
 * cannot be reached; FORBIDDEN for 401 and 403. */
MUST_CHECK enum status recount(const struct client *client, const struct payload *payload,
                               uint32_t count, struct tally *tally, struct progress *progress,
                               struct error *error);

#endif
