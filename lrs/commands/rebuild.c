/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs rebuild: recomputes progress from the statements. */
#include "commands/table.h"

#include "base/options.h"
#include "settings/settings.h"
#include "store/store.h"

static enum status run(int count, char **arguments, struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + 1] = {{0}};
    (void)settings_option_rows(SETTINGS_STORE, &reader, rows);
    const struct option_table table = {
        .command = "ibest-lrs rebuild",
        .usage = "[OPTIONS]",
        .summary = "Recomputes what reports read from the statements. The server must not run.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    struct settings settings = {0};
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.existing = true};
    status = settings_read(&reader, &settings, error);
    status = status != STATUS_OK ? status : store_open(settings.store, &options, &store, error);
    return status != STATUS_OK ? status : store_rebuild(store, error);
}

const struct command command_rebuild = {
    .name = "rebuild",
    .summary = "recompute progress from the statements",
    .run = run,
};
