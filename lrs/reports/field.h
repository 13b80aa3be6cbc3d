/* SPDX-License-Identifier: Apache-2.0 */

/* What may be asked of a report, and what its columns are: told to people, to programs, and to
 * disclosure control (reports/disclosure.h), which trusts no column that it is told nothing of. */
#ifndef REPORTS_FIELD_H
#define REPORTS_FIELD_H

#include <stdbool.h>

enum column_kind {
    COLUMN_UNTOLD,    /* of parameters; a report with such a column is refused */
    COLUMN_LABEL,     /* what the row is about, where one human may be in rows of several values */
    COLUMN_DIVISION,  /* a label of which each human has one value, so that rows add up to a total;
                         `of` names the earlier division that it is a part of, as ICBs of regions */
    COLUMN_NAME,      /* what the label before it is called, or should be */
    COLUMN_PEOPLE,    /* how many humans; `of` names an earlier column that counts them too */
    COLUMN_EVENTS,    /* how much those humans did whom the earlier column `of` counts, or have */
    COLUMN_PERCENT,   /* `part` of `of` in percent, both of them earlier columns of people */
    COLUMN_MEASURE,   /* what is computed from those humans that the earlier column `of` counts */
    COLUMN_THINGS,    /* how many, of what tells nothing of humans: organisations, reports */
    COLUMN_SHARE,     /* what is computed from such counts alone */
    COLUMN_TIME,      /* when, of the same */
    COLUMN_PERSON,    /* who: a human's identifier; the row is about that human */
    COLUMN_OF_PERSON, /* what the row tells about its human */
    COLUMN_STATEMENT, /* the id of a human's statement, by which others may know whose it is */
};

/* The default of a parameter that is a day: the day that it is in London. */
#define REPORT_TODAY "today"

struct report_field {
    const char *name;
    const char *help;
    const char *values;        /* of a parameter: the allowed values, separated by '|'; NULL: any */
    const char *default_value; /* of a parameter that may be left out; NULL: SQL NULL */
    bool is_day;               /* of a parameter: it is a day, YYYY-MM-DD; of a label: a day or a
                                  month, YYYY-MM, of the span that is asked for */
    bool shares;           /* of a division: rows that differ in it alone count the same humans in
                              some columns, as all pages of a module tell who started it; there is
                              one for each month in which any of them has one */
    bool narrows;          /* of a parameter: with it fewer humans are counted in the same rows */
    enum column_kind kind; /* of a column */
    const char *of;        /* see there; NULL: no column */
    const char *part;
};

#endif
