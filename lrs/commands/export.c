/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs export: the store as NDJSON, to a file or to standard output. */
#include "commands/table.h"

#include "base/meter.h"
#include "base/options.h"
#include "base/timestamp.h"
#include "settings/settings.h"
#include "store/transfer.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { OWN_OPTIONS = 1, PATH_SIZE = 4096 };

struct export_line {
    struct settings settings;
    const char *path; /* NULL: standard output */
    const char *since;
    int64_t since_us;
};

/* What the callbacks share. */
struct output {
    FILE *stream;
    struct meter progress;
};

static enum status read_line(int count, char **arguments, struct export_line *out, bool *helped,
                             struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    rows[row_count] =
        (struct option_row){.name = "since",
                            .value_name = "TIME",
                            .help = "only what was stored after it: go on where an export ended",
                            .value = &out->since};
    const struct option_table table = {
        .command = "ibest-lrs export",
        .usage = "[FILE] [OPTIONS]",
        .summary = "Writes statements and documents as lines of JSON, to FILE or standard output.\n"
                   "The server may run. Attachments' data is not in it: see 'backup'.",
        .positional_limit = 1,
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    out->path = result.positional_count > 0 ? result.positional[0] : NULL;
    out->since_us = INT64_MIN;
    if (out->since != NULL && !timestamp_parse(text_of(out->since), &out->since_us)) {
        return FAIL(error, STATUS_INVALID,
                    "--since: '%s' is no time such as 2026-01-31T12:00:00.123456Z", out->since);
    }
    return settings_read(&reader, &out->settings, error);
}

static enum status write_line(void *context, struct text line, struct error *error)
{
    const struct output *output = context;
    if (fwrite(line.data, 1, line.length, output->stream) != line.length ||
        putc('\n', output->stream) == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "the export can't be written; what is whole of it can be gone on from with "
                    "--since and the last 'stored' in it");
    }
    return STATUS_OK;
}

static void watch(void *context, int64_t done, int64_t total)
{
    meter_show(&((struct output *)context)->progress, done, total);
}

static enum status write_to(const struct export_line *line, struct output *output,
                            struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    const struct store_options store_options = {.beside = true, .existing = true};
    const struct export_options options = {
        .since_us = line->since_us, .write = write_line, .watch = watch, .context = output};
    struct export_summary summary;
    output->progress = meter_begin("statements");
    enum status status = store_open(line->settings.store, &store_options, &store, error);
    if (status == STATUS_OK) {
        status = store_export(store, &options, &summary, error);
    }
    meter_end(&output->progress);
    if (status == STATUS_OK && fflush(output->stream) != 0) {
        status = FAIL(error, STATUS_UNAVAILABLE, "the export can't be written to its end");
    }
    if (status != STATUS_OK) {
        return status;
    }
    char since[TIMESTAMP_SIZE] = "";
    if (summary.last_us != INT64_MIN) {
        timestamp_format(summary.last_us, since);
    }
    (void)fprintf(stderr, "%lld statements, %lld documents%s%s%s\n", (long long)summary.statements,
                  (long long)summary.documents, since[0] == '\0' ? "" : "; go on with --since ",
                  since, summary.attachments > 0 ? "; attachments' data is not in it" : "");
    return STATUS_OK;
}

static enum status keep_file(struct output *output, const char *temporary, const char *path,
                             struct error *error)
{
    bool is_whole = fsync(fileno(output->stream)) == 0;
    is_whole = fclose(output->stream) == 0 && is_whole;
    if (!is_whole || rename(temporary, path) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "'%s' can't be written", path);
    }
    return STATUS_OK;
}

/* Under another name until it is whole. */
static enum status write_file(const struct export_line *line, struct error *error)
{
    char temporary[PATH_SIZE];
    int length = snprintf(temporary, sizeof temporary, "%s.partial", line->path);
    int descriptor =
        length < PATH_SIZE ? open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    struct output output = {.stream = descriptor < 0 ? NULL : fdopen(descriptor, "w")};
    if (output.stream == NULL) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "'%s' can't be made; choose a folder that exists and may be written",
                    temporary);
    }
    enum status status = write_to(line, &output, error);
    if (status == STATUS_OK) {
        return keep_file(&output, temporary, line->path, error);
    }
    (void)fclose(output.stream);
    (void)unlink(temporary);
    return status;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct export_line line = {.path = NULL};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    if (line.path != NULL) {
        return write_file(&line, error);
    }
    struct output output = {.stream = stdout};
    return write_to(&line, &output, error);
}

const struct command command_export = {
    .name = "export",
    .summary = "write statements and documents as lines of JSON",
    .run = run,
};
