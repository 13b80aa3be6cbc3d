/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs ods import: organisations, and what they belong to, from files of NHS ODS. */
#include "commands/table.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/london.h"
#include "commands/problem_lines.h"
#include "commands/store_line.h"
#include "people/people.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

struct ods_line {
    struct settings settings;
    const char *dated;
    const char *force;
    const char *dry_run;
    const char *as_json;
    size_t count;
    struct ods_file files[ODS_FILES_MAX];
    struct buffer contents[ODS_FILES_MAX];
};

static void ods_line_finish(struct ods_line *line)
{
    for (size_t i = 0; i < ODS_FILES_MAX; i++) {
        buffer_finish(&line->contents[i]);
    }
}
DEFINE_AUTO_VALUE(struct ods_line, ods_line_finish);

static enum status read_line(int count, char **arguments, struct ods_line *out, bool *helped,
                             struct error *error)
{
    const struct option_row rows[] = {
        {.name = "dated",
         .value_name = "DAY",
         .help = "how old the files are (the day on which each was last changed)",
         .value = &out->dated},
        {.name = "force",
         .help = "take files older than those imported last",
         .value = &out->force},
        {.name = "dry-run",
         .help = "tell what would change, and keep nothing",
         .value = &out->dry_run},
        {.name = "json", .help = "print figures and problems as JSON", .value = &out->as_json},
        {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs ods",
        .usage = "import FILE.csv... [OPTIONS]",
        .summary = "Imports organisations from files of NHS ODS, all of them or nothing: "
                   "Organisation_Details.csv,\nRole_Details.csv, Relationship_Details.csv, "
                   "Successor_Details.csv, and reports such as etr.csv.\nThe server may run.",
        .positional_limit = ODS_FILES_MAX,
        .rows = rows,
    };
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &out->settings, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    if (result.positional_count < 2 || strcmp(result.positional[0], "import") != 0) {
        return FAIL(error, STATUS_INVALID,
                    "say 'import' and the files; see 'ibest-lrs ods --help'");
    }
    for (int i = 1; i < result.positional_count; i++) {
        out->files[out->count++].name = result.positional[i];
    }
    return STATUS_OK;
}

static enum status read_files(struct ods_line *line, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < line->count && status == STATUS_OK; i++) {
        struct ods_file *file = &line->files[i];
        struct stat information = {0};
        line->contents[i].limit = ODS_FILE_MAX;
        status = file_read(file->name, ODS_FILE_MAX, &line->contents[i], error);
        file->content = &line->contents[i];
        int64_t us = stat(file->name, &information) == 0 ? (int64_t)information.st_mtime * 1000000
                                                         : clock_now_us();
        file->dated_us = london_midnight_us(london_day(us));
        if (status == STATUS_OK && line->dated != NULL) {
            status = day_option_read("dated", line->dated, &file->dated_us, error);
        }
    }
    return status;
}

static enum status print_summary(const struct ods_line *line, const struct ods_summary *summary,
                                 const struct problems *problems, bool is_kept, struct error *error)
{
    if (line->as_json == NULL) {
        (void)printf("%zu rows: organisations %zu added, %zu changed; relations, roles and "
                     "successions %zu added or changed, %zu gone\n"
                     "%zu spans of organisations in one ICB and region; %zu organisations split "
                     "among several successors, %zu succeed themselves\n%s",
                     summary->rows, summary->organisations_added, summary->organisations_changed,
                     summary->links_added, summary->links_removed, summary->places, summary->forks,
                     summary->cycles, is_kept ? "" : "a dry run: nothing was kept\n");
        return STATUS_OK;
    }
    AUTO(json_release)
    json_t *all = json_pack(
        "{s:b, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "kept", is_kept, "rows",
        (json_int_t)summary->rows, "organisations_added", (json_int_t)summary->organisations_added,
        "organisations_changed", (json_int_t)summary->organisations_changed, "links_added",
        (json_int_t)summary->links_added, "links_removed", (json_int_t)summary->links_removed,
        "places", (json_int_t)summary->places, "forks", (json_int_t)summary->forks, "cycles",
        (json_int_t)summary->cycles, "problems", problem_lines_json(problems));
    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the figures can't be written to the output");
    }
    return STATUS_OK;
}

static enum status import(struct ods_line *line, struct problems *problems, struct ods_summary *out,
                          struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    const struct store_options store_options = {.beside = true};
    const struct ods_options options = {.is_forced = line->force != NULL,
                                        .is_dry_run = line->dry_run != NULL};
    enum status status = read_files(line, error);
    status = status == STATUS_OK ? store_open(line->settings.store, &store_options, &store, error)
                                 : status;
    return status == STATUS_OK
               ? ods_import(store, line->files, line->count, &options, problems, out, error)
               : status;
}

static enum status run(int count, char **arguments, struct error *error)
{
    AUTO(ods_line_finish) struct ods_line line = {.count = 0};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct problems problems = {.arena = arena};
    struct ods_summary summary = {0};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    status = import(&line, &problems, &summary, error);
    if (line.as_json == NULL || status == STATUS_OK) {
        problem_lines_print("ods", &problems);
    }
    if (status != STATUS_OK) {
        return status;
    }
    return print_summary(&line, &summary, &problems, line.dry_run == NULL, error);
}

const struct command command_ods = {
    .name = "ods",
    .summary = "import organisations from NHS ODS",
    .run = run,
};
