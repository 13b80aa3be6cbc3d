/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile check: what is wrong with xAPI Profiles, from files. */
#include "commands/profile_actions.h"

#include "base/file.h"
#include "base/options.h"
#include "commands/profile_report.h"

#include <stdio.h>

struct check_line {
    const char *as_json;
    struct options_result result;
};

/* What all files together have. */
struct check_run {
    json_t *profiles; /* reports, if they are to be JSON; else NULL, and they are printed */
    size_t errors;
    size_t warnings;
    size_t bad;        /* files with errors */
    size_t unreadable; /* files that nothing can be said about */
};

static void check_run_finish(struct check_run *run)
{
    json_decref(run->profiles);
}
DEFINE_AUTO_VALUE(struct check_run, check_run_finish);

static enum status read_line(int count, char **arguments, struct check_line *out,
                             struct error *error)
{
    const struct option_row rows[] = {
        {.name = "json", .help = "as JSON, for programs", .value = &out->as_json}, {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs profile check",
        .usage = "FILE.jsonld... [--json]",
        .summary =
            "Tells what xAPI Profiles have, and what is wrong with them, with line and place.\n"
            "Ends with 1 if one has an error. Warnings are faults that published profiles have "
            "and that\nare read as they were meant.",
        .positional_limit = OPTIONS_POSITIONAL_MAX,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, &out->result, error);
    if (status == STATUS_OK && !out->result.is_help && out->result.positional_count == 0) {
        return FAIL(error, STATUS_INVALID, "name the files; see 'ibest-lrs profile check --help'");
    }
    return status;
}

static void add_report(struct check_run *run, const struct profile_report *report)
{
    size_t errors = profile_report_errors(report);
    run->errors += errors;
    run->warnings += report->findings.warnings;
    run->bad += errors > 0 ? 1 : 0;
    if (run->profiles == NULL) {
        profile_report_print(report);
    } else {
        (void)json_array_append_new(run->profiles, profile_report_json(report));
    }
}

/* A file that is no profile is a finding; only one that cannot be read at all is told and passed
 * over. */
static void check_file(const char *path, struct check_run *run)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(PROFILE_BYTES_MAX);
    struct profile_report report = {.path = path};
    struct error error = {.status = STATUS_OK};
    enum status status = file_read(path, PROFILE_BYTES_MAX, &text, &error);
    if (status != STATUS_OK && status != STATUS_TOO_LARGE) {
        (void)fprintf(stderr, "%s\n", error.message);
        run->unreadable++;
        return;
    }
    if (status == STATUS_OK) {
        status = profile_read(buffer_text(&text), path, arena, &report.profile, &report.findings,
                              &error);
    }
    report.failure = status != STATUS_OK ? error.message : NULL;
    add_report(run, &report);
}

static enum status print_json(const struct check_run *run, struct error *error)
{
    AUTO(json_release)
    json_t *all = json_pack("{s:b, s:{s:I, s:I}, s:O}", "good", run->errors == 0, "counts", "error",
                            (json_int_t)run->errors, "warning", (json_int_t)run->warnings,
                            "profiles", run->profiles);
    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the report can't be written to the output");
    }
    return STATUS_OK;
}

static enum status judge(const struct check_run *run, int count, struct error *error)
{
    if (run->unreadable > 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "%zu of %d files could not be read", run->unreadable,
                    count);
    }
    if (run->errors > 0) {
        return FAIL(error, STATUS_PRECONDITION, "%zu error%s in %zu of %d files", run->errors,
                    run->errors == 1 ? "" : "s", run->bad, count);
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct check_line line = {.as_json = NULL};
    enum status status = read_line(count, arguments, &line, error);
    if (status != STATUS_OK || line.result.is_help) {
        return status;
    }
    AUTO(check_run_finish)
    struct check_run all = {.profiles = line.as_json != NULL ? json_array() : NULL};
    for (int i = 0; i < line.result.positional_count; i++) {
        check_file(line.result.positional[i], &all);
    }
    status = all.profiles != NULL ? print_json(&all, error) : STATUS_OK;
    return status == STATUS_OK ? judge(&all, line.result.positional_count, error) : status;
}

const struct command profile_action_check = {
    .name = "check",
    .summary = "tell what is wrong with profiles, and what they have",
    .run = run,
};
