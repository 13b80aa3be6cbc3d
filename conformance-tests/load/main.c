/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-load: measures how much an LRS takes and gives over HTTP, and counts what came back. */
#include "client/program.h"
#include "load/report.h"

#include <string.h>
#include <unistd.h>

/* JSON readers keep whole numbers up to 2^53 exactly. */
static const uint64_t seed_max = 9007199254740991;

enum { RATE_MAX = 10000000, FAILURES_MAX = 1000000, SECOND_US = 1000000 };

/* The command line, as texts; NULL where nothing was given. */
struct arguments {
    struct client_options lrs;
    const char *cases;
    const char *seconds;
    const char *requests;
    const char *statements;
    const char *batch;
    const char *rate;
    const char *connections;
    const char *failures_max;
    const char *seed;
    const char *json;
};

struct settings {
    struct client_options client;
    struct cases_options cases; /* without sizes: a burst */
    uint32_t statements;
    uint32_t batch;
    uint32_t connections;
    uint32_t rate;
    uint32_t failures_max;
    uint64_t seed;
    bool json;
};

static enum status read_numbers(const struct arguments *given, struct settings *out,
                                struct error *error)
{
    uint32_t seconds = 0;
    const struct {
        const char *text;
        const char *usual;
        const char *option;
        uint32_t low;
        uint32_t high;
        uint32_t *out;
    } rows[] = {
        {given->statements, "10000", "burst", 1, BURST_STATEMENTS_MAX, &out->statements},
        {given->batch, "100", "batch", 1, BURST_BATCH_MAX, &out->batch},
        {given->rate, "0", "rate", 0, RATE_MAX, &out->rate},
        {given->connections, "4", "connections", 1, SENDER_CONNECTIONS_MAX, &out->connections},
        {given->failures_max, "100", "failures-max", 0, FAILURES_MAX, &out->failures_max},
        {given->seconds, "10", "seconds", 1, CASES_SECONDS_MAX, &seconds},
        {given->requests, "1000000", "requests", 1, CASES_REQUESTS_MAX, &out->cases.requests},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned long long number = 0;
        const char *text = rows[i].text != NULL ? rows[i].text : rows[i].usual;
        enum status status =
            program_read_number(text, rows[i].option, rows[i].low, rows[i].high, &number, error);
        if (status != STATUS_OK) {
            return status;
        }
        *rows[i].out = (uint32_t)number;
    }
    out->cases.limit_us = (int64_t)seconds * SECOND_US;
    return STATUS_OK;
}

static enum status read_seed(const char *text, uint64_t *out, struct error *error)
{
    unsigned long long seed = 0;
    if (text != NULL) {
        enum status status = program_read_number(text, "seed", 0, seed_max, &seed, error);
        *out = seed;
        return status;
    }
    struct uuid chance = uuid_make();
    memcpy(out, chance.bytes, sizeof *out);
    *out &= seed_max;
    return STATUS_OK;
}

/* A burst and the use cases have options of their own: one that would be ignored is refused. */
static enum status check_modes(const struct arguments *given, struct error *error)
{
    bool is_burst = given->statements != NULL || given->batch != NULL || given->rate != NULL;
    bool is_timed = given->seconds != NULL || given->requests != NULL;
    if (given->cases != NULL && is_burst) {
        return FAIL(error, STATUS_INVALID,
                    "--burst, --batch and --rate do not go with --cases; see --help");
    }
    if (given->cases == NULL && is_timed) {
        return FAIL(error, STATUS_INVALID, "--seconds and --requests need --cases; see --help");
    }
    return STATUS_OK;
}

static enum status read_settings(const struct arguments *given, struct settings *out,
                                 struct error *error)
{
    if (!program_has_lrs(&given->lrs)) {
        return FAIL(error, STATUS_INVALID, "--endpoint, --key and --secret are needed; see --help");
    }
    enum status status = check_modes(given, error);
    status = status != STATUS_OK ? status : read_numbers(given, out, error);
    status = status != STATUS_OK ? status : read_seed(given->seed, &out->seed, error);
    if (status == STATUS_OK && given->cases != NULL) {
        status = cases_read_sizes(given->cases, &out->cases, error);
    }
    out->client = given->lrs;
    out->json = given->json != NULL;
    return status;
}

static struct progress make_progress(void)
{
    return (struct progress){.stream = isatty(STDERR_FILENO) != 0 ? stderr : NULL};
}

