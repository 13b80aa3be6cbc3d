/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-cohort: feeds the synthetic cohort to an LRS, or prints it. */
#include "client/program.h"
#include "cohort/cohort.h"
#include "cohort/feeder.h"
#include "cohort/staff.h"

#include <stdio.h>
#include <unistd.h>

/* The command line, as texts. */
struct arguments {
    struct client_options lrs;
    const char *course;
    const char *seed;
    const char *copies;
    const char *batch;
    const char *dry_run; /* NULL unless given */
    const char *staff;   /* likewise */
};

struct settings {
    struct feeder_options feeder;
    const char *course;
    uint64_t seed;
    size_t copies;
    bool dry_run;
    const char *staff; /* a folder; NULL: no staff records */
};

/* What the visitors below share. */
struct run {
    struct feeder *feeder;
    size_t count;
    size_t total; /* 0 hides the progress */
};

static enum status count_statement(void *context, json_t *statement, struct error *error)
{
    (void)statement;
    (void)error;
    struct run *run = context;
    run->count++;
    return STATUS_OK;
}

static enum status print_statement(void *context, json_t *statement, struct error *error)
{
    struct run *run = context;
    if (json_dumpf(statement, stdout, JSON_COMPACT) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the statements could not be printed");
    }
    run->count++;
    return STATUS_OK;
}

static enum status feed_statement(void *context, json_t *statement, struct error *error)
{
    struct run *run = context;
    enum status status = feeder_add(run->feeder, statement, error);
    run->count++;
    if (run->total > 0 && run->count % 100 == 0) {
        (void)fprintf(stderr, "\r%zu of %zu statements", run->count, run->total);
    }
    return status;
}

static enum status read_settings(const struct arguments *given, struct settings *out,
                                 struct error *error)
{
    unsigned long long seed = 0;
    unsigned long long batch = 0;
    unsigned long long copies = 0;
    enum status status = program_read_number(given->seed, "seed", 0, UINT64_MAX, &seed, error);
    if (status == STATUS_OK) {
        status = program_read_number(given->copies, "copies", 1, COHORT_COPIES_MAX, &copies, error);
    }
    if (status == STATUS_OK) {
        status = program_read_number(given->batch, "batch", 1, FEEDER_BATCH_MAX, &batch, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (!program_has_lrs(&given->lrs) && given->dry_run == NULL && given->staff == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "--endpoint, --key and --secret are needed, or --dry-run or --staff; see "
                    "--help");
    }
    *out = (struct settings){
        .feeder = {.lrs = given->lrs, .batch = (size_t)batch},
        .course = given->course,
        .seed = seed,
        .copies = (size_t)copies,
        .dry_run = given->dry_run != NULL,
        .staff = given->staff,
    };
    return STATUS_OK;
}

static enum status print_cohort(const struct cohort *cohort, struct error *error)
{
    struct run run = {0};
    enum status status = cohort_tell(cohort, print_statement, &run, error);
    if (status == STATUS_OK && fflush(stdout) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the statements could not be printed");
    }
    return status;
}

static enum status check_total(size_t acknowledged, size_t total, struct error *error)
{
    if (acknowledged != total) {
        return FAIL(error, STATUS_INVALID, "%zu statements were sent, but %zu ids came back", total,
                    acknowledged);
    }
    return STATUS_OK;
}

static enum status feed_cohort(const struct settings *settings, const struct cohort *cohort,
                               struct error *error)
{
    AUTO(feeder_close) struct feeder *feeder = NULL;
    struct run counted = {0};
    enum status status = cohort_tell(cohort, count_statement, &counted, error);
    if (status == STATUS_OK) {
        status = feeder_open(&settings->feeder, &feeder, error);
    }
    struct run run = {.feeder = feeder, .total = isatty(STDERR_FILENO) != 0 ? counted.count : 0};
    if (status == STATUS_OK) {
        status = cohort_tell(cohort, feed_statement, &run, error);
    }
    if (status == STATUS_OK) {
        status = feeder_flush(feeder, error);
    }
    if (run.total > 0) {
        (void)fputc('\n', stderr);
    }
    if (status != STATUS_OK) {
        return status;
    }
    size_t copies = cohort->copies;
    (void)printf(
        "%zu statements sent, %zu ids came back: %zu enrolled, %zu started, %zu completed; "
        "%d hospitals%s, %zu patients (all synthetic)\n",
        run.count, feeder_acknowledged(feeder), copies * COHORT_ENROLLED, copies * COHORT_STARTED,
        copies * COHORT_COMPLETED, COHORT_HOSPITALS, copies > 1 ? " each time" : "",
        copies * COHORT_PATIENTS);
    return check_total(feeder_acknowledged(feeder), counted.count, error);
}

static enum status run(const void *context, struct error *error)
{
    const struct settings *settings = context;
    AUTO(outline_destroy) struct outline *outline = NULL;
    enum status status = outline_read(settings->course, &outline, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct cohort cohort = {outline, settings->seed, settings->copies};
    if (settings->staff != NULL) {
        return staff_write(&cohort, settings->staff, error);
    }
    return settings->dry_run ? print_cohort(&cohort, error) : feed_cohort(settings, &cohort, error);
}

static enum status read_arguments(int count, char **arguments, struct arguments *given,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        program_endpoint_row(&given->lrs),
        program_key_row(&given->lrs, "of a credential with the scope statements/write"),
        program_secret_row(&given->lrs, "IBEST_COHORT_SECRET"),
        {.name = "course",
         .value_name = "PATH",
         .value = &given->course,
         .help = "the course.json whose modules are learned (content/ibest/course.json)"},
        {.name = "seed",
         .value_name = "NUMBER",
         .value = &given->seed,
         .help = "another number gives another cohort with the same totals (2018)"},
        {.name = "copies",
         .value_name = "NUMBER",
         .value = &given->copies,
         .help = "tell it so often, of other learners each time, 1 to 10000 (1)"},
        {.name = "batch",
         .value_name = "NUMBER",
         .value = &given->batch,
         .help = "statements in one request, 1 to 1000 (100)"},
        {.name = "dry-run",
         .value = &given->dry_run,
         .help = "print the statements, one a line, and send nothing"},
        {.name = "staff",
         .value_name = "FOLDER",
         .value = &given->staff,
         .help = "write roster.csv and ODS files of this cohort there, and send nothing"},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-cohort",
        .usage = "--endpoint URL --key KEY --secret SECRET | --dry-run | --staff FOLDER",
        .summary = "Feeds a synthetic cohort of learners and hospitals to an LRS.",
        .rows = rows,
    };
    return options_read(&table, count, arguments, result, error);
}

static enum status read_command_line(int count, char **arguments, void *settings,
                                     struct options_result *result, struct error *error)
{
    struct arguments given = {.lrs = {.needs = "the scope statements/write"},
                              .course = "content/ibest/course.json",
                              .seed = "2018",
                              .copies = "1",
                              .batch = "100"};
    enum status status = read_arguments(count, arguments, &given, result, error);
    return status == STATUS_OK && !result->is_help ? read_settings(&given, settings, error)
                                                   : status;
}

int main(int count, char **arguments)
{
    const struct program program = {"ibest-cohort", read_command_line, run};
    struct settings settings = {0};
    return program_run(&program, count, arguments, &settings);
}
