/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs report: one report to standard output. */
#include "commands/table.h"

#include "aggregate/aggregate.h"
#include "base/options.h"
#include "reports/reports.h"
#include "settings/settings.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { OWN_OPTIONS = 4, VALUE_SIZE = 2048 };

/* "by=module" in two pieces that end in NUL. */
struct parameter_text {
    char text[VALUE_SIZE];
};

struct report_line {
    struct settings settings;
    const char *format;
    const char *disclosure;
    const char *organisation;
    const char *with_pseudonyms;
    bool is_aggregate;
    struct report_request request;
    struct report_parameter parameters[OPTIONS_POSITIONAL_MAX];
    struct parameter_text texts[OPTIONS_POSITIONAL_MAX];
};

static enum status add_parameter(struct report_line *line, const char *argument,
                                 struct error *error)
{
    size_t at = line->request.parameter_count;
    char *copy = line->texts[at].text;
    char *equals = NULL;
    if (strlen(argument) < VALUE_SIZE) {
        memcpy(copy, argument, strlen(argument) + 1);
        equals = strchr(copy, '=');
    }
    if (equals == NULL) {
        return FAIL(error, STATUS_INVALID, "'%s' is no PARAMETER=VALUE of fewer than %d characters",
                    argument, VALUE_SIZE);
    }
    *equals = '\0';
    line->parameters[at] = (struct report_parameter){.name = copy, .value = equals + 1};
    line->request.parameter_count++;
    return STATUS_OK;
}

static enum status take_positionals(struct report_line *line, const struct options_result *result,
                                    struct error *error)
{
    const char *name = result->positional_count == 0 ? "" : result->positional[0];
    line->request.report = report_find(text_of(name));
    line->is_aggregate = strcmp(name, AGGREGATE_NAME) == 0;
    if (line->request.report == NULL && !line->is_aggregate) {
        char names[VALUE_SIZE] = "";
        size_t length = 0;
        for (const struct report *at = report_table; at->name != NULL && length < VALUE_SIZE;
             at++) {
            int added = snprintf(names + length, VALUE_SIZE - length, " %s", at->name);
            length += added < 0 ? 0 : (size_t)added;
        }
        return FAIL(error, STATUS_INVALID, "'%s' is no report; there are:%s " AGGREGATE_NAME, name,
                    names);
    }
    line->request.parameters = line->parameters;
    enum status status = STATUS_OK;
    for (int i = 1; i < result->positional_count && status == STATUS_OK; i++) {
        status = add_parameter(line, result->positional[i], error);
    }
    return status;
}

static enum status read_line(int count, char **arguments, struct report_line *out, bool *helped,
                             struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    rows[row_count] =
        (struct option_row){.name = "format",
                            .value_name = "FORMAT",
                            .help = "csv (default), csv-bom (for Excel), json or ndjson",
                            .value = &out->format};
    rows[row_count + 1] = (struct option_row){
        .name = "disclosure",
        .value_name = "PROFILE",
        .help = "how small counts are hidden: none (default), lt5, nhs-digital-2018 or lt10",
        .value = &out->disclosure};
    rows[row_count + 2] =
        (struct option_row){.name = "organisation",
                            .value_name = "ODS",
                            .help = "only learners of this organisation and of those below it",
                            .value = &out->organisation};
    rows[row_count + 3] = (struct option_row){.name = "pseudonyms",
                                              .help = "pseudonyms instead of learners",
                                              .value = &out->with_pseudonyms};
    const struct option_table table = {
        .command = "ibest-lrs report",
        .usage = "NAME [PARAMETER=VALUE...] [OPTIONS]",
        .summary =
            "Writes a report to standard output. 'report aggregate measure=... [group=...] "
            "[where=...]' answers questions that no report foresaw: lrs/aggregate/README.md.",
        .positional_limit = OPTIONS_POSITIONAL_MAX,
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    status = settings_read(&reader, &out->settings, error);
    status = status != STATUS_OK
                 ? status
                 : report_format_read(text_of(out->format), &out->request.format, error);
    status = status != STATUS_OK
                 ? status
                 : disclosure_find(text_of(out->disclosure), &out->request.disclosure, error);
    out->request.organisation = out->organisation;
    out->request.names_people = out->with_pseudonyms == NULL;
    return status != STATUS_OK ? status : take_positionals(out, &result, error);
}

static enum status print_piece(void *context, struct text bytes, struct error *error)
{
    if (fwrite(bytes.data, 1, bytes.length, context) != bytes.length) {
        return FAIL(error, STATUS_UNAVAILABLE, "the report can't be written to the output");
    }
    return STATUS_OK;
}

/* Whoever has the store itself may know everything in it, and may pass less on. */
static enum status write_report(struct store *store, const struct report_line *line,
                                struct error *error)
{
    if (!line->is_aggregate) {
        return report_run(store, &line->request, print_piece, stdout, error);
    }
    const struct aggregate_request request = {.parameters = line->parameters,
                                              .parameter_count = line->request.parameter_count,
                                              .format = line->request.format,
                                              .disclosure = line->request.disclosure,
                                              .organisation = line->request.organisation,
                                              .names_people = line->request.names_people};
    return aggregate_run(store, &request, print_piece, stdout, error);
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct report_line line = {.format = "csv", .disclosure = "none"};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    status = store_open(line.settings.store, &options, &store, error);
    status = status != STATUS_OK ? status : write_report(store, &line, error);
    if (status == STATUS_OK && fflush(stdout) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the report can't be written to the output");
    }
    return status;
}

const struct command command_report = {
    .name = "report",
    .summary = "write a report as CSV, JSON or NDJSON",
    .run = run,
};
