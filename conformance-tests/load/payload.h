/* SPDX-License-Identifier: Apache-2.0 */

/* The statements of one run: numbered, distinct, valid, about 1 KB each. */
#ifndef LOAD_PAYLOAD_H
#define LOAD_PAYLOAD_H

#include "base/buffer.h"
#include "base/uuid.h"

#include <stdint.h>

enum { PAYLOAD_LEARNERS = 1000, PAYLOAD_ACTIVITIES = 40, PAYLOAD_VERBS = 5, PAYLOAD_URL_SIZE = 96 };

/* What tells this run's statements from all others; the number of a statement stands in the last
 * four bytes of its id. */
struct payload {
    struct uuid run;
};

struct payload payload_make(void);

/* Adds statement `number` as JSON. The same number gives the same bytes. */
void payload_write(const struct payload *payload, uint32_t number, struct buffer *out);

/* Adds statements `first` .. `first + count - 1` as a JSON array. */
void payload_write_batch(const struct payload *payload, uint32_t first, uint32_t count,
                         struct buffer *out);

/* The activity that each statement of the run names in its context, to ask for them all. */
void payload_run_activity(const struct payload *payload, char out[PAYLOAD_URL_SIZE]);

/* True, with the number, if `id` may be of this run. */
bool payload_number_of(const struct payload *payload, struct text id, uint32_t *out);

#endif
