/* SPDX-License-Identifier: Apache-2.0 */

/* Statements as flat rows, some after the other, for whoever keeps a copy: the columns of the table
 * `statement` (extract/tables.md) in the formats of reports. The cursor is the last row's `seq`:
 * whoever asks again behind it misses nothing and gets nothing twice, on any engine, whatever is
 * stored meanwhile; fewer rows than the limit are all there are by now. A void comes as a row of
 * its own, whose `voids` names the row that does not count any more. */
#ifndef EXTRACT_FEED_H
#define EXTRACT_FEED_H

#include "reports/reports.h"

enum { FEED_ROWS_DEFAULT = 1000, FEED_ROWS_MAX = 5000 };

struct feed_request {
    int64_t after_seq; /* 0: from the start */
    int64_t limit;     /* 1 to FEED_ROWS_MAX */
    enum report_format format;
    const struct disclosure_profile *disclosure;
    bool names_people; /* else they are pseudonyms, and so is what identifies their statements */
};

/* Writes the rows as report_run() does. FORBIDDEN: the profile hides counts. */
MUST_CHECK enum status feed_run(struct store *store, const struct feed_request *request,
                                report_sink sink, void *context, struct error *error);

#endif
