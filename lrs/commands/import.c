/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs import: lines of JSON into the store, or the report of an LMS. */
#include "commands/table.h"

#include "base/buffer.h"
#include "base/options.h"
#include "commands/import_report.h"
#include "commands/lines.h"
#include "commands/settle_line.h"
#include "settings/settings.h"
#include "store/transfer.h"
#include "xapi/agent.h"

#include <inttypes.h>
#include <stdio.h>

enum { OWN_OPTIONS = 4, TOLD_MAX = 20 };

struct import_line {
    struct settings settings;
    const char *path;
    const char *keep_stored;
    const char *define;
    const char *name;
    const char *homepage;
    struct report_line report;
};

/* The file on its way. */
struct reading {
    struct lines lines;
    int64_t refused;
};

static void add_own_rows(struct import_line *line, struct option_row *rows)
{
    rows[0] = (struct option_row){
        .name = "keep-stored",
        .help = "migration: keep 'stored' and authority; into an empty store, or behind all",
        .value = &line->keep_stored};
    rows[1] = (struct option_row){.name = "define",
                                  .help = "the statements say what Activities and verbs are",
                                  .value = &line->define};
    rows[2] = (struct option_row){.name = "name",
                                  .value_name = "NAME",
                                  .help = "who becomes their authority (import; of a report: "
                                          "import and what it is from)",
                                  .value = &line->name};
    rows[3] = (struct option_row){.name = "homepage",
                                  .value_name = "URL",
                                  .help = "whose account that is (http://127.0.0.1:8080), as "
                                          "serve's --public-url",
                                  .value = &line->homepage};
}

static enum status read_line(int count, char **arguments, struct import_line *out, bool *helped,
                             struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + REPORT_OPTIONS + 1] = {{0}};
    struct option_row *own = rows + settings_option_rows(SETTINGS_STORE, &reader, rows);
    add_own_rows(out, own);
    report_line_rows(&out->report, own + OWN_OPTIONS);
    const struct option_table table = {
        .command = "ibest-lrs import",
        .usage = "FILE [OPTIONS]",
        .summary =
            "Stores lines of JSON: an export, or any statements, one a line. FILE - is "
            "standard input.\nWith --from or --mapping: the CSV report of an LMS, all of it or "
            "nothing.\nStatements that are there are skipped, so it can be run again. The server "
            "must not run.",
        .positional_limit = 1,
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    if (result.positional_count == 0) {
        return FAIL(error, STATUS_INVALID, "say which FILE; see 'ibest-lrs import --help'");
    }
    out->path = result.positional[0];
    return settings_read(&reader, &out->settings, error);
}

/* An LMS's report, if that is what the line asks for. */
static enum status import_report(struct import_line *line, struct error *error)
{
    if (line->keep_stored != NULL || line->define != NULL) {
        return FAIL(error, STATUS_INVALID,
                    "--keep-stored and --define are for lines of JSON, not for an LMS's report");
    }
    const struct report_target target = {.store = line->settings.store,
                                         .path = line->path,
                                         .name = line->name,
                                         .homepage = line->homepage};
    return report_line_run(&line->report, &target, error);
}

static void tell_refused(void *context, int64_t line, const char *message)
{
    struct reading *reading = context;
    meter_end(&reading->lines.progress);
    if (reading->refused++ < TOLD_MAX) {
        (void)fprintf(stderr, "line %" PRId64 ": %s\n", line, message);
    } else if (reading->refused == TOLD_MAX + 1) {
        (void)fprintf(stderr, "... and more\n");
    }
}

static enum status add_lines(struct reading *reading, struct import *import, struct error *error)
{
    AUTO(buffer_finish) struct buffer line = BUFFER_INIT(TRANSFER_LINE_MAX);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && lines_next(&reading->lines, &line)) {
        status = buffer_check(&line, "a line", error);
        if (status == STATUS_OK) {
            status = import_add(import, buffer_text(&line), error);
        }
    }
    status = status == STATUS_OK ? lines_check(&reading->lines, error) : status;
    return status == STATUS_OK ? import_end(import, error) : status;
}

static enum status conclude(enum status status, const struct import_summary *summary,
                            struct error *error)
{
    (void)fprintf(
        stderr, "%lld statements and %lld documents stored, %lld were there, %lld lines refused\n",
        (long long)summary->statements, (long long)summary->documents, (long long)summary->skipped,
        (long long)summary->refused);
    if (summary->with_attachments > 0) {
        (void)fprintf(stderr, "%lld statements have attachments, whose data is not in an export\n",
                      (long long)summary->with_attachments);
    }
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "lines up to %lld are done; what is behind them is not stored\n",
                      (long long)summary->durable_line);
        return status;
    }
    if (summary->refused > 0) {
        return FAIL(error, STATUS_PRECONDITION,
                    "%lld lines were refused; all others are stored. Mend them and run it again",
                    (long long)summary->refused);
    }
    if (!summary->is_complete) {
        return FAIL(error, STATUS_PRECONDITION,
                    "all lines are stored, but the last line of an export is missing: it is not "
                    "whole. Export again, and import that");
    }
    return STATUS_OK;
}

static enum status import_stream(const struct import_line *line, struct reading *reading,
                                 struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    AUTO(import_destroy) struct import *import = NULL;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    /* The credential that would have sent them. */
    const char *name = line->name == NULL ? "import" : line->name;
    struct text authority = agent_of_account(line->homepage, name, arena);
    if (authority.data == NULL) {
        return FAIL(error, STATUS_INVALID, "--name or --homepage is no UTF-8 text");
    }
    const struct import_options options = {.mode = line->keep_stored != NULL ? IMPORT_KEEPING
                                                                             : IMPORT_STAMPED,
                                           .authority = authority,
                                           .defines = line->define != NULL,
                                           .refuse = tell_refused,
                                           .context = reading};
    enum status status = store_open(line->settings.store, NULL, &store, error);
    if (status != STATUS_OK) {
        return status;
    }
    import = import_create(store, &options);
    status = add_lines(reading, import, error);
    meter_end(&reading->lines.progress);
    status = status == STATUS_OK ? settle_histories(store, error) : status;
    return conclude(status, import_summary(import), error);
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct import_line line = {.homepage = "http://127.0.0.1:8080"};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    if (report_line_is_asked(&line.report)) {
        return import_report(&line, error);
    }
    if (report_line_is_given(&line.report)) {
        return FAIL(error, STATUS_INVALID,
                    "what kind of report it is, is not told: --from NAME or --mapping FILE; see "
                    "'ibest-lrs import --help'");
    }
    struct reading reading = {.refused = 0};
    status = lines_open(line.path, &reading.lines, error);
    status = status == STATUS_OK ? import_stream(&line, &reading, error) : status;
    lines_close(&reading.lines);
    return status;
}

const struct command command_import = {
    .name = "import",
    .summary = "store statements and documents from lines of JSON",
    .run = run,
};
