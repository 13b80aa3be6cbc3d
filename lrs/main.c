/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs: finds the command, and turns its status into an exit code. */
#include "commands/table.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum exit_code { EXIT_GOOD = 0, EXIT_FINDINGS = 1, EXIT_USAGE = 2, EXIT_COULD_NOT = 3 };

static void print_help(void)
{
    (void)printf("usage: ibest-lrs COMMAND [OPTIONS]\n\n"
                 "A Learning Record Store (xAPI 1.0.3 and 2.0) with reports on progress.\n\n");
    for (const struct command *const *at = command_table; *at != NULL; at++) {
        (void)printf("  %-12s %s\n", (*at)->name, (*at)->summary);
    }
    (void)printf("\n  --help       this text; behind a command, its options\n"
                 "  --version    the program's version\n");
}

static const struct command *find_command(const char *name)
{
    for (const struct command *const *at = command_table; *at != NULL; at++) {
        if (strcmp((*at)->name, name) == 0) {
            return *at;
        }
    }
    return NULL;
}

/* What was asked for and could not be printed, on a full disk say, was not given. */
static int end_output(void)
{
    if (fflush(stdout) == 0 && ferror(stdout) == 0) {
        return EXIT_GOOD;
    }
    (void)fputs("ibest-lrs: the answer cannot be written to standard output\n", stderr);
    return EXIT_COULD_NOT;
}

static int run_command(const struct command *command, int count, char **arguments)
{
    struct error error = {.status = STATUS_OK};
    enum status status = command->run(count, arguments, &error);
    if (status == STATUS_OK) {
        return end_output();
    }
    (void)fprintf(stderr, "ibest-lrs %s: %s\n", command->name, error.message);
    if (status == STATUS_PRECONDITION) {
        int ended = end_output();
        return ended == EXIT_GOOD ? EXIT_FINDINGS : ended;
    }
    return status == STATUS_INVALID ? EXIT_USAGE : EXIT_COULD_NOT;
}

int main(int count, char **arguments)
{
    /* Stores, backups and exports hold learners: what is made here is its owner's alone. */
    (void)umask(S_IRWXG | S_IRWXO);
    const char *name = count > 1 ? arguments[1] : "";
    if (strcmp(name, "--help") == 0) {
        print_help();
        return end_output();
    }
    if (strcmp(name, "--version") == 0) {
        (void)printf("ibest-lrs %s\n", IBEST_VERSION);
        return end_output();
    }
    const struct command *command = find_command(name);
    if (command == NULL) {
        (void)fprintf(stderr, "ibest-lrs: '%s' is no command; see ibest-lrs --help\n", name);
        return EXIT_USAGE;
    }
    return run_command(command, count - 2, arguments + 2);
}
