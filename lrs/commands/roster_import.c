/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs roster import: who works where, from a CSV file. */
#include "commands/roster_actions.h"

#include "base/file.h"
#include "commands/problem_lines.h"
#include "commands/store_line.h"
#include "people/people.h"

#include <stdio.h>

struct import_line {
    struct settings settings;
    const char *path;
    const char *as_of;
    const char *dry_run;
    const char *complete;
    const char *as_json;
    struct roster_options options;
};

static enum status read_line(int count, char **arguments, struct import_line *out, bool *helped,
                             struct error *error)
{
    const struct option_row rows[] = {
        {.name = "home-page",
         .value_name = "URL",
         .help = "the LMS of accounts, where the file has no column 'home_page'",
         .value = &out->options.home_page},
        {.name = "as-of",
         .value_name = "DAY",
         .help = "the day that rows without 'from' tell of (today)",
         .value = &out->as_of},
        {.name = "complete",
         .help = "the file has everybody: whoever is not in it ends on that day",
         .value = &out->complete},
        {.name = "dry-run",
         .help = "tell what would change, and keep nothing",
         .value = &out->dry_run},
        {.name = "json", .help = "print figures and problems as JSON", .value = &out->as_json},
        {.name = "by",
         .value_name = "NAME",
         .help = "who imports it, for the journal",
         .environment = "USER",
         .value = &out->options.who},
        {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs roster import",
        .usage = "FILE.csv [OPTIONS]",
        .summary = "Imports who works where, all of the file or nothing. Columns: home_page, "
                   "account, mbox,\norganisation, profession, registration, staff_group, band, "
                   "site, from, to; in any order,\nand under other names, see "
                   "lrs/people/README.md. The server may run.",
        .positional_limit = 1,
        .rows = rows,
    };
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &out->settings, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status == STATUS_OK && !*helped && result.positional_count != 1) {
        return FAIL(error, STATUS_INVALID, "say which file; see 'ibest-lrs roster import --help'");
    }
    out->path = result.positional[0];
    return status != STATUS_OK || *helped
               ? status
               : day_option_read("as-of", out->as_of, &out->options.as_of_us, error);
}

static void print_summary(const struct import_line *line, const struct roster_summary *summary)
{
    (void)printf("%zu rows: %zu spans added, %zu changed, %zu ended, %zu as they were\n"
                 "accounts that are one person with others: %zu more, %zu fewer\n%s",
                 summary->rows, summary->added, summary->changed, summary->ended,
                 summary->unchanged, summary->joined, summary->parted,
                 line->dry_run == NULL ? "" : "a dry run: nothing was kept\n");
}

static enum status print_json(const struct import_line *line, const struct roster_summary *summary,
                              const struct problems *problems, bool is_kept, struct error *error)
{
    AUTO(json_release)
    json_t *all =
        json_pack("{s:b, s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "kept", is_kept, "dry_run",
                  line->dry_run != NULL, "rows", (json_int_t)summary->rows, "added",
                  (json_int_t)summary->added, "changed", (json_int_t)summary->changed, "ended",
                  (json_int_t)summary->ended, "unchanged", (json_int_t)summary->unchanged, "joined",
                  (json_int_t)summary->joined, "parted", (json_int_t)summary->parted, "problems",
                  problem_lines_json(problems));
    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the figures can't be written to the output");
    }
    return STATUS_OK;
}

static enum status import(struct import_line *line, struct problems *problems,
                          struct roster_summary *out, struct error *error)
{
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(ROSTER_FILE_MAX);
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true};
    line->options.is_dry_run = line->dry_run != NULL;
    line->options.is_complete = line->complete != NULL;
    line->options.who = line->options.who == NULL ? "unknown" : line->options.who;
    line->options.what = path_name(line->path);
    enum status status = file_read(line->path, ROSTER_FILE_MAX, &content, error);
    status =
        status == STATUS_OK ? store_open(line->settings.store, &options, &store, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    status = roster_import(store, &content, &line->options, problems, out, error);
    if (status == STATUS_INVALID) {
        error_locate(error, "%s", line->path);
    }
    return status;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct import_line line = {.path = NULL};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct problems problems = {.arena = arena};
    struct roster_summary summary = {0};
    status = import(&line, &problems, &summary, error);
    if (line.as_json != NULL && (status == STATUS_OK || status == STATUS_PRECONDITION)) {
        bool is_kept = status == STATUS_OK && line.dry_run == NULL;
        struct error output = {0};
        return print_json(&line, &summary, &problems, is_kept, &output) == STATUS_OK
                   ? status
                   : FAIL(error, output.status, "%s", output.message);
    }
    problem_lines_print(line.path, &problems);
    if (status == STATUS_OK) {
        print_summary(&line, &summary);
    }
    return status;
}

const struct command roster_action_import = {
    .name = "import",
    .summary = "who works where, from a CSV file",
    .run = run,
};
