/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of a report as text. */
#ifndef REPORTS_OUTPUT_H
#define REPORTS_OUTPUT_H

#include "base/buffer.h"
#include "reports/reports.h"

/* A row as it is written. */
struct output_row {
    const struct report_field *columns;
    size_t count;
    const char *const *values;
    const bool *is_number;
    const bool *is_hidden; /* NULL: nothing is */
    const char *profile;   /* of disclosure control; NULL: none */
};

/* How a format is written, piece by piece. */
struct report_output {
    const char *name;
    const char *content_type;
    void (*begin)(struct buffer *out, const struct report_field *columns, const char *profile);
    void (*row)(struct buffer *out, const struct output_row *row, bool is_first);
    void (*end)(struct buffer *out);
};

/* Indexed by enum report_format. */
extern const struct report_output report_outputs[];
enum { REPORT_FORMAT_COUNT = REPORT_NDJSON + 1 };

#endif
