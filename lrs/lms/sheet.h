/* SPDX-License-Identifier: Apache-2.0 */

/* What the columns of a file are, by its first line. */
#ifndef LMS_SHEET_H
#define LMS_SHEET_H

#include "base/csv.h"
#include "lms/activities.h"
#include "lms/mapping.h"

/* A heading that is to be taken for a field whatever the mapping says; an empty one: no column is.
 */
struct lms_heading {
    enum lms_field field;
    struct text heading;
};

enum { LMS_CHOSEN_MAX = LMS_FIELDS };

struct lms_sheet_options {
    const struct lms_mapping *mapping;
    const struct lms_activities *activities;
    const struct lms_activity *activity; /* what all rows are about, if no column tells; or NULL */
    const struct lms_heading *chosen;
    size_t chosen_count;
};

struct lms_sheet_column {
    struct text heading;
    const struct lms_activity *activity; /* NULL: none is known by that heading */
    size_t index;
};

/* Texts are copied into the arena. */
struct lms_sheet {
    size_t count;              /* columns of the first line */
    size_t fields[LMS_FIELDS]; /* which column, from 1; 0: there is none */
    size_t
        names[LMS_HEADINGS_MAX]; /* columns that name the activity, as `fields`, the best first */
    size_t name_count;
    struct lms_sheet_column activities[CSV_COLUMNS_MAX]; /* columns that are activities */
    size_t activity_count;
    struct text unknown[CSV_COLUMNS_MAX]; /* headings that mean nothing, which are left out */
    size_t unknown_count;
};

/* INVALID: no column tells who a row is about, or which activity and options->activity does not
 * either, or both do; a chosen heading is not there. */
MUST_CHECK enum status lms_sheet_read(const struct csv_row *first,
                                      const struct lms_sheet_options *options, struct arena *arena,
                                      struct lms_sheet *out, struct error *error);

#endif
