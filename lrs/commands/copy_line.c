/* SPDX-License-Identifier: Apache-2.0 */

/* FILE, --store and --force. */
#include "commands/copy_line.h"

#include "base/meter.h"
#include "base/options.h"
#include "settings/settings.h"

#include <stdio.h>

enum { OWN_OPTIONS = 1 };

static enum status copy(const struct copy_line *line, const char *url, const char *path,
                        bool replaces, struct error *error)
{
    struct meter progress = meter_begin("pages");
    const struct backup_options options = {
        .replaces = replaces, .watch = meter_show, .context = &progress};
    struct backup_summary summary;
    enum status status = line->copy(url, path, &options, &summary, error);
    meter_end(&progress);
    if (status == STATUS_OK) {
        (void)fprintf(stderr,
                      "%s and checked: %lld statements, %lld documents, %lld files of "
                      "attachments\n",
                      line->done, (long long)summary.statements, (long long)summary.documents,
                      (long long)summary.attachments);
    }
    return status;
}

enum status copy_line_run(const struct copy_line *line, int count, char **arguments,
                          struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    const char *force = NULL;
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    rows[row_count] =
        (struct option_row){.name = "force", .help = "replace what is there", .value = &force};
    const struct option_table table = {
        .command = line->command,
        .usage = "FILE [OPTIONS]",
        .summary = line->summary,
        .positional_limit = 1,
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    if (result.positional_count == 0) {
        return FAIL(error, STATUS_INVALID, "say which FILE; see '%s --help'", line->command);
    }
    struct settings settings = {0};
    status = settings_read(&reader, &settings, error);
    return status != STATUS_OK
               ? status
               : copy(line, settings.store, result.positional[0], force != NULL, error);
}
