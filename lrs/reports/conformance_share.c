/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/conformance_share.h"

#include "base/embed.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

extern const struct embedded_file report_queries[];

enum { ALL = 1000 }; /* tenths of a percent */

struct counts {
    int64_t statements;
    int64_t kept;
};

bool conformance_share_belongs_to(const struct report *report)
{
    return report->by_segment;
}

static enum status take_counts(void *context, const struct report_row *row, struct error *error)
{
    (void)error;
    struct counts *counts = context;
    assert(row->count == 2);
    counts->statements = strtoll(row->values[0], NULL, 10);
    counts->kept = strtoll(row->values[1], NULL, 10);
    return STATUS_OK;
}

void conformance_share_write(int64_t kept, int64_t statements, char out[CONFORMANCE_SHARE_SIZE])
{
    out[0] = '\0';
    if (statements == 0) {
        return;
    }
    int tenths = (int)((double)kept * ALL / (double)statements + 0.5);
    if (tenths == ALL && kept < statements) {
        tenths = ALL - 1;
    }
    if (tenths == 0 && kept > 0) {
        tenths = 1;
    }
    (void)snprintf(out, CONFORMANCE_SHARE_SIZE, tenths % 10 == 0 ? "%d" : "%d.%d", tenths / 10,
                   tenths % 10);
}

enum status conformance_share_read(struct store *store, const char *organisation,
                                   char out[CONFORMANCE_SHARE_SIZE], struct error *error)
{
    const struct report_query query = {
        .sql = embedded_file_find(report_queries, "conformance-share.sql").data,
        .organisation = organisation};
    struct counts counts = {.statements = 0};
    enum status status = store_ask_report(store, &query, take_counts, &counts, error);
    if (status == STATUS_OK) {
        conformance_share_write(counts.kept, counts.statements, out);
    }
    return status;
}
