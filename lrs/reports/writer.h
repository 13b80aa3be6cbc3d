/* SPDX-License-Identifier: Apache-2.0 */

/* Rows on their way out: written in a format and given to whoever takes them, row by row. */
#ifndef REPORTS_WRITER_H
#define REPORTS_WRITER_H

#include "reports/disclosure.h"
#include "reports/output.h"
#include "reports/pseudonyms.h"
#include "reports/reports.h"

struct report_writer {
    const struct report_field *columns; /* borrowed */
    struct output_notes notes;          /* conformance is set by the owner */
    const struct report_output *output;
    report_sink sink; /* set by the owner */
    void *context;
    struct pseudonyms pseudonyms; /* for identifiers of humans; zero: they are shown */
    struct buffer piece;
    bool has_rows;
};

void report_writer_init(struct report_writer *writer, const struct report_field *columns,
                        enum report_format format, const struct disclosure_profile *profile);
void report_writer_finish(struct report_writer *writer);

/* What stands before the rows, one row, what stands behind them. They fail as the sink does. */
MUST_CHECK enum status report_writer_begin(struct report_writer *writer, struct error *error);
MUST_CHECK enum status report_writer_row(struct report_writer *writer, const struct output_row *row,
                                         struct error *error);
MUST_CHECK enum status report_writer_end(struct report_writer *writer, struct error *error);

/* All three. */
MUST_CHECK enum status report_writer_table(struct report_writer *writer,
                                           const struct disclosure_table *table,
                                           struct error *error);

#endif
