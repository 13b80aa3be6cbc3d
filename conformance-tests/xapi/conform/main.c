/* SPDX-License-Identifier: Apache-2.0 */

/* xapi-conform: tells which rules of xAPI a Learning Record Store keeps. */
#include "base/buffer.h"
#include "base/mem.h"
#include "base/options.h"
#include "conform/report.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum exit_code { EXIT_HELD = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_UNREACHED = 3 };
enum { TIMEOUT_S_MAX = 600, AUTHORIZATION_SIZE = 2048, CREDENTIAL_MAX = 500 };

/* The command line, as texts. */
struct arguments {
    const char *key;
    const char *secret;
    const char *version;
    const char *report;
    const char *jobs;
    const char *timeout;
    const char *cases;
    const char *list; /* NULL unless given */
    struct choice choice;
};

struct plan {
    struct setting setting;
    struct choice choice;
    const char *cases;
    const struct report *report;
    unsigned jobs;
    long timeout_ms;
    bool is_list;
    char url[1024];
    char authorization[AUTHORIZATION_SIZE];
};

static void add_pattern(void *context, const char *value)
{
    struct choice *choice = context;
    if (choice->pattern_count < SUITE_PATTERNS_MAX) {
        choice->patterns[choice->pattern_count++] = value;
    }
}

static enum status read_number(const char *text, const char *option, unsigned long high,
                               unsigned long *out, struct error *error)
{
    char *end = NULL;
    unsigned long number = strtoul(text, &end, 10);
    bool is_number = *text >= '0' && *text <= '9' && *end == '\0';
    if (!is_number || number < 1 || number > high) {
        return FAIL(error, STATUS_INVALID, "--%s is '%s', but must be a whole number from 1 to %lu",
                    option, text, high);
    }
    *out = number;
    return STATUS_OK;
}

static enum status read_version(const struct arguments *given, struct plan *plan,
                                struct error *error)
{
    bool is_old = strcmp(given->version, "1.0.3") == 0;
    if (!is_old && strcmp(given->version, "2.0.0") != 0) {
        return FAIL(error, STATUS_INVALID, "--version is '%s', but must be 1.0.3 or 2.0.0",
                    given->version);
    }
    plan->setting.endpoint.version = given->version;
    plan->choice = given->choice;
    plan->choice.versions = is_old ? VERSION_1_0_3 : VERSION_2_0_0;
    return STATUS_OK;
}

/* Keeps the URL without '/' at its end, and makes the Authorization header. */
static enum status read_endpoint(const struct arguments *given, const char *url, struct plan *plan,
                                 struct error *error)
{
    struct text text = text_of(url);
    if ((!text_starts_with(text, "http://") && !text_starts_with(text, "https://")) ||
        text.length >= sizeof plan->url) {
        return FAIL(error, STATUS_INVALID,
                    "'%s' is no endpoint: it must start with http:// or https://", url);
    }
    if (given->key == NULL || given->secret == NULL || strlen(given->key) > CREDENTIAL_MAX ||
        strlen(given->secret) > CREDENTIAL_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "--key and --secret are needed, of at most %d characters", (int)CREDENTIAL_MAX);
    }
    while (text_ends_with(text, "/")) {
        text.length--;
    }
    (void)snprintf(plan->url, sizeof plan->url, "%.*s", TEXT_ARGUMENTS(text));
    char pair[2 * CREDENTIAL_MAX + 2];
    int length = snprintf(pair, sizeof pair, "%s:%s", given->key, given->secret);
    (void)snprintf(plan->authorization, sizeof plan->authorization, "Basic ");
    (void)sodium_bin2base64(plan->authorization + 6, sizeof plan->authorization - 6,
                            (const unsigned char *)pair, (size_t)length,
                            sodium_base64_VARIANT_ORIGINAL);
    return STATUS_OK;
}

static enum status read_plan(const struct arguments *given, const struct options_result *line,
                             struct plan *plan, struct error *error)
{
    unsigned long jobs = 1;
    unsigned long timeout_s = 1;
    plan->report = report_find(given->report);
    plan->is_list = given->list != NULL;
    plan->cases = given->cases;
    if (plan->report == NULL || (plan->is_list && plan->report->list == NULL)) {
        return FAIL(error, STATUS_INVALID, "--report is '%s', but must be text or json%s",
                    given->report, plan->is_list ? "" : " or junit");
    }
    if (given->choice.pattern_count == SUITE_PATTERNS_MAX) {
        return FAIL(error, STATUS_INVALID, "--only is given too often: fewer than %d times",
                    (int)SUITE_PATTERNS_MAX);
    }
    enum status status = read_version(given, plan, error);
    status = status != STATUS_OK ? status
                                 : read_number(given->jobs, "jobs", SUITE_JOBS_MAX, &jobs, error);
    status = status != STATUS_OK
                 ? status
                 : read_number(given->timeout, "timeout", TIMEOUT_S_MAX, &timeout_s, error);
    plan->jobs = (unsigned)jobs;
    plan->timeout_ms = (long)timeout_s * 1000;
    if (status != STATUS_OK || plan->is_list) {
        return status;
    }
    if (line->positional_count != 1) {
        return FAIL(error, STATUS_INVALID, "the URL of the LRS is needed; see --help");
    }
    return read_endpoint(given, line->positional[0], plan, error);
}

