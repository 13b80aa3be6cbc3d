/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-load: posts statements to an LRS as fast as it takes them, and counts what came back. */
#include "client/program.h"
#include "load/recount.h"
#include "load/sender.h"

#include <stdio.h>
#include <unistd.h>

enum { STATEMENTS_MAX = 10000000 };

/* The command line, as texts. */
struct arguments {
    struct client_options lrs;
    const char *statements;
    const char *batch;
    const char *connections;
    const char *json; /* NULL unless given */
};

struct settings {
    struct client_options client;
    uint32_t statements;
    uint32_t batch;
    uint32_t connections;
    bool json;
};

static enum status read_settings(const struct arguments *given, struct settings *out,
                                 struct error *error)
{
    if (!program_has_lrs(&given->lrs)) {
        return FAIL(error, STATUS_INVALID, "--endpoint, --key and --secret are needed; see --help");
    }
    const struct {
        const char *text;
        const char *option;
        uint32_t high;
        uint32_t *out;
    } rows[] = {
        {given->statements, "statements", STATEMENTS_MAX, &out->statements},
        {given->batch, "batch", SENDER_BATCH_MAX, &out->batch},
        {given->connections, "connections", SENDER_CONNECTIONS_MAX, &out->connections},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        unsigned long long number = 0;
        enum status status =
            program_read_number(rows[i].text, rows[i].option, 1, rows[i].high, &number, error);
        if (status != STATUS_OK) {
            return status;
        }
        *rows[i].out = (uint32_t)number;
    }
    out->client = given->lrs;
    out->json = given->json != NULL;
    return STATUS_OK;
}

static void show_progress(uint32_t acknowledged, uint32_t statements)
{
    (void)fprintf(stderr, "\r%u of %u statements", acknowledged, statements);
    if (acknowledged == statements) {
        (void)fputc('\n', stderr);
    }
}

static double per_second(const struct settings *settings, const struct sender_result *sent)
{
    return settings->statements * 1e6 / (double)(sent->total_us > 0 ? sent->total_us : 1);
}

static void print_table(const struct settings *settings, const struct sender_result *sent,
                        const struct tally_result *back)
{
    (void)printf("statements            %12u\n", settings->statements);
    (void)printf("batch                 %12u\n", settings->batch);
    (void)printf("connections           %12u\n", settings->connections);
    (void)printf("requests              %12u\n", sent->requests);
    (void)printf("repeated after 503    %12u\n", sent->repeated);
    (void)printf("total seconds         %12.3f\n", (double)sent->total_us / 1e6);
    (void)printf("statements a second   %12.0f\n", per_second(settings, sent));
    (void)printf("request p50 ms        %12.2f\n", (double)sent->p50_us / 1e3);
    (void)printf("request p99 ms        %12.2f\n", (double)sent->p99_us / 1e3);
    (void)printf("came back             %12u\n", back->found);
    (void)printf("missing               %12u\n", back->missing);
    (void)printf("doubled               %12u\n", back->doubled);
    (void)printf("not sent by this run  %12u\n", back->foreign);
}

static void print_json(const struct settings *settings, const struct sender_result *sent,
                       const struct tally_result *back)
{
    (void)printf("{\"statements\":%u,\"batch\":%u,\"connections\":%u,\"requests\":%u,"
                 "\"repeated\":%u,\"total_us\":%lld,\"per_second\":%.1f,\"p50_us\":%lld,"
                 "\"p99_us\":%lld,\"found\":%u,\"missing\":%u,\"doubled\":%u,\"foreign\":%u}\n",
                 settings->statements, settings->batch, settings->connections, sent->requests,
                 sent->repeated, (long long)sent->total_us, per_second(settings, sent),
                 (long long)sent->p50_us, (long long)sent->p99_us, back->found, back->missing,
                 back->doubled, back->foreign);
}

static enum status check(const struct settings *settings, const struct tally_result *back,
                         struct error *error)
{
    if (back->missing > 0 || back->doubled > 0 || back->foreign > 0) {
        return FAIL(error, STATUS_INVALID,
                    "of %u acknowledged statements %u are missing and %u came back more than once; "
                    "%u came back that were not sent",
                    settings->statements, back->missing, back->doubled, back->foreign);
    }
    return STATUS_OK;
}

static enum status run(const void *context, struct error *error)
{
    const struct settings *settings = context;
    AUTO(client_close) struct client *client = NULL;
    struct payload payload = payload_make();
    AUTO(tally_destroy) struct tally *tally = tally_create(&payload, settings->statements);
    struct sender_result sent = {0};
    enum status status = client_open(&settings->client, &client, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = sender_run(
        &(struct sender_options){
            .client = client,
            .payload = &payload,
            .statements = settings->statements,
            .batch = settings->batch,
            .connections = settings->connections,
            .progress = isatty(STDERR_FILENO) != 0 ? show_progress : NULL,
        },
        &sent, error);
    status = status != STATUS_OK ? status
                                 : recount(client, &payload, settings->statements, tally, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct tally_result back = tally_result(tally);
    (settings->json ? print_json : print_table)(settings, &sent, &back);
    return check(settings, &back, error);
}

static enum status read_arguments(int count, char **arguments, struct arguments *given,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        program_endpoint_row(&given->lrs),
        program_key_row(&given->lrs,
                        "of a credential with the scopes statements/write and statements/read"),
        program_secret_row(&given->lrs, "IBEST_LOAD_SECRET"),
        {.name = "statements",
         .value_name = "NUMBER",
         .value = &given->statements,
         .help = "how many to post, 1 to 10000000 (10000)"},
        {.name = "batch",
         .value_name = "NUMBER",
         .value = &given->batch,
         .help = "statements in one request, 1 to 1000 (100)"},
        {.name = "connections",
         .value_name = "NUMBER",
         .value = &given->connections,
         .help = "requests under way at a time, 1 to 512 (4)"},
        {.name = "json", .value = &given->json, .help = "print one line of JSON, not a table"},
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
    struct arguments given = {
        .lrs = {.needs = "the scopes statements/write and statements/read"},
        .statements = "10000",
        .batch = "100",
        .connections = "4",
    };
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
