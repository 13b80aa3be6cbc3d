/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of a source: what a question looks at, one by one. */
#ifndef AGGREGATE_ROWS_H
#define AGGREGATE_ROWS_H

#include "aggregate/book.h"
#include "aggregate/grammar.h"

/* Most rows that a question may look at; unpacking and parsing a statement takes longer. */
enum { AGGREGATE_ROWS_MAX = 500000, AGGREGATE_STATEMENTS_MAX = 200000, AGGREGATE_FIELDS_MAX = 32 };

/* Which fields a question needs, each once. */
struct aggregate_plan {
    const struct aggregate_query *query;
    const struct aggregate_field *fields[AGGREGATE_FIELDS_MAX];
    size_t count;
    bool omits; /* one condition is left out: the one of this number */
    size_t omitted;
};

void plan_make(const struct aggregate_query *query, struct aggregate_plan *out);

/* Where the field's value is in a row. */
size_t plan_place(const struct aggregate_plan *plan, const struct aggregate_field *field);

struct aggregate_row {
    struct text learner;
    struct aggregate_value person;
    int64_t us; /* its time; if that is not known, now */
    bool has_time;
    const struct aggregate_value *values; /* as plan->fields */
};
typedef enum status (*row_visitor)(void *context, const struct aggregate_row *row,
                                   struct error *error);

/* Visits the rows that meet all conditions; they are borrowed during the call. INVALID: the
 * question has no bound; TOO_LARGE: it would look at too many rows. Both say what to add. */
struct aggregate_walk {
    struct store *store;
    const struct aggregate_plan *plan;
    const struct book *book;
    const char *organisation; /* only its learners; NULL: all */
    int64_t now_us;
    row_visitor visit;
    void *context;
};
MUST_CHECK enum status rows_walk(const struct aggregate_walk *walk, struct error *error);

/* For the two kinds of sources: fills in what the book knows, and visits the row if it meets the
 * conditions. `values` has those of the source's own fields. */
MUST_CHECK enum status rows_take(const struct aggregate_walk *walk, struct text learner,
                                 struct text said, struct aggregate_value *values,
                                 struct error *error);
MUST_CHECK enum status rows_walk_view(const struct aggregate_walk *walk, struct error *error);
MUST_CHECK enum status rows_walk_statements(const struct aggregate_walk *walk, struct error *error);

#endif