static void finish_all(struct outcome *outcomes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        outcome_finish(&outcomes[i]);
    }
    free(outcomes);
}

static enum status check_reached(const struct plan *plan, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(exchange_close) struct exchange *exchange = exchange_open(plan->timeout_ms);
    struct answer answer = {0};
    struct message message = {.method = "GET"};
    message.url = arena_print(arena, "%s/about", plan->url);
    if (exchange == NULL) {
        return FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
    }
    enum status status = exchange_send(exchange, &message, 1, arena, &answer, error);
    if (status == STATUS_OK && answer.status == 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "'%s' does not answer: %s", message.url,
                    answer.problem);
    }
    return status;
}

static enum status run(struct plan *plan, const struct suite *suite, enum exit_code *out,
                       struct error *error)
{
    plan->setting.endpoint.url = plan->url;
    plan->setting.endpoint.authorization = plan->authorization;
    plan->setting.defines = suite->defines;
    enum status status = check_reached(plan, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct outcome *outcomes = mem_zeroed(suite->count + 1, sizeof *outcomes);
    status = suite_run(suite, &plan->setting, plan->jobs, plan->timeout_ms, outcomes, error);
    struct results results = {plan->url, plan->setting.endpoint.version, outcomes, suite->count};
    if (status == STATUS_OK) {
        plan->report->write(&results, stdout);
        *out = results_broken(&results) == 0 ? EXIT_HELD : EXIT_FINDINGS;
    }
    finish_all(outcomes, suite->count);
    return status;
}

static enum status read_arguments(int count, char **arguments, struct arguments *given,
                                  struct options_result *result, struct error *error)
{
    const struct option_row rows[] = {
        {.name = "key",
         .value_name = "KEY",
         .value = &given->key,
         .environment = "XAPI_KEY",
         .help = "of a credential that may do everything"},
        {.name = "secret",
         .value_name = "SECRET",
         .value = &given->secret,
         .environment = "XAPI_SECRET",
         .help = "of that credential"},
        {.name = "version",
         .value_name = "VERSION",
         .value = &given->version,
         .help = "of xAPI: 1.0.3 or 2.0.0 (1.0.3)"},
        {.name = "only",
         .value_name = "PATTERN",
         .add = add_pattern,
         .context = &given->choice,
         .help = "run only rules whose id fits, such as 'statements/*'; may be repeated"},
        {.name = "report",
         .value_name = "FORM",
         .value = &given->report,
         .help = "text, json or junit (text)"},
        {.name = "jobs",
         .value_name = "NUMBER",
         .value = &given->jobs,
         .help = "rules that run at a time, 1 to 64 (4)"},
        {.name = "timeout",
         .value_name = "SECONDS",
         .value = &given->timeout,
         .help = "how long one answer may take, 1 to 600 (20)"},
        {.name = "cases",
         .value_name = "FOLDER",
         .value = &given->cases,
         .environment = "XAPI_CASES",
         .help = "where the rules are"},
        {.name = "list", .value = &given->list, .help = "print the rules and run none"},
        {0},
    };
    const struct option_table table = {
        .command = "xapi-conform",
        .usage = "URL --key KEY --secret SECRET [OPTIONS]",
        .summary = "Tells which rules of xAPI the Learning Record Store at URL keeps.",
        .positional_limit = 1,
        .rows = rows,
    };
    return options_read(&table, count, arguments, result, error);
}

static int fail(const struct error *error, enum exit_code code)
{
    (void)fprintf(stderr, "xapi-conform: %s\n", error->message);
    return code;
}

static int work(struct plan *plan)
{
    struct error error = {0};
    AUTO(suite_close) struct suite *suite = NULL;
    enum exit_code code = EXIT_HELD;
    if (suite_open(plan->cases, &suite, &error) != STATUS_OK) {
        return fail(&error, EXIT_USAGE);
    }
    suite_choose(suite, &plan->choice);
    if (suite->count == 0) {
        (void)fprintf(stderr, "xapi-conform: no rule fits --only and --version\n");
        return EXIT_USAGE;
    }
    if (plan->is_list) {
        plan->report->list(suite, stdout);
    } else if (run(plan, suite, &code, &error) != STATUS_OK) {
        return fail(&error, EXIT_UNREACHED);
    }
    return fflush(stdout) == 0 && ferror(stdout) == 0 ? (int)code : EXIT_UNREACHED;
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct plan plan = {0};
    struct options_result result = {0};
    struct arguments given = {
        .version = "1.0.3", .report = "text", .jobs = "4", .timeout = "20", .cases = CASES_FOLDER};
    enum status status = read_arguments(count - 1, arguments + 1, &given, &result, &error);
    if (status == STATUS_OK && result.is_help) {
        return EXIT_HELD;
    }
    status = status != STATUS_OK ? status : read_plan(&given, &result, &plan, &error);
    if (status != STATUS_OK) {
        return fail(&error, EXIT_USAGE);
    }
    plan.setting.key = given.key;
    plan.setting.secret = given.secret;
    if (sodium_init() < 0 || curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return fail(&(struct error){.message = "libcurl or libsodium could not be set up"},
                    EXIT_UNREACHED);
    }
    int code = work(&plan);
    curl_global_cleanup();
    return code;
}
