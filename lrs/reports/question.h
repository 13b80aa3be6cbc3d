/* SPDX-License-Identifier: Apache-2.0 */

/* A report as it is asked of the store: its SQL, all its parameters with their values or defaults,
 * and whether the span before is asked, too. */
#ifndef REPORTS_QUESTION_H
#define REPORTS_QUESTION_H

#include "base/arena.h"
#include "base/buffer.h"
#include "reports/disclosure.h"
#include "reports/previous.h"
#include "reports/reports.h"

enum { QUESTION_PARAMETERS_MAX = 16 };

struct question {
    struct store *store;
    const struct report *report;
    const char *sql;
    const char *organisation;                                    /* only its learners; NULL: all */
    struct report_parameter parameters[QUESTION_PARAMETERS_MAX]; /* in the order of the report's */
    size_t count;
    struct previous previous;
    const struct report_field *columns; /* of the answer */
};

/* Borrows from all of them. INVALID as report_run() is. */
MUST_CHECK enum status question_make(struct store *store, const struct report_request *request,
                                     struct arena *arena, struct question *out,
                                     struct error *error);

/* The place of the field among `fields`, or of their end. */
size_t question_place_of(const struct report_field *fields, const char *name);

/* Whether the parameter may have that value. */
bool question_allows(const struct report_field *parameter, struct text value);

/* What the store is to be asked: `sql` with what it names of whom it counts (chosen.h), which is
 * written into `room`, an empty buffer of QUESTION_SQL_LIMIT. *out borrows from all three. */
enum { QUESTION_SQL_LIMIT = 64 * 1024 };
MUST_CHECK enum status question_write(const struct question *question, const char *sql,
                                      struct buffer *room, struct report_query *out,
                                      struct error *error);

/* Asks for the span at hand, row by row. */
MUST_CHECK enum status question_ask(const struct question *question, report_visitor visit,
                                    void *context, struct error *error);

/* All rows, joined with those of the span before where that is asked, in `arena`. TOO_LARGE. */
MUST_CHECK enum status question_collect(const struct question *question, struct arena *arena,
                                        struct disclosure_table *out, struct error *error);

#endif
