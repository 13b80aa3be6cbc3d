/* SPDX-License-Identifier: Apache-2.0 */

/* Reports: each is one SQL file over the published views, with its parameters and columns. */
#ifndef REPORTS_REPORTS_H
#define REPORTS_REPORTS_H

#include "base/error.h"
#include "base/text.h"
#include "store/store.h"

#include <stdbool.h>

/* What may be asked of a report, or what it shows: told to people and programs. */
struct report_field {
    const char *name;
    const char *help;
    const char *values;        /* of a parameter: the allowed values, separated by '|'; NULL: any */
    const char *default_value; /* of a parameter that may be left out; NULL: SQL NULL */
    bool is_day;               /* of a parameter: it is a day, YYYY-MM-DD */
};

struct report {
    const char *name;
    const char *title;
    const struct report_field *parameters; /* both end with a row whose name is NULL */
    const struct report_field *columns;
    const char *sql_file; /* embedded */
};

/* THE table; ends with a row whose name is NULL. */
extern const struct report report_table[];

/* Borrowed for the program's life; NULL if there is none. */
const struct report *report_find(struct text name);

enum report_format { REPORT_CSV, REPORT_JSON, REPORT_NDJSON };

/* "csv", "json", "ndjson"; INVALID names them. */
MUST_CHECK enum status report_format_read(struct text name, enum report_format *out,
                                          struct error *error);

/* For HTTP: "text/csv; charset=utf-8; header=present" and so on. */
const char *report_content_type(enum report_format format);

/* Takes a piece of the output; a failure ends the report with its status. */
typedef enum status (*report_sink)(void *context, struct text bytes, struct error *error);

/* Runs the report and writes it in `format`. INVALID: a parameter is unknown, given twice or has a
 * value that is not allowed; the message begins with its name. JSON is one array of objects, one a
 * row, keys as the columns. */
struct report_request {
    const struct report *report;
    const struct report_parameter *parameters;
    size_t parameter_count;
    enum report_format format;
};
MUST_CHECK enum status report_run(struct store *store, const struct report_request *request,
                                  report_sink sink, void *context, struct error *error);

#endif
