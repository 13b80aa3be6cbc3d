/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `segment` and `learner_segment`. Only segments.c and segment_moves.c use them. */
#ifndef STORE_SEGMENT_ROWS_H
#define STORE_SEGMENT_ROWS_H

#include "base/arena.h"
#include "store/backend.h"

enum segment_part {
    SEGMENT_ORGANISATION,
    SEGMENT_PROFESSION,
    SEGMENT_STAFF_GROUP,
    SEGMENT_BAND,
    SEGMENT_SOURCE,
    SEGMENT_PARTS
};

/* What other tables say of a learner; empty is what is not known. */
struct segment_wish {
    struct text learner; /* his identifier */
    struct text parts[SEGMENT_PARTS];
    bool is_rostered; /* the organisation is the roster's, whatever statements say */
};

/* Where a learner is. */
struct segment_row {
    int64_t segment;   /* 0: nowhere yet */
    bool is_rostered;  /* as the roster had him there */
    bool is_contested; /* statements name another organisation, and the roster none */
};

/* Each of these is preceded by its _foresee(), where an engine is far away. */
void segment_row_foresee(struct connection *connection, int64_t learner);
MUST_CHECK enum status segment_row_read(struct connection *connection, int64_t learner,
                                        struct segment_row *out, struct error *error);

/* Texts are borrowed from the arena. */
void segment_wish_foresee(struct connection *connection, int64_t learner);
MUST_CHECK enum status segment_wish_read(struct connection *connection, int64_t learner,
                                         struct arena *arena, struct segment_wish *out,
                                         struct error *error);

bool segment_wish_is(const struct segment_wish *left, const struct segment_wish *right);

/* The segment with these parts, which is given a number if it is new. */
void segment_number_foresee(struct connection *connection, const struct segment_wish *wish);
MUST_CHECK enum status segment_number(struct connection *connection,
                                      const struct segment_wish *wish, int64_t *out,
                                      struct error *error);

/* Notes that the learner is there now. */
MUST_CHECK enum status segment_row_write(struct connection *connection, int64_t learner,
                                         int64_t segment, bool is_rostered, struct error *error);

#endif
