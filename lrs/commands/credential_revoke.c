/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs credential revoke: a key that no longer opens anything. */
#include "commands/credential.h"

#include "access/access.h"
#include "base/options.h"
#include "settings/settings.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { OWN_OPTIONS = 1 };

struct revoke_line {
    struct settings settings;
    const char *key; /* one of the two is given */
    const char *name;
};

static enum status read_line(int count, char **arguments, struct revoke_line *out, bool *helped,
                             struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    rows[row_count] = (struct option_row){.name = "name",
                                          .value_name = "NAME",
                                          .help = "the one of this name, instead of its KEY",
                                          .value = &out->name};
    const struct option_table table = {
        .command = "ibest-lrs credential revoke",
        .usage = "KEY | --name NAME [OPTIONS]",
        .summary = "Deletes a credential. A running server refuses it from then on.",
        .positional_limit = 1,
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    out->key = result.positional_count == 1 ? result.positional[0] : NULL;
    if ((out->key == NULL) == (out->name == NULL)) {
        return FAIL(error, STATUS_INVALID,
                    "say which: either a KEY or --name NAME; 'ibest-lrs credential list' shows "
                    "them");
    }
    return settings_read(&reader, &out->settings, error);
}

struct search {
    const char *name;
    char key[ACCESS_KEY_SIZE];
    size_t count;
};

static enum status compare_name(void *context, const struct credential *credential,
                                struct error *error)
{
    (void)error;
    struct search *search = context;
    if (strcmp(credential->name, search->name) == 0) {
        (void)snprintf(search->key, sizeof search->key, "%s", credential->key);
        search->count++;
    }
    return STATUS_OK;
}

/* Two may have one name; which of them is meant, only the caller knows. */
static enum status find_by_name(struct store *store, struct search *search, struct error *error)
{
    enum status status = store_list_credentials(store, compare_name, search, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (search->count == 0) {
        return FAIL(error, STATUS_NOT_FOUND,
                    "no credential has the name '%s'; 'ibest-lrs credential list' shows them",
                    search->name);
    }
    if (search->count > 1) {
        return FAIL(error, STATUS_CONFLICT,
                    "%zu credentials have the name '%s': give the KEY that 'ibest-lrs credential "
                    "list' shows",
                    search->count, search->name);
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct revoke_line line = {.key = NULL};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    status = store_open(line.settings.store, &options, &store, error);
    struct search search = {.name = line.name};
    if (status == STATUS_OK && line.key == NULL) {
        status = find_by_name(store, &search, error);
    }
    const char *key = line.key == NULL ? search.key : line.key;
    status = status != STATUS_OK ? status : credential_revoke(store, key, error);
    if (status == STATUS_OK && (printf("revoked %s\n", key) < 0 || fflush(stdout) != 0)) {
        return FAIL(error, STATUS_UNAVAILABLE, "it is revoked, but the output can't be written");
    }
    return status;
}

const struct command credential_action_revoke = {
    .name = "revoke",
    .summary = "delete one, at once, by its key or name",
    .run = run,
};
