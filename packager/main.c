/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-pack: the table of commands, and the only place where a status becomes an exit code. */
#include "commands/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

extern const struct command BUILD_COMMAND;
extern const struct command CHECK_COMMAND;
extern const struct command DIFF_COMMAND;
extern const struct command INSPECT_COMMAND;
extern const struct command NEW_COMMAND;
extern const struct command PREDICT_COMMAND;
extern const struct command PREVIEW_COMMAND;
extern const struct command SETTINGS_COMMAND;
extern const struct command LMS_COMMAND;

/* Keep in the order in which a course team meets them. */
static const struct command *const COMMANDS[] = {
    &NEW_COMMAND,  &PREVIEW_COMMAND, &BUILD_COMMAND,    &CHECK_COMMAND, &INSPECT_COMMAND,
    &DIFF_COMMAND, &PREDICT_COMMAND, &SETTINGS_COMMAND, &LMS_COMMAND,   NULL};

enum exit_code { EXIT_GOOD = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_COULD_NOT = 3 };

static enum exit_code exit_code_of(enum status status, enum command_phase phase)
{
    if (status != STATUS_OK && phase == COMMAND_READING_ARGUMENTS) {
        return EXIT_USAGE;
    }
    switch (status) {
    case STATUS_OK:
        return EXIT_GOOD;
    case STATUS_INVALID:
    case STATUS_NOT_FOUND:
    case STATUS_CONFLICT:
    case STATUS_TOO_LARGE:
        return EXIT_FINDINGS;
    case STATUS_FORBIDDEN:
    case STATUS_PRECONDITION:
    case STATUS_UNAVAILABLE:
    case STATUS_INTERNAL:
        return EXIT_COULD_NOT;
    }
    return EXIT_COULD_NOT;
}

static void print_help(FILE *stream)
{
    (void)fputs("usage: ibest-pack COMMAND ...\n\n"
                "Makes course packages for learning management systems.\n\n",
                stream);
    for (size_t i = 0; COMMANDS[i] != NULL; i++) {
        (void)fprintf(stream, "  %-8s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
    }
    (void)fputs("\n'ibest-pack COMMAND --help' tells more; 'ibest-pack --version' the version.\n"
                "Exit codes: 0 good, 1 findings, 2 usage, 3 could not.\n",
                stream);
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; COMMANDS[i] != NULL; i++) {
        if (strcmp(COMMANDS[i]->name, name) == 0) {
            return COMMANDS[i];
        }
    }
    return NULL;
}

/* What was asked for and could not be printed, on a full disk say, was not given. */
static enum exit_code end_output(void)
{
    if (fflush(stdout) == 0 && ferror(stdout) == 0) {
        return EXIT_GOOD;
    }
    (void)fputs("ibest-pack: the answer cannot be written to standard output\n", stderr);
    return EXIT_COULD_NOT;
}

static enum exit_code run(const struct command *command, int count, char **arguments)
{
    struct error error = {0};
    enum command_phase phase = COMMAND_READING_ARGUMENTS;
    enum status status = command->run(count, arguments, &phase, &error);
    enum exit_code code = exit_code_of(status, phase);
    /* Findings begin with file and line, as editors like to read them. */
    if (code != EXIT_GOOD) {
        (void)fprintf(stderr, "%s%s\n", code == EXIT_FINDINGS ? "" : "ibest-pack: ", error.message);
        return code;
    }
    return end_output();
}

int main(int count, char **arguments)
{
    const char *name = count > 1 ? arguments[1] : "";
    if (strcmp(name, "--help") == 0) {
        print_help(stdout);
        return end_output();
    }
    if (strcmp(name, "--version") == 0) {
        (void)puts("ibest-pack " IBEST_VERSION);
        return end_output();
    }
    const struct command *command = find_command(name);
    if (command == NULL) {
        (void)fprintf(stderr, "ibest-pack: there is no command '%s'\n", name);
        print_help(stderr);
        return EXIT_USAGE;
    }
    return (int)run(command, count - 2, arguments + 2);
}
