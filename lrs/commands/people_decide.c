/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs people merge, split and undo: decisions about which accounts are one person. */
#include "commands/people_actions.h"

#include "commands/store_line.h"
#include "people/people.h"

#include <stdio.h>
#include <stdlib.h>

/* What the three differ in. */
struct deciding {
    const char *command;
    const char *usage;
    const char *summary;
    int positionals;
    enum status (*decide)(struct store *store, const char *const *positional,
                          struct people_decision *decision, struct people_change *out,
                          struct error *error);
};

static enum status merge(struct store *store, const char *const *positional,
                         struct people_decision *decision, struct people_change *out,
                         struct error *error)
{
    decision->account = text_of(positional[0]);
    decision->other = text_of(positional[1]);
    return people_merge(store, decision, out, error);
}

static enum status split(struct store *store, const char *const *positional,
                         struct people_decision *decision, struct people_change *out,
                         struct error *error)
{
    decision->account = text_of(positional[0]);
    return people_split(store, decision, out, error);
}

static enum status undo(struct store *store, const char *const *positional,
                        struct people_decision *decision, struct people_change *out,
                        struct error *error)
{
    (void)decision;
    char *end = NULL;
    long long number = strtoll(positional[0], &end, 10);
    if (*end != '\0' || end == positional[0]) {
        return FAIL(error, STATUS_INVALID,
                    "'%s' is no number of the journal; see 'ibest-lrs people journal'",
                    positional[0]);
    }
    return people_undo(store, number, out, error);
}

static enum status run(const struct deciding *deciding, int count, char **arguments,
                       struct error *error)
{
    struct settings settings = {0};
    struct people_decision decision = {.who = "unknown", .why = ""};
    const struct option_row rows[] = {{.name = "by",
                                       .value_name = "NAME",
                                       .help = "who decides, for the journal",
                                       .environment = "USER",
                                       .value = &decision.who},
                                      {.name = "why",
                                       .value_name = "TEXT",
                                       .help = "the reason, for the journal",
                                       .value = &decision.why},
                                      {.name = NULL}};
    const struct option_table table = {.command = deciding->command,
                                       .usage = deciding->usage,
                                       .summary = deciding->summary,
                                       .positional_limit = deciding->positionals,
                                       .rows = rows};
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &settings, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    if (result.positional_count != deciding->positionals) {
        return FAIL(error, STATUS_INVALID, "say %s; see '%s --help'", deciding->usage,
                    deciding->command);
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    struct people_change change = {0};
    status = store_open(settings.store, &options, &store, error);
    if (status == STATUS_OK) {
        status = deciding->decide(store, result.positional, &decision, &change, error);
    }
    if (status == STATUS_OK) {
        (void)printf("accounts that are one person with others: %zu more or moved, %zu fewer\n",
                     change.joined, change.parted);
    }
    return status;
}

static enum status run_merge(int count, char **arguments, struct error *error)
{
    static const struct deciding deciding = {
        "ibest-lrs people merge", "ACCOUNT ACCOUNT [OPTIONS]",
        "From now on both accounts are one person. The server may run.", 2, merge};
    return run(&deciding, count, arguments, error);
}

static enum status run_split(int count, char **arguments, struct error *error)
{
    static const struct deciding deciding = {
        "ibest-lrs people split", "ACCOUNT [OPTIONS]",
        "The account is a person of its own, whatever rules say. The server may run.", 1, split};
    return run(&deciding, count, arguments, error);
}

static enum status run_undo(int count, char **arguments, struct error *error)
{
    static const struct deciding deciding = {
        "ibest-lrs people undo", "NUMBER [OPTIONS]",
        "Takes back a merge or a split, by its number in the journal. The server may run.", 1,
        undo};
    return run(&deciding, count, arguments, error);
}

const struct command people_action_merge = {
    .name = "merge", .summary = "two accounts are one person", .run = run_merge};
const struct command people_action_split = {
    .name = "split", .summary = "an account is a person of its own", .run = run_split};
const struct command people_action_undo = {
    .name = "undo", .summary = "take back a merge or a split", .run = run_undo};
