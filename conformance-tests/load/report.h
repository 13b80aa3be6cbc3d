/* SPDX-License-Identifier: Apache-2.0 */

/* What was measured, on stdout: as a table or as JSON. */
#ifndef LOAD_REPORT_H
#define LOAD_REPORT_H

#include "load/cases.h"

struct report_burst {
    const struct burst_options *options;
    const struct burst_result *result;
    uint64_t seed;
};

/* Lines of "name value", and one line of JSON with the same figures, times in microseconds. */
void report_burst_as_table(const struct report_burst *report);
void report_burst_as_json(const struct report_burst *report);

/* The rows of cases_run(), as they come: a table, or one JSON document that report_end() closes. */
struct report {
    bool json;
    uint32_t rows;
    uint32_t bad_rows; /* that burst_check() refuses */
};

void report_begin(const struct report *report, uint64_t seed, uint32_t connections);
void report_row(struct report *report, const struct cases_row *row);
void report_end(const struct report *report);

#endif
