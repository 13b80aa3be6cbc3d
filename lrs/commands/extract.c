/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs extract: the published views and all statements in an SQLite file for analysts. */
#include "commands/table.h"

#include "base/meter.h"
#include "base/options.h"
#include "base/timestamp.h"
#include "extract/extract.h"
#include "settings/settings.h"

#include <stdio.h>

enum { OWN_OPTIONS = 4 };

struct extract_line {
    struct settings settings;
    const char *path;
    const char *force;
    const char *update;
    const char *organisation;
    const char *with_pseudonyms;
};

static void write_rows(struct extract_line *line, struct option_row *rows)
{
    rows[0] = (struct option_row){
        .name = "force", .help = "replace an extract that is there", .value = &line->force};
    rows[1] = (struct option_row){
        .name = "update",
        .help = "bring the extract FILE up to date, as it was made: only what came since is read",
        .value = &line->update};
    rows[2] = (struct option_row){.name = "organisation",
                                  .value_name = "ODS",
                                  .help = "only learners of this organisation and of those below "
                                          "it",
                                  .value = &line->organisation};
    rows[3] = (struct option_row){.name = "pseudonyms",
                                  .help = "pseudonyms instead of learners, of their statements and "
                                          "registrations, too",
                                  .value = &line->with_pseudonyms};
}

static enum status check_line(struct extract_line *line, const struct options_result *result,
                              struct error *error)
{
    if (result->positional_count == 0) {
        return FAIL(error, STATUS_INVALID, "say which FILE; see 'ibest-lrs extract --help'");
    }
    if (line->update != NULL &&
        (line->force != NULL || line->organisation != NULL || line->with_pseudonyms != NULL)) {
        return FAIL(error, STATUS_INVALID,
                    "--update keeps what the extract was made with, so it takes none of --force, "
                    "--organisation and --pseudonyms; to change that make a new one");
    }
    line->path = result->positional[0];
    return STATUS_OK;
}

static enum status read_line(int count, char **arguments, struct extract_line *out, bool *helped,
                             struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    write_rows(out, rows + settings_option_rows(SETTINGS_STORE, &reader, rows));
    const struct option_table table = {
        .command = "ibest-lrs extract",
        .usage = "FILE [OPTIONS]",
        .summary = "Writes the published views and every statement, flat, to the SQLite file FILE, "
                   "with a data\ndictionary inside: for R, Python, Power BI, Excel. The server may "
                   "run.",
        .positional_limit = 1,
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    status = check_line(out, &result, error);
    return status == STATUS_OK ? settings_read(&reader, &out->settings, error) : status;
}

static void tell(const struct extract_line *line, const struct extract_summary *summary)
{
    char stored[TIMESTAMP_SIZE] = "the beginning";
    if (summary->seq != 0) {
        timestamp_format(summary->stored_us, stored);
    }
    (void)fprintf(stderr,
                  "%s: %lld tables with %lld rows, %lld statements%s, %lld voided since; all up to "
                  "%s\n",
                  line->path, (long long)summary->tables, (long long)summary->rows,
                  (long long)summary->added,
                  line->update == NULL ? ""
                  : summary->is_whole  ? ", all anew"
                                       : " more",
                  (long long)summary->voided, stored);
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct extract_line line = {.path = NULL};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options store_options = {.beside = true, .existing = true};
    struct meter progress = meter_begin("statements");
    const struct extract_options options = {.organisation = line.organisation,
                                            .names_people = line.with_pseudonyms == NULL,
                                            .replaces = line.force != NULL,
                                            .watch = meter_show,
                                            .context = &progress};
    struct extract_summary summary;
    status = store_open(line.settings.store, &store_options, &store, error);
    if (status == STATUS_OK) {
        status = (line.update != NULL ? extract_update : extract_write)(store, line.path, &options,
                                                                        &summary, error);
    }
    meter_end(&progress);
    if (status == STATUS_OK) {
        tell(&line, &summary);
    }
    return status;
}

const struct command command_extract = {
    .name = "extract",
    .summary = "write the views and statements to an SQLite file for analysts",
    .run = run,
};
