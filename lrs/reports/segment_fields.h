/* SPDX-License-Identifier: Apache-2.0 */

/* What all reports share that count learners by segment (store/segments.h): these parameters, and
 * the column that breaks them down. Their rows of the table say `by_segment`. */
#ifndef REPORTS_SEGMENT_FIELDS_H
#define REPORTS_SEGMENT_FIELDS_H

#include "reports/field.h"

#define BREAKDOWN "breakdown" /* the parameter */
#define DIVISION "division"   /* the column */
#define SEGMENT_BREAKDOWNS "organisation|icb|region|profession|staff-group|band|source"

/* Whom a report counts. */
#define SEGMENT_FILTERS                                                                            \
    {.name = "organisation",                                                                       \
     .help = "ODS code of the learners' organisation, or of what has succeeded it",                \
     .narrows = true},                                                                             \
        {.name = "icb", .help = "ODS code of the ICB it belongs to today", .narrows = true},       \
        {.name = "region", .help = "ODS code of the region it belongs to today", .narrows = true}, \
        {.name = "profession", .help = "learners of it, by the roster", .narrows = true},          \
        {.name = "staff_group", .help = "learners of it, by the roster", .narrows = true},         \
        {.name = "band", .help = "learners of this AfC band, by the roster", .narrows = true},     \
    {                                                                                              \
        .name = "source", .help = "the LMS: the home page of the learners' accounts",              \
        .narrows = true                                                                            \
    }

/* At the end of a report's parameters, which has DIVISION_COLUMN. */
#define SEGMENT_PARAMETERS                                                                 \
    SEGMENT_FILTERS,                                                                       \
    {                                                                                      \
        .name = BREAKDOWN, .help = "rows for each of these, named in the column division", \
        .values = SEGMENT_BREAKDOWNS                                                       \
    }

/* The first of a report's columns. */
#define DIVISION_COLUMN                                                                  \
    {                                                                                    \
        .name = DIVISION,                                                                \
        .help = "what breakdown= asks for; empty without it, and where it is not known", \
        .kind = COLUMN_DIVISION                                                          \
    }

#endif
