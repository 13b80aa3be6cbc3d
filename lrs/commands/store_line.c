/* SPDX-License-Identifier: Apache-2.0 */

/* Reading such lines. */
#include "commands/store_line.h"

#include "base/clock.h"
#include "base/london.h"

#include <string.h>

enum status store_line_read(const struct option_table *own, int count, char **arguments,
                            struct settings *settings, struct options_result *out,
                            struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[OPTIONS_ROW_MAX] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    for (const struct option_row *row = own->rows; row->name != NULL; row++) {
        rows[row_count++] = *row;
    }
    struct option_table table = *own;
    table.rows = rows;
    enum status status = options_read(&table, count, arguments, out, error);
    return status != STATUS_OK || out->is_help ? status : settings_read(&reader, settings, error);
}

enum status day_option_read(const char *name, const char *value, int64_t *out_us,
                            struct error *error)
{
    int64_t day = london_day(clock_now_us());
    if (value != NULL && !day_parse(text_of(value), &day)) {
        return FAIL(error, STATUS_INVALID, "--%s is '%s', which is no day; write it as 2018-04-30",
                    name, value);
    }
    *out_us = london_midnight_us(day);
    return STATUS_OK;
}
