/* SPDX-License-Identifier: Apache-2.0 */

/* Counting different texts without keeping them: 8 to 32 bytes of memory each. */
#ifndef LMS_DISTINCT_H
#define LMS_DISTINCT_H

#include "base/auto.h"
#include "base/text.h"

#include <stdint.h>

/* Initialise with {0}; release with distinct_finish(). */
struct distinct {
    uint64_t *slots; /* hashes; 0: free */
    size_t capacity;
    size_t count;
};

/* Adds a text, unless it is there. Of a million texts two count as one with a chance of about one
 * in 30 millions. */
void distinct_add(struct distinct *distinct, struct text text);
void distinct_finish(struct distinct *distinct);
DEFINE_AUTO_VALUE(struct distinct, distinct_finish);

#endif
