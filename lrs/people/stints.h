/* SPDX-License-Identifier: Apache-2.0 */

/* One account's time: what is stored of it, and what a file says, made one story. Pure. */
#ifndef PEOPLE_STINTS_H
#define PEOPLE_STINTS_H

#include "people/columns.h"
#include "people/people.h"

/* A span of the story. */
struct told_stint {
    struct stint stint;
    size_t line;      /* of the row that says so; 0: it was stored */
    bool is_to_given; /* by that row */
    bool was_stored;  /* one that began at this moment */
    int64_t stored_to_us;
    bool is_other; /* than what was stored, in its texts */
};

/* Room for `stored_count` + `row_count` is needed in `out`. */
struct story {
    struct told_stint *items; /* by from_us */
    size_t count;
};

/* Rows of one account, and what is stored of it, both by from_us; rows that tell of as_of_us come
 * last. Two rows that begin together, or overlap though the first has an end, are told in
 * `problems`. */
struct telling {
    const struct stint *stored;
    size_t stored_count;
    const struct roster_row *rows;
    size_t row_count;
    int64_t as_of_us;
};
void stints_tell(const struct telling *telling, struct problems *problems, struct story *out);

/* Ends the story, as told by nobody, at `us`. */
void stints_end(struct story *story, int64_t us);

#endif
