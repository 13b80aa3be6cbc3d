/* SPDX-License-Identifier: Apache-2.0 */

/* A row of a report, its values read and checked. Pure. */
#ifndef LMS_ROW_H
#define LMS_ROW_H

#include "lms/dates.h"
#include "lms/sheet.h"
#include "lms/values.h"
#include "people/problems.h"

/* The dates that a row may have, in the order of enum lms_field. */
enum { LMS_DATES = LMS_LAST_AT - LMS_REGISTERED_AT + 1 };

/* What a row says of one activity. */
struct lms_told {
    const struct lms_activity *activity;
    enum lms_verb verb;
    bool has_score;
    struct lms_score score;
};

/* Texts are borrowed from the row. */
struct lms_row {
    size_t line;
    struct text account; /* empty: mbox tells who it is */
    struct text mbox;
    struct text organisation; /* an ODS code; empty: not told */
    int64_t attempt;          /* 0: not told */
    bool is_launched;         /* at least once */
    bool has_date[LMS_DATES];
    struct lms_date dates[LMS_DATES];
    bool has_duration;
    int64_t duration_s;
    struct lms_told told[CSV_COLUMNS_MAX]; /* no two of one activity */
    size_t told_count;
    struct text unmatched; /* what it is about, if that is not known; else empty */
    bool says_nothing;     /* its status is one that says nothing, or it has none */
};

struct lms_row_reader {
    const struct lms_mapping *mapping;
    const struct lms_sheet *sheet;
    const struct lms_activities *activities;
    const struct lms_activity *activity; /* what rows without such a column are about; or NULL */
    int64_t now_us;                      /* what lies a day behind it is refused */
    struct problems *problems;
    size_t ambiguous_hours; /* times that clocks showed twice or never; added to */
    size_t bare_scores;     /* scores that nothing tells passed from failed by; added to */
};

/* False: it was refused, and told in reader->problems with its line. Account names and addresses
 * stand in no message. */
bool lms_row_read(struct lms_row_reader *reader, const struct csv_row *values, struct lms_row *out);

#endif
