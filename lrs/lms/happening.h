/* SPDX-License-Identifier: Apache-2.0 */

/* What a row says has happened, as statements whose ids follow from what it says. Pure. */
#ifndef LMS_HAPPENING_H
#define LMS_HAPPENING_H

#include "base/buffer.h"
#include "base/uuid.h"
#include "lms/row.h"

/* One statement to be made. */
struct lms_happening {
    enum lms_verb verb;
    const struct lms_activity *activity;
    int64_t us;     /* when */
    bool is_dated;  /* by a date that is of this very thing, and so tells one time from another */
    bool in_course; /* it is about the activity's course */
    const struct lms_told *told;
};

enum { LMS_HAPPENINGS_MAX = 3 };

/* What `told`, one of row->told, says has happened, in that order: registered, initialized, and how
 * it ended. `as_of_us` is when the report was made: what has no date is said to have happened then.
 */
size_t lms_happenings(const struct lms_row *row, const struct lms_told *told, int64_t as_of_us,
                      struct lms_happening out[LMS_HAPPENINGS_MAX]);

/* What all statements of an import share. */
struct lms_telling {
    const struct lms_mapping *mapping;
    const char *home_page;    /* of accounts */
    struct text organisation; /* of rows that tell none; empty: none */
};

/* Adds the statement's JSON. The id is that of who, what, which verb, and which attempt or else
 * which date; so the same said again, in the same or another report, has the same id. Texts made on
 * the way are the arena's. */
void lms_statement_write(const struct lms_telling *telling, const struct lms_row *row,
                         const struct lms_happening *happening, struct arena *arena,
                         struct buffer *out);

/* The learner of a row, as agent_key() has it. */
struct text lms_learner(const struct lms_telling *telling, const struct lms_row *row,
                        struct arena *arena);

#endif
