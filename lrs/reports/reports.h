/* SPDX-License-Identifier: Apache-2.0 */

/* Reports: each is one SQL file over the published views, with its parameters and columns. */
#ifndef REPORTS_REPORTS_H
#define REPORTS_REPORTS_H

#include "base/error.h"
#include "base/text.h"
#include "reports/disclosure.h"
#include "reports/field.h"
#include "store/store.h"

struct question;

struct report {
    const char *name;
    const char *title;
    const struct report_field *parameters; /* both end with a row whose name is NULL */
    const struct report_field *columns;
    const char *sql_file; /* embedded */
    bool by_segment;      /* see segment_fields.h; its SQL reads `chosen` (chosen.h) */

    bool by_cohort; /* humans are chosen by month; see cohorts.h */

    /* Refuses what cannot be asked for together, INVALID. All parameters of the report, in its
     * order, with their values or defaults. NULL: everything can. */
    enum status (*check)(const struct report_parameter *parameters, struct error *error);

    /* Visits the rows, of all columns, that are made of what its SQL finds and the report works out
     * itself. NULL: they are its SQL's. */
    enum status (*answer)(const struct question *question, report_visitor visit, void *context,
                          struct error *error);

    /* Puts into the rows what SQL cannot find, and takes out those that it cannot know to be none.
     * What costs a question of its own is asked for REPORT_COMPLETED_MAX of them. NULL: nothing.
     * Values are borrowed from `arena`. */
    enum status (*complete)(struct store *store, struct disclosure_table *table,
                            struct arena *arena, struct error *error);
};

enum { REPORT_COMPLETED_MAX = 100 };

/* THE table; ends with a row whose name is NULL. */
extern const struct report report_table[];

/* Borrowed for the program's life; NULL if there is none. */
const struct report *report_find(struct text name);

/* CSV_BOM is CSV behind a byte order mark: Excel takes a CSV without one for the PC's own code page
 * when it is opened by a double click, and shows wrong letters for all with
 * an accent. Others need none, and some take it for a part of the first column's name. */
enum report_format { REPORT_CSV, REPORT_CSV_BOM, REPORT_JSON, REPORT_NDJSON };

/* "csv", "csv-bom", "json", "ndjson"; INVALID names them. */
MUST_CHECK enum status report_format_read(struct text name, enum report_format *out,
                                          struct error *error);

/* For HTTP: "text/csv; charset=utf-8; header=present" and so on. */
const char *report_content_type(enum report_format format);

/* Takes a piece of the output; a failure ends the report with its status. */
typedef enum status (*report_sink)(void *context, struct text bytes, struct error *error);

struct report_request {
    const struct report *report;
    const struct report_parameter *parameters;
    size_t parameter_count;
    enum report_format format;
    const struct disclosure_profile *disclosure;
    const char *organisation; /* only its learners, as store/narrowing.h tells; NULL: all */
    bool names_people;        /* else identifiers of humans become pseudonyms */
};

/* Most rows of a report from which anything is to be hidden, as all of them are looked at first. */
enum { REPORT_HIDING_ROWS_MAX = 100000 };

/* Runs the report and writes it in `format`, with what the profile hides hidden. INVALID: a
 * parameter is unknown, given twice or has a value that is not allowed; the message begins with its
 * name. FORBIDDEN: the report has a row for each human, and the profile hides counts. TOO_LARGE.
 *
 * JSON is one array of objects, one a row, keys as the columns. Under a profile other than `none`
 * each row ends with the profile: in CSV as a last column `disclosure`, hidden values being "*"; in
 * JSON as a member {"profile":…,"suppressed":[columns that are hidden in this row]}, hidden values
 * being null. */
MUST_CHECK enum status report_run(struct store *store, const struct report_request *request,
                                  report_sink sink, void *context, struct error *error);

#endif
