/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-load: posts statements to an LRS as fast as it takes them, and counts what came back. */
#include "base/options.h"
#include "load/recount.h"
#include "load/sender.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { STATEMENTS_MAX = 10000000 };

/* The command line, as texts. */
struct arguments {
    const char *endpoint;
    const char *key;
    const char *secret;
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

/* A whole number from 1 to `high`. */
static enum status read_number(const char *text, const char *option, unsigned long high,
                               uint32_t *out, struct error *error)
{
    char *end = NULL;
    errno = 0;
    unsigned long number = strtoul(text, &end, 10);
    bool is_number = *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
    if (!is_number || number < 1 || number > high) {
        return FAIL(error, STATUS_INVALID, "--%s is '%s', but must be a whole number from 1 to %lu",
                    option, text, high);
    }
    *out = (uint32_t)number;
    return STATUS_OK;
}

static enum status read_settings(const struct arguments *given, struct settings *out,
                                 struct error *error)
{
    struct settings read = {.client = {given->endpoint, given->key, given->secret},
                            .json = given->json != NULL};
    if (given->endpoint == NULL || given->key == NULL || given->secret == NULL) {
        return FAIL(error, STATUS_INVALID, "--endpoint, --key and --secret are needed; see --help");
    }
    enum status status =
        read_number(given->statements, "statements", STATEMENTS_MAX, &read.statements, error);
    status = status != STATUS_OK
                 ? status
                 : read_number(given->batch, "batch", SENDER_BATCH_MAX, &read.batch, error);
    status = status != STATUS_OK ? status
                                 : read_number(given->connections, "connections",
                                               SENDER_CONNECTIONS_MAX, &read.connections, error);
    if (status == STATUS_OK) {
        *out = read;
    }
    return status;
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

static enum status run(const struct settings *settings, struct error *error)
{
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
        {.name = "endpoint",
         .value_name = "URL",
         .value = &given->endpoint,
         .help = "the LRS, such as http://127.0.0.1:8080/xapi/"},
        {.name = "key",
         .value_name = "KEY",
         .value = &given->key,
         .help = "of a credential with the scopes statements/write and statements/read"},
        {.name = "secret",
         .value_name = "SECRET",
         .value = &given->secret,
         .environment = "IBEST_LOAD_SECRET",
         .help = "of that credential"},
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

static int fail(const struct error *error, int code)
{
    (void)fprintf(stderr, "ibest-load: %s\n", error->message);
    return code;
}

/* 1: something was lost or refused; 3: the LRS cannot be reached. */
static int exit_code(enum status status)
{
    return status == STATUS_UNAVAILABLE || status == STATUS_INTERNAL ? 3 : 1;
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct settings settings = {0};
    struct arguments given = {.statements = "10000", .batch = "100", .connections = "4"};
    struct options_result result = {0};
    enum status status = read_arguments(count - 1, arguments + 1, &given, &result, &error);
    if (status == STATUS_OK && result.is_help) {
        return 0;
    }
    status = status != STATUS_OK ? status : read_settings(&given, &settings, &error);
    if (status != STATUS_OK) {
        return fail(&error, 2);
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return fail(&(struct error){.message = "libcurl could not be set up"}, 3);
    }
    status = run(&settings, &error);
    curl_global_cleanup();
    return status == STATUS_OK ? 0 : fail(&error, exit_code(status));
}
