/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile remove: statements are not held against a profile any more. */
#include "commands/profile_actions.h"

#include "base/meter.h"
#include "commands/settle_line.h"
#include "commands/store_line.h"
#include "store/stored_profiles.h"

#include <stdio.h>

struct remove_line {
    struct settings settings;
    struct options_result result;
};

static enum status read_line(int count, char **arguments, struct remove_line *out,
                             struct error *error)
{
    static const struct option_row rows[] = {{.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs profile remove",
        .usage = "IRI [OPTIONS]",
        .summary = "Removes a profile from the store, by the IRI that 'ibest-lrs profile list' "
                   "shows. Statements stay\nas they are. The server may run: it notices.",
        .positional_limit = 1,
        .rows = rows,
    };
    enum status status =
        store_line_read(&table, count, arguments, &out->settings, &out->result, error);
    if (status == STATUS_OK && !out->result.is_help && out->result.positional_count == 0) {
        return FAIL(error, STATUS_INVALID,
                    "say which; 'ibest-lrs profile list' shows those that are loaded");
    }
    return status;
}

struct removing {
    struct store_write write; /* first */
    struct profile_removal removal;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    return transaction_remove_profile(transaction, &((const struct removing *)write)->removal,
                                      error);
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct remove_line line = {.result = {0}};
    enum status status = read_line(count, arguments, &line, error);
    if (status != STATUS_OK || line.result.is_help) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    struct meter progress = meter_begin("statements");
    const char *id = line.result.positional[0];
    struct removing removing = {.write = {.apply = apply, .takes_all = true},
                                .removal = {.id = id, .watch = meter_show, .context = &progress}};
    status = store_open(line.settings.store, &options, &store, error);
    status = status == STATUS_OK ? store_write_and_wait(store, &removing.write, error) : status;
    meter_end(&progress);
    status = status == STATUS_OK ? settle_histories(store, error) : status;
    if (status == STATUS_OK && (printf("removed %s\n", id) < 0 || fflush(stdout) != 0)) {
        return FAIL(error, STATUS_UNAVAILABLE, "it is removed, but the output can't be written");
    }
    return status;
}

const struct command profile_action_remove = {
    .name = "remove",
    .summary = "remove a profile from the store",
    .run = run,
};
