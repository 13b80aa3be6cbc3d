/* SPDX-License-Identifier: Apache-2.0 */

/* The command line of two stores, and the table of their tables. */
#include "commands/pair_line.h"

#include "base/json.h"
#include "base/meter.h"
#include "base/options.h"
#include "commands/attachments_option.h"
#include "settings/settings.h"

#include <stdio.h>

enum { OWN_OPTIONS = 2, NAME_WIDTH = 20, COUNT_WIDTH = 12, DIGITS = 16 };

struct pair {
    const char *from;
    const char *to;
    const char *as_json;
    const char *snapshot;
    enum attachments_place attachments;
};

static enum status read_line(const struct pair_line *line, int count, char **arguments,
                             struct pair *out, bool *helped, struct error *error)
{
    struct settings_reader reader;
    struct settings settings = {0};
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(line->makes ? SETTINGS_FILLING : 0, &reader, rows);
    if (line->makes) {
        rows[row_count++] = (struct option_row){
            .name = "snapshot",
            .help = "FROM may be served: what it stores from now on is not in the copy",
            .value = &out->snapshot};
    }
    rows[row_count] = (struct option_row){
        .name = "json",
        .help = "print {\"differences\":...,\"tables\":[{\"name\":...,\"from\":...,\"to\":...}]}",
        .value = &out->as_json};
    const struct option_table table = {
        .command = line->command,
        .usage = "FROM TO [OPTIONS]",
        .summary = line->summary,
        .positional_limit = 2,
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    if (result.positional_count != 2) {
        return FAIL(error, STATUS_INVALID,
                    "say which stores, FROM and TO, as for --store; see '%s --help'",
                    line->command);
    }
    out->from = result.positional[0];
    out->to = result.positional[1];
    status = settings_read(&reader, &settings, error);
    return status == STATUS_OK
               ? attachments_option_read(settings.attachments, &out->attachments, error)
               : status;
}

/* ---- the result ---- */

static void print_text(const struct copy_report *report)
{
    (void)printf("%-*s %*s %*s  %-*s\n", NAME_WIDTH, "TABLE", COUNT_WIDTH, "ROWS IN FROM",
                 COUNT_WIDTH, "IN TO", DIGITS, "SHA-256");
    for (size_t i = 0; i < report->count; i++) {
        const struct copy_table *table = &report->tables[i];
        (void)printf("%-*s %*lld %*lld  %.*s", NAME_WIDTH, table->name, COUNT_WIDTH,
                     (long long)table->from.rows, COUNT_WIDTH, (long long)table->to.rows, DIGITS,
                     table->from.sha256);
        if (table->differences > 0) {
            (void)printf(" and %.*s, %lld differences, first: %s", DIGITS, table->to.sha256,
                         (long long)table->differences, table->first);
        }
        (void)putchar('\n');
    }
}

static json_t *side_to_json(const struct copy_side *side)
{
    return json_pack("{s:I, s:s}", "rows", (json_int_t)side->rows, "sha256", side->sha256);
}

/* A key may hold any bytes. */
static json_t *first_of(const struct copy_table *table)
{
    json_t *first = table->differences > 0 ? json_string(table->first) : json_null();
    return first != NULL ? first : json_string("(no text)");
}

static enum status print_json(const struct copy_report *report, struct error *error)
{
    AUTO(json_release) json_t *tables = json_array();
    for (size_t i = 0; i < report->count; i++) {
        const struct copy_table *table = &report->tables[i];
        (void)json_array_append_new(
            tables,
            json_pack("{s:s, s:o, s:o, s:I, s:o}", "name", table->name, "from",
                      side_to_json(&table->from), "to", side_to_json(&table->to), "differences",
                      (json_int_t)table->differences, "first", first_of(table)));
    }
    AUTO(json_release)
    json_t *all =
        json_pack("{s:I, s:O}", "differences", (json_int_t)report->differences, "tables", tables);
    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the report can't be written to the output");
    }
    return STATUS_OK;
}

static enum status tell(const struct pair_line *line, const struct pair *pair,
                        const struct copy_report *report, struct error *error)
{
    enum status status = STATUS_OK;
    if (pair->as_json != NULL) {
        status = print_json(report, error);
    } else {
        print_text(report);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < report->count; i++) {
        const struct copy_table *table = &report->tables[i];
        if (table->differences > 0) {
            return FAIL(error, STATUS_PRECONDITION, "table '%s' differs, %s. %s", table->name,
                        table->first, line->different);
        }
    }
    (void)fprintf(stderr, "%s\n", line->done);
    return STATUS_OK;
}

/* ---- the work ---- */

static void watch(void *context, const char *what, int64_t done, int64_t total)
{
    struct meter *progress = context;
    progress->what = what;
    meter_show(progress, done, total);
}

enum status pair_line_run(const struct pair_line *line, int count, char **arguments,
                          struct error *error)
{
    struct pair pair = {.from = NULL};
    bool helped = false;
    enum status status = read_line(line, count, arguments, &pair, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    struct meter progress = meter_begin("rows");
    const struct copy_options options = {
        .is_snapshot = pair.snapshot != NULL,
        .attachments = pair.attachments,
        .watch = progress.is_shown ? watch : NULL, /* what nobody sees need not be counted */
        .context = &progress,
    };
    struct copy_report report;
    status = line->run(pair.from, pair.to, &options, &report, error);
    meter_end(&progress);
    return status == STATUS_OK ? tell(line, &pair, &report, error) : status;
}
