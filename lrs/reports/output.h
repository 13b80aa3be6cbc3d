/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of a report as text. */
#ifndef REPORTS_OUTPUT_H
#define REPORTS_OUTPUT_H

#include "base/buffer.h"
#include "reports/reports.h"

/* What is told of the answer as a whole, in each row, behind its columns. */
struct output_notes {
    const char *conformance; /* conformance_share.h; NULL or "": not told */
    const char *profile;     /* of disclosure control; NULL: none */
};

/* A row as it is written. */
struct output_row {
    const struct report_field *columns;
    size_t count;
    const char *const *values;
    const bool *is_number;
    const bool *is_hidden;            /* NULL: nothing is */
    const struct output_notes *notes; /* set by the writer */
};

/* How a format is written, piece by piece. */
struct report_output {
    const char *name;
    const char *content_type;
    void (*begin)(struct buffer *out, const struct report_field *columns,
                  const struct output_notes *notes);
    void (*row)(struct buffer *out, const struct output_row *row, bool is_first);
    void (*end)(struct buffer *out);
};

/* Indexed by enum report_format. */
extern const struct report_output report_outputs[];
enum { REPORT_FORMAT_COUNT = REPORT_NDJSON + 1 };

#endif
