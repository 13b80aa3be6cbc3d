/* SPDX-License-Identifier: Apache-2.0 */

/* The report of an LMS, a CSV file, into the store as statements: all of it or nothing.
 *
 *     mapping     what columns and words mean        mapping.h
 *     sheet       what the file's columns are        sheet.h
 *     row         cells -> what they say             row.h, dates.h, values.h, activities.h
 *     happening   what they say -> statements        happening.h
 *
 * Ids follow from what a row says, so that importing the same or a newer report again adds only
 * what is new. It is one transaction, in constant memory but for 8 to 32 bytes a learner. */
#ifndef LMS_IMPORT_H
#define LMS_IMPORT_H

#include "lms/happening.h"
#include "store/store.h"

enum { LMS_ROWS_MAX = 2000000, LMS_TOLD_MAX = 50 };

struct lms_import_options {
    const struct lms_mapping *mapping;
    const char *home_page;               /* of accounts; NULL: the mapping's */
    struct text organisation;            /* an ODS code for rows that tell none; empty: none */
    const struct lms_activity *activity; /* what all rows are about; NULL: a column tells */
    const struct lms_named_activity *activities; /* beside those of the mapping */
    size_t activity_count;
    const struct lms_heading *chosen; /* headings by hand */
    size_t chosen_count;
    int64_t as_of_us;      /* when the report was made */
    struct text authority; /* a JSON object */
    bool is_dry_run;       /* nothing is kept */
    bool skips_bad;        /* rows that are refused are left out, and the others kept */
    void (*watch)(void *context, int64_t done, int64_t total); /* of bytes; may be NULL */
    void *context;
};

/* A name in the report, and how many rows have it. */
struct lms_name_count {
    struct text name;
    struct text nearest; /* of a name that is not known: the most like it that is; or empty */
    size_t rows;
};

struct lms_name_counts {
    struct lms_name_count items[LMS_TOLD_MAX];
    size_t count;
    size_t more_rows; /* whose names are not among the items */
};

struct lms_import_summary {
    size_t rows;
    size_t rows_taken;
    size_t rows_bad;
    size_t rows_unmatched;        /* about activities that are not known */
    size_t rows_saying_nothing;   /* by their status */
    size_t statements[LMS_VERBS]; /* that the rows make */
    size_t added;                 /* of these, new in the store */
    size_t known;                 /* there already, or said by a row before */
    size_t contradicting;         /* said otherwise before; what was first stays */
    size_t people;
    size_t ambiguous_hours; /* times in the hour that comes twice, or never */
    size_t bare_scores;     /* that no pass mark judges, and are left out */
    int64_t first_us;       /* of statements, if there are any */
    int64_t last_us;
    struct lms_name_counts activities; /* by id */
    struct lms_name_counts unmatched;
    struct lms_name_counts unknown_columns;
};

/* Imports the CSV file at `path`. INVALID: it is no such report, or no row is about a known
 * activity. PRECONDITION: rows were refused, and nothing is stored; `problems` tells which.
 * TOO_LARGE. `problems` also has warnings: contradictions. *out is told then, too; its texts are
 * borrowed from the arena of `problems`. */
MUST_CHECK enum status lms_import(struct store *store, const char *path,
                                  const struct lms_import_options *options,
                                  struct problems *problems, struct lms_import_summary *out,
                                  struct error *error);

#endif
