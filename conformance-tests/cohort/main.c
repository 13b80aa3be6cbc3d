/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-cohort: feeds the synthetic cohort to an LRS, or prints it. */
#include "base/options.h"
#include "cohort/cohort.h"
#include "cohort/feeder.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The command line, as texts. */
struct arguments {
    const char *endpoint;
    const char *key;
    const char *secret;
    const char *course;
    const char *seed;
    const char *batch;
    const char *dry_run; /* NULL unless given */
};

struct settings {
    struct feeder_options feeder;
    const char *course;
    uint64_t seed;
    bool dry_run;
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

/* A whole number from `low` to `high`. */
static enum status read_number(const char *text, const char *option, unsigned long long low,
                               unsigned long long high, unsigned long long *out,
                               struct error *error)
{
    char *end = NULL;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    bool is_number = *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
    if (!is_number || number < low || number > high) {
        return FAIL(error, STATUS_INVALID,
                    "--%s is '%s', but must be a whole number from %llu to %llu", option, text, low,
                    high);
    }
    *out = number;
    return STATUS_OK;
}

static enum status read_settings(const struct arguments *given, struct settings *out,
                                 struct error *error)
{
    unsigned long long seed = 0;
    unsigned long long batch = 0;
    enum status status = read_number(given->seed, "seed", 0, UINT64_MAX, &seed, error);
    if (status == STATUS_OK) {
        status = read_number(given->batch, "batch", 1, FEEDER_BATCH_MAX, &batch, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool has_lrs = given->endpoint != NULL && given->key != NULL && given->secret != NULL;
    if (!has_lrs && given->dry_run == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "--endpoint, --key and --secret are needed, or --dry-run; see --help");
    }
    *out = (struct settings){
        .feeder = {given->endpoint, given->key, given->secret, (size_t)batch},
        .course = given->course,
        .seed = seed,
        .dry_run = given->dry_run != NULL,
    };
    return STATUS_OK;
}

static enum status print_cohort(const struct outline *outline, uint64_t seed, struct error *error)
{
    struct run run = {0};
    enum status status = cohort_tell(outline, seed, print_statement, &run, error);
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

static enum status feed_cohort(const struct settings *settings, const struct outline *outline,
                               struct error *error)
{
    AUTO(feeder_close) struct feeder *feeder = NULL;
    struct run counted = {0};
    enum status status = cohort_tell(outline, settings->seed, count_statement, &counted, error);
    if (status == STATUS_OK) {
        status = feeder_open(&settings->feeder, &feeder, error);
    }
    struct run run = {.feeder = feeder, .total = isatty(STDERR_FILENO) != 0 ? counted.count : 0};
    if (status == STATUS_OK) {
        status = cohort_tell(outline, settings->seed, feed_statement, &run, error);
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
    (void)printf("%zu statements sent, %zu ids came back: %d enrolled, %d started, %d completed; "
                 "%d hospitals, %d patients (all synthetic)\n",
                 run.count, feeder_acknowledged(feeder), COHORT_ENROLLED, COHORT_STARTED,
                 COHORT_COMPLETED, COHORT_HOSPITALS, COHORT_PATIENTS);
    return check_total(feeder_acknowledged(feeder), counted.count, error);
}

static enum status run_settings(const struct settings *settings, struct error *error)
{
    AUTO(outline_destroy) struct outline *outline = NULL;
    enum status status = outline_read(settings->course, &outline, error);
    if (status != STATUS_OK) {
        return status;
    }
    return settings->dry_run ? print_cohort(outline, settings->seed, error)
                             : feed_cohort(settings, outline, error);
}

static enum status read_arguments(int count, char **arguments, struct arguments *given,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        {.name = "endpoint",
         .value_name = "URL",
         .value = &given->endpoint,
         .help = "the LRS, such as http://127.0.0.1:8080/xapi/"},
        {.name = "key",
         .value_name = "KEY",
         .value = &given->key,
         .help = "of a credential with the scope statements/write"},
        {.name = "secret",
         .value_name = "SECRET",
         .value = &given->secret,
         .environment = "IBEST_COHORT_SECRET",
         .help = "of that credential"},
        {.name = "course",
         .value_name = "PATH",
         .value = &given->course,
         .help = "the course.json whose modules are learned (content/ibest/course.json)"},
        {.name = "seed",
         .value_name = "NUMBER",
         .value = &given->seed,
         .help = "another number gives another cohort with the same totals (2018)"},
        {.name = "batch",
         .value_name = "NUMBER",
         .value = &given->batch,
         .help = "statements in one request, 1 to 1000 (100)"},
        {.name = "dry-run",
         .value = &given->dry_run,
         .help = "print the statements, one a line, and send nothing"},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-cohort",
        .usage = "--endpoint URL --key KEY --secret SECRET | --dry-run",
        .summary = "Feeds a synthetic cohort of learners and hospitals to an LRS.",
        .rows = rows,
    };
    return options_read(&table, count, arguments, result, error);
}

static int fail(const struct error *error, int code)
{
    (void)fprintf(stderr, "ibest-cohort: %s\n", error->message);
    return code;
}

/* 1: the LRS did not take it as it should; 3: the LRS or a file cannot be reached. */
static int exit_code(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return 0;
    case STATUS_NOT_FOUND:
    case STATUS_UNAVAILABLE:
    case STATUS_INTERNAL:
        return 3;
    case STATUS_INVALID:
    case STATUS_CONFLICT:
    case STATUS_FORBIDDEN:
    case STATUS_TOO_LARGE:
    case STATUS_PRECONDITION:
        break;
    }
    return 1;
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct settings settings = {0};
    struct arguments given = {
        .course = "content/ibest/course.json", .seed = "2018", .batch = "100"};
    struct options_result result = {0};
    enum status status = read_arguments(count - 1, arguments + 1, &given, &result, &error);
    if (status == STATUS_OK && result.is_help) {
        return 0;
    }
    if (status == STATUS_OK) {
        status = read_settings(&given, &settings, &error);
    }
    if (status != STATUS_OK) {
        return fail(&error, 2);
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return fail(&(struct error){.message = "libcurl could not be set up"}, 3);
    }
    status = run_settings(&settings, &error);
    curl_global_cleanup();
    return status == STATUS_OK ? 0 : fail(&error, exit_code(status));
}
