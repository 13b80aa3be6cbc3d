/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs verify: is the store what it should be? */
#include "commands/table.h"

#include "base/json.h"
#include "base/meter.h"
#include "base/options.h"
#include "people/people.h"
#include "settings/settings.h"
#include "store/verify.h"

#include <stdio.h>

enum { OWN_OPTIONS = 2, NAME_WIDTH = 18, COUNT_WIDTH = 12 };

struct verify_line {
    struct settings settings;
    const char *as_json;
    const char *scratch;
};

static enum status read_line(int count, char **arguments, struct verify_line *out, bool *helped,
                             struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    rows[row_count++] = (struct option_row){
        .name = "json",
        .help = "print {\"findings\":...,\"checks\":[{\"name\":...,\"checked\":...}]}",
        .value = &out->as_json};
    rows[row_count] =
        (struct option_row){.name = "scratch",
                            .value_name = "FOLDER",
                            .help = "a folder with room for a second store (TMPDIR or /var/tmp)",
                            .value = &out->scratch};
    const struct option_table table = {
        .command = "ibest-lrs verify",
        .usage = "[OPTIONS]",
        .summary = "Compares the store with what its statements make of a new one, and changes "
                   "nothing.\nThe server may run. Ends with 1 if something is not as it should be.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    return status != STATUS_OK || *helped ? status : settings_read(&reader, &out->settings, error);
}

static void print_text(const struct verify_report *report)
{
    (void)printf("%-*s %*s %*s\n", NAME_WIDTH, "CHECK", COUNT_WIDTH, "CHECKED", COUNT_WIDTH,
                 "FINDINGS");
    for (size_t i = 0; i < report->count; i++) {
        const struct verify_check *check = &report->checks[i];
        (void)printf("%-*s %*lld %*lld%s%s\n", NAME_WIDTH, check->name, COUNT_WIDTH,
                     (long long)check->checked, COUNT_WIDTH, (long long)check->bad,
                     check->bad > 0 ? "  first: " : "", check->example);
    }
}

/* An example may hold any bytes of a damaged file. */
static json_t *example_of(const struct verify_check *check)
{
    json_t *example = check->bad > 0 ? json_string(check->example) : json_null();
    return example != NULL ? example : json_string("(no text)");
}

static enum status print_json(const struct verify_report *report, struct error *error)
{
    AUTO(json_release) json_t *checks = json_array();
    for (size_t i = 0; i < report->count; i++) {
        const struct verify_check *check = &report->checks[i];
        (void)json_array_append_new(
            checks, json_pack("{s:s, s:s, s:I, s:I, s:o}", "name", check->name, "unit", check->unit,
                              "checked", (json_int_t)check->checked, "findings",
                              (json_int_t)check->bad, "first", example_of(check)));
    }
    AUTO(json_release)
    json_t *all = json_pack("{s:I, s:O}", "findings", (json_int_t)report->bad, "checks", checks);
    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the report can't be written to the output");
    }
    return STATUS_OK;
}

static void add_check(struct verify_report *report, const char *name, size_t checked, size_t bad)
{
    if (report->count < VERIFY_CHECKS_MAX) {
        struct verify_check *check = &report->checks[report->count++];
        *check = (struct verify_check){.name = name, .unit = "rows", .checked = (int64_t)checked};
        for (size_t i = 0; i < bad; i++) {
            verify_found(check, "not what rosters, decisions and ODS files make of it");
        }
        report->bad += check->bad;
    }
}

/* What people/ computes. Where the store cannot be opened for writing, nobody else is kept from
 * knowing what was found until here. */
static void check_people(const char *url, struct verify_report *report)
{
    AUTO(store_close) struct store *store = NULL;
    struct error failure = {0};
    const struct store_options options = {.beside = true};
    struct people_findings findings = {0};
    enum status status = store_open(url, &options, &store, &failure);
    status = status == STATUS_OK ? people_check(store, &findings, &failure) : status;
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "persons and organisations' places could not be checked: %s\n",
                      failure.message);
        return;
    }
    add_check(report, "persons", findings.persons_checked, findings.persons);
    add_check(report, "organisations' places", findings.places_checked, findings.places);
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct verify_line line = {.as_json = NULL};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    struct meter progress = meter_begin("statements");
    const struct verify_options options = {
        .scratch = line.scratch, .watch = meter_show, .context = &progress};
    struct verify_report report;
    status = store_verify(line.settings.store, &options, &report, error);
    meter_end(&progress);
    if (status != STATUS_OK) {
        return status;
    }
    check_people(line.settings.store, &report);
    if (line.as_json != NULL) {
        status = print_json(&report, error);
    } else {
        print_text(&report);
    }
    if (status != STATUS_OK || report.bad == 0) {
        return status;
    }
    return FAIL(error, STATUS_PRECONDITION,
                "%lld findings. Findings in progress to definitions: 'ibest-lrs rebuild' mends "
                "them; in persons and places: the next import of a roster or an ODS file; any "
                "other: restore a backup and keep this store to look into",
                (long long)report.bad);
}

const struct command command_verify = {
    .name = "verify",
    .summary = "check the store, and change nothing",
    .run = run,
};
