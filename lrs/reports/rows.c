/* SPDX-License-Identifier: Apache-2.0 */

/* Rows copied into an arena. */
#include "reports/rows.h"

#include "reports/reports.h"

enum status report_rows_add(void *context, const struct report_row *row, struct error *error)
{
    struct report_rows *rows = context;
    struct disclosure_table *table = &rows->table;
    if (table->count == REPORT_HIDING_ROWS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "more than %d rows, of which some may have to be hidden; ask for fewer",
                    REPORT_HIDING_ROWS_MAX);
    }
    table->rows =
        arena_grow(rows->arena, table->rows, table->count, &rows->capacity, sizeof *table->rows);
    struct disclosure_row *copy = &table->rows[table->count++];
    table->column_count = row->count;
    copy->values = ARENA_ARRAY(rows->arena, const char *, row->count);
    copy->is_number = ARENA_ARRAY(rows->arena, bool, row->count);
    copy->is_hidden = ARENA_ARRAY(rows->arena, bool, row->count);
    for (size_t i = 0; i < row->count; i++) {
        copy->is_number[i] = row->is_number[i];
        copy->values[i] =
            row->values[i] == NULL ? NULL : arena_copy_string(rows->arena, row->values[i]);
    }
    return STATUS_OK;
}
