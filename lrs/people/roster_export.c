/* SPDX-License-Identifier: Apache-2.0 */

/* The roster as the file that it is imported from. */
#include "people/people.h"

#include "base/csv.h"
#include "people/columns.h"

enum { ROW_LIMIT = 64 * 1024 };

struct exporting {
    const struct roster_filter *filter;
    people_writer write;
    void *context;
    struct buffer row;
};

static enum status write_row(struct exporting *exporting, struct error *error)
{
    buffer_add_string(&exporting->row, "\r\n");
    enum status status = buffer_check(&exporting->row, "a row", error);
    if (status == STATUS_OK) {
        status = exporting->write(exporting->context, buffer_text(&exporting->row), error);
    }
    buffer_clear(&exporting->row);
    return status;
}

static bool matches(struct text wanted, struct text found)
{
    return wanted.length == 0 || text_equals(wanted, found);
}

static enum status write_stint(void *context, const struct stint *stint, struct error *error)
{
    struct exporting *exporting = context;
    if (!matches(exporting->filter->account, stint->account) ||
        !matches(exporting->filter->organisation, stint->values[STINT_ORGANISATION])) {
        return STATUS_OK;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (const struct roster_column *column = roster_columns; column->name != NULL; column++) {
        buffer_add_string(&exporting->row, column == roster_columns ? "" : ",");
        csv_add_defused(&exporting->row, column->write != NULL ? column->write(stint, arena)
                                                               : stint->values[column->column]);
    }
    return write_row(exporting, error);
}

enum status roster_export(struct store *store, const struct roster_filter *filter,
                          people_writer write, void *context, struct error *error)
{
    struct exporting exporting = {filter, write, context, BUFFER_INIT(ROW_LIMIT)};
    for (const struct roster_column *column = roster_columns; column->name != NULL; column++) {
        buffer_print(&exporting.row, "%s%s", column == roster_columns ? "" : ",", column->name);
    }
    enum status status = write_row(&exporting, error);
    if (status == STATUS_OK) {
        status = store_list_stints(store, write_stint, &exporting, error);
    }
    buffer_finish(&exporting.row);
    return status;
}
