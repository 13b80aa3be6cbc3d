/* SPDX-License-Identifier: Apache-2.0 */

/* From main() to the exit code. */
#include "client/program.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

enum exit_code { EXIT_GOOD = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2, EXIT_NOT_REACHED = 3 };

struct option_row program_endpoint_row(struct client_options *lrs)
{
    return (struct option_row){.name = "endpoint",
                               .value_name = "URL",
                               .value = &lrs->endpoint,
                               .help = "the LRS, such as http://127.0.0.1:8080/xapi/"};
}

struct option_row program_key_row(struct client_options *lrs, const char *help)
{
    return (struct option_row){
        .name = "key", .value_name = "KEY", .value = &lrs->key, .help = help};
}

struct option_row program_secret_row(struct client_options *lrs, const char *variable)
{
    return (struct option_row){.name = "secret",
                               .value_name = "SECRET",
                               .value = &lrs->secret,
                               .environment = variable,
                               .help = "of that credential"};
}

bool program_has_lrs(const struct client_options *lrs)
{
    return lrs->endpoint != NULL && lrs->key != NULL && lrs->secret != NULL;
}

enum status program_read_number(const char *text, const char *option, unsigned long long low,
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

static enum exit_code exit_code_of(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return EXIT_GOOD;
    case STATUS_NOT_FOUND:
    case STATUS_UNAVAILABLE:
    case STATUS_INTERNAL:
        return EXIT_NOT_REACHED;
    case STATUS_INVALID:
    case STATUS_CONFLICT:
    case STATUS_FORBIDDEN:
    case STATUS_TOO_LARGE:
    case STATUS_PRECONDITION:
        break;
    }
    return EXIT_REFUSED;
}

static int fail(const struct program *program, const char *message, enum exit_code code)
{
    (void)fprintf(stderr, "%s: %s\n", program->name, message);
    return (int)code;
}

int program_run(const struct program *program, int count, char **arguments, void *settings)
{
    struct error error = {0};
    struct options_result result = {0};
    enum status status = program->read(count - 1, arguments + 1, settings, &result, &error);
    if (status != STATUS_OK) {
        return fail(program, error.message, EXIT_USAGE);
    }
    if (result.is_help) {
        return EXIT_GOOD;
    }
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        return fail(program, "libcurl could not be set up", EXIT_NOT_REACHED);
    }
    status = program->run(settings, &error);
    curl_global_cleanup();
    return status == STATUS_OK ? EXIT_GOOD : fail(program, error.message, exit_code_of(status));
}