static enum status run_burst(const struct settings *settings, const struct client *client,
                             struct error *error)
{
    struct payload payload = payload_make(settings->seed, 0, &payload_usual_shape);
    struct progress progress = make_progress();
    struct burst_result result = {0};
    const struct burst_options options = {
        .client = client,
        .payload = &payload,
        .statements = settings->statements,
        .batch = settings->batch,
        .connections = settings->connections,
        .rate = settings->rate,
        .failures_max = settings->failures_max,
        .progress = &progress,
    };
    enum status status = burst_run(&options, &result, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct report_burst report = {&options, &result, settings->seed};
    (settings->json ? report_burst_as_json : report_burst_as_table)(&report);
    return burst_check(&result, error);
}

static void tell_row(void *context, const struct cases_row *row)
{
    report_row(context, row);
}

static enum status run_cases(const struct settings *settings, const struct client *client,
                             struct error *error)
{
    struct report report = {.json = settings->json};
    struct progress progress = make_progress();
    struct cases_options options = settings->cases;
    options.client = client;
    options.seed = settings->seed;
    options.connections = settings->connections;
    options.failures_max = settings->failures_max;
    options.progress = &progress;
    options.tell = tell_row;
    options.context = &report;
    report_begin(&report, settings->seed, settings->connections);
    enum status status = cases_run(&options, error);
    report_end(&report);
    if (status == STATUS_OK && report.bad_rows > 0) {
        return FAIL(error, STATUS_INVALID,
                    "%u of %u rows have lost, doubled or failed something; --json tells what",
                    report.bad_rows, report.rows);
    }
    return status;
}

static enum status run(const void *context, struct error *error)
{
    const struct settings *settings = context;
    AUTO(client_close) struct client *client = NULL;
    enum status status = client_open(&settings->client, &client, error);
    if (status != STATUS_OK) {
        return status;
    }
    return (settings->cases.size_count > 0 ? run_cases : run_burst)(settings, client, error);
}

static struct option_row number_row(const char *name, const char **value, const char *help)
{
    return (struct option_row){.name = name, .value_name = "NUMBER", .value = value, .help = help};
}

static enum status read_arguments(int count, char **arguments, struct arguments *given,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        program_endpoint_row(&given->lrs),
        program_key_row(&given->lrs,
                        "of a credential with the scopes statements/write and statements/read"),
        program_secret_row(&given->lrs, "IBEST_LOAD_SECRET"),
        number_row("burst", &given->statements, "statements to post, 1 to 10000000 (10000)"),
        number_row("statements", &given->statements, "the same as --burst"),
        number_row("batch", &given->batch, "statements in one request, 1 to 1000 (100)"),
        number_row("rate", &given->rate, "statements a second; 0, as fast as it takes them (0)"),
        {.name = "cases",
         .value_name = "SIZES",
         .value = &given->cases,
         .help = "run 13 use cases instead, at store sizes such as 10000,100000"},
        number_row("seconds", &given->seconds, "how long a use case takes, 1 to 3600 (10)"),
        number_row("requests", &given->requests,
                   "at most so many in a use case, 1 to 1000000 (1000000)"),
        number_row("connections", &given->connections,
                   "requests under way at a time, 1 to 512 (4)"),
        number_row("failures-max", &given->failures_max,
                   "failed requests after which it goes on, 0 to 1000000 (100)"),
        number_row("seed", &given->seed, "what the statements follow from (one by chance)"),
        {.name = "json", .value = &given->json, .help = "print JSON, not a table"},
        {0},
    };
    const struct option_table table = {
        .command = "ibest-load",
        .usage = "--endpoint URL --key KEY --secret SECRET [OPTIONS]",
        .summary = "Measures how much an LRS takes over HTTP, and that nothing is lost meanwhile.",
        .rows = rows,
    };
    return options_read(&table, count, arguments, result, error);
}

static enum status read_command_line(int count, char **arguments, void *settings,
                                     struct options_result *result, struct error *error)
{
    struct arguments given = {.lrs = {.needs = "the scopes statements/write and statements/read"}};
    enum status status = read_arguments(count, arguments, &given, result, error);
    return status == STATUS_OK && !result->is_help ? read_settings(&given, settings, error)
                                                   : status;
}

int main(int count, char **arguments)
{
    const struct program program = {"ibest-load", read_command_line, run};
    struct settings settings = {0};
    return program_run(&program, count, arguments, &settings);
}
