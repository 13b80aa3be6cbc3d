/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs roster export and list: the roster as a CSV file that can be imported, or a part of it.
 */
#include "commands/roster_actions.h"

#include "base/file.h"
#include "commands/store_line.h"
#include "people/people.h"

#include <stdio.h>

struct export_line {
    struct settings settings;
    const char *path;
    const char *organisation;
    const char *account;
};

static enum status add_piece(void *context, struct text bytes, struct error *error)
{
    buffer_add_text(context, bytes);
    return buffer_check(context, "the roster", error);
}

static enum status print_piece(void *context, struct text bytes, struct error *error)
{
    if (fwrite(bytes.data, 1, bytes.length, context) != bytes.length) {
        return FAIL(error, STATUS_UNAVAILABLE, "the roster can't be written to the output");
    }
    return STATUS_OK;
}

static enum status write_roster(const struct export_line *line, struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(ROSTER_FILE_MAX);
    const struct store_options options = {.beside = true, .existing = true};
    const struct roster_filter filter = {
        .account = text_of(line->account == NULL ? "" : line->account),
        .organisation = text_of(line->organisation == NULL ? "" : line->organisation)};
    enum status status = store_open(line->settings.store, &options, &store, error);
    if (status == STATUS_OK && line->path == NULL) {
        return roster_export(store, &filter, print_piece, stdout, error);
    }
    status =
        status == STATUS_OK ? roster_export(store, &filter, add_piece, &content, error) : status;
    return status == STATUS_OK ? file_write_atomically(line->path, buffer_text(&content), error)
                               : status;
}

static enum status run_export(int count, char **arguments, struct error *error)
{
    struct export_line line = {.path = NULL};
    const struct option_row rows[] = {{.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs roster export",
        .usage = "[FILE.csv] [OPTIONS]",
        .summary = "Writes the whole roster as a CSV file that 'roster import' takes; it has "
                   "registration numbers\nand e-mail addresses. The server may run.",
        .positional_limit = 1,
        .rows = rows,
    };
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &line.settings, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    line.path = result.positional_count == 1 ? result.positional[0] : NULL;
    return write_roster(&line, error);
}

static enum status run_list(int count, char **arguments, struct error *error)
{
    struct export_line line = {.path = NULL};
    const struct option_row rows[] = {{.name = "organisation",
                                       .value_name = "CODE",
                                       .help = "only rows with this ODS code",
                                       .value = &line.organisation},
                                      {.name = "account",
                                       .value_name = "ACCOUNT",
                                       .help = "only rows of this account, as reports write it",
                                       .value = &line.account},
                                      {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs roster list",
        .usage = "[OPTIONS]",
        .summary = "Prints the roster, or a part of it, in the columns of 'roster import'. The "
                   "server may run.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &line.settings, &result, error);
    return status != STATUS_OK || result.is_help ? status : write_roster(&line, error);
}

const struct command roster_action_export = {
    .name = "export",
    .summary = "the whole roster as a CSV file",
    .run = run_export,
};

const struct command roster_action_list = {
    .name = "list",
    .summary = "the roster, or a part of it",
    .run = run_list,
};
