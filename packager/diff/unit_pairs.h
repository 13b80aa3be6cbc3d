/* SPDX-License-Identifier: Apache-2.0 */

/* Which unit of the new package is which of the old one: by identifier, and where that changed, by
 * what it launches, its address or its title. */
#ifndef DIFF_UNIT_PAIRS_H
#define DIFF_UNIT_PAIRS_H

#include "diff/difference_parts.h"
#include "diff/pairs.h"

/* How a pair was recognised, the surest first. */
enum unit_evidence { UNIT_BY_ID, UNIT_BY_CONTENT, UNIT_BY_ADDRESS, UNIT_BY_TITLE, UNIT_EVIDENCES };

struct unit_pairs {
    const struct opened_structure *before;
    const struct opened_structure *after;
    struct pairs pairs;
    enum unit_evidence *evidence; /* one a unit of `before`; UNIT_EVIDENCES if it has no pair */
    /* The unit that a unit stands in; PAIRS_NONE at the top. */
    size_t *parents_before;
    size_t *parents_after;
    bool *is_moved; /* one a unit of `after`: into another unit, or past others; what stands in a
                       unit that moved has moved with it, which is told once */
};

/* Lives in work->arena. */
struct unit_pairs unit_pairs_find(struct difference_work *work,
                                  const struct opened_structure *before,
                                  const struct opened_structure *after);

#endif
