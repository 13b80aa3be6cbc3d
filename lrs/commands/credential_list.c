/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs credential list: who may ask this server, and for what; never a secret. */
#include "commands/credential.h"

#include "base/json.h"
#include "base/options.h"
#include "base/timestamp.h"
#include "settings/settings.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { OWN_OPTIONS = 1, KEY_WIDTH = 20, NAME_WIDTH = 24 };

/* Pads by characters, since names may be in any language. */
static int padding(const char *text, int width)
{
    int characters = 0;
    for (const char *at = text; *at != '\0'; at++) {
        characters += ((unsigned char)*at & 0xC0) != 0x80 ? 1 : 0;
    }
    return characters < width ? width - characters : 0;
}

static enum status print_row(void *context, const struct credential *credential,
                             struct error *error)
{
    (void)context;
    (void)error;
    char made[TIMESTAMP_SIZE];
    timestamp_format(credential->created_us, made);
    (void)printf("%-*s  %.10s  %s%*s  %s%s%s%s%s%s\n", KEY_WIDTH, credential->key, made,
                 credential->name, padding(credential->name, NAME_WIDTH), "", credential->scopes,
                 credential->disclosure[0] == '\0' ? "" : " disclosure ", credential->disclosure,
                 credential->organisation[0] == '\0' ? "" : " organisation ",
                 credential->organisation, credential->strict_profiles ? " strict profiles" : "");
    return STATUS_OK;
}

static json_t *split_scopes(const char *scopes)
{
    json_t *list = json_array();
    struct text rest = text_of(scopes);
    struct text name;
    while (text_split(&rest, ' ', &name)) {
        (void)json_array_append_new(list, json_stringn(name.data, name.length));
    }
    return list;
}

static enum status add_to_list(void *context, const struct credential *credential,
                               struct error *error)
{
    char made[TIMESTAMP_SIZE];
    timestamp_format(credential->created_us, made);
    json_t *row =
        json_pack("{s:s, s:s, s:o, s:s, s:s, s:b, s:s}", "key", credential->key, "name",
                  credential->name, "scopes", split_scopes(credential->scopes), "disclosure",
                  credential->disclosure, "organisation", credential->organisation,
                  "strict_profiles", credential->strict_profiles, "created", made);
    if (row == NULL || json_array_append_new(context, row) != 0) {
        return FAIL(error, STATUS_INTERNAL, "the credential '%s' is not text", credential->key);
    }
    return STATUS_OK;
}

static enum status print_all(struct store *store, bool as_json, struct error *error)
{
    AUTO(json_release) json_t *list = json_array();
    if (!as_json) {
        (void)printf("%-*s  %-10s  %-*s  %s\n", KEY_WIDTH, "KEY", "MADE", NAME_WIDTH, "NAME",
                     "SCOPES");
    }
    enum status status =
        store_list_credentials(store, as_json ? add_to_list : print_row, list, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (as_json && (json_dumpf(list, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF)) {
        return FAIL(error, STATUS_UNAVAILABLE, "the list can't be written to the output");
    }
    if (fflush(stdout) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the list can't be written to the output");
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE, &reader, rows);
    const char *as_json = NULL;
    rows[row_count] = (struct option_row){
        .name = "json",
        .help = "print [{\"key\":...,\"name\":...,\"scopes\":[...],\"created\":...}]",
        .value = &as_json};
    const struct option_table table = {
        .command = "ibest-lrs credential list",
        .usage = "[OPTIONS]",
        .summary = "Lists the credentials, oldest first, without their secrets.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    struct settings settings = {0};
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    status = settings_read(&reader, &settings, error);
    status = status != STATUS_OK ? status : store_open(settings.store, &options, &store, error);
    return status != STATUS_OK ? status : print_all(store, as_json != NULL, error);
}

const struct command credential_action_list = {
    .name = "list",
    .summary = "list names, keys, scopes and when they were made",
    .run = run,
};
