/* SPDX-License-Identifier: Apache-2.0 */

/* Which of a run's statements came back, and how often. */
#ifndef LOAD_TALLY_H
#define LOAD_TALLY_H

#include "base/auto.h"
#include "base/error.h"
#include "load/payload.h"

struct tally;

/* For statements 0 .. `count` - 1 of `payload` (borrowed). The caller owns what comes back. */
struct tally *tally_create(const struct payload *payload, uint32_t count);
void tally_destroy(struct tally *tally);
DEFINE_AUTO(struct tally, tally_destroy);

/* Counts the statements of one page, `{"statements": [...], "more": "..."}`; `more` is
 * added to *out_more, nothing at the end. INVALID if `page` is no such object. */
MUST_CHECK enum status tally_add_page(struct tally *tally, struct text page,
                                      struct buffer *out_more, struct error *error);

/* The LRS has acknowledged statements `first` .. `first + count - 1`. */
void tally_expect(struct tally *tally, uint32_t first, uint32_t count);

struct tally_result {
    uint32_t expected; /* were acknowledged */
    uint32_t found;    /* came back at least once */
    uint32_t lost;     /* were acknowledged and never came back */
    uint32_t doubled;  /* came back more than once */
    uint32_t foreign;  /* statements that the run did not send */
};

struct tally_result tally_result(const struct tally *tally);

#endif
