/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of the store, kept so that disclosure control sees all of them. */
#ifndef REPORTS_ROWS_H
#define REPORTS_ROWS_H

#include "base/arena.h"
#include "reports/disclosure.h"
#include "store/store.h"

/* Begin with the arena and table.columns; everything else zero. */
struct report_rows {
    struct arena *arena;
    struct disclosure_table table;
    size_t capacity;
};

/* A report_visitor whose context is a struct report_rows. TOO_LARGE: there are more than
 * REPORT_HIDING_ROWS_MAX. */
MUST_CHECK enum status report_rows_add(void *context, const struct report_row *row,
                                       struct error *error);

#endif
