/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs credential create: a key and a secret for a client, told once. */
#include "commands/credential.h"

#include "access/access.h"
#include "base/options.h"
#include "reports/disclosure.h"
#include "settings/settings.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { SCOPE_NAMES_MAX = 16, OWN_OPTIONS = 6, SCOPE_NAME_SIZE = 64 };

struct request {
    struct settings settings;
    const char *name;
    const char *as_json;
    const char *disclosure;
    const char *organisation;
    const char *strict_profiles;
    char scope_names[SCOPE_NAMES_MAX][SCOPE_NAME_SIZE];
    const char *scopes[SCOPE_NAMES_MAX];
    size_t scope_count;
    bool has_too_many;
};

/* --scope may be repeated, and may hold several names between spaces. */
static void add_scope(void *context, const char *value)
{
    struct request *request = context;
    struct text rest = text_of(value);
    struct text name;
    while (text_split(&rest, ' ', &name)) {
        if (name.length == 0) {
            continue;
        }
        if (request->scope_count == SCOPE_NAMES_MAX || name.length >= SCOPE_NAME_SIZE) {
            request->has_too_many = true;
            return;
        }
        char *copy = request->scope_names[request->scope_count];
        memcpy(copy, name.data, name.length);
        copy[name.length] = '\0';
        request->scopes[request->scope_count++] = copy;
    }
}

static void fill_rows(struct request *request, struct settings_reader *reader,
                      struct option_row *rows)
{
    size_t count = settings_option_rows(SETTINGS_STORE, reader, rows);
    rows[count++] = (struct option_row){.name = "name",
                                        .value_name = "NAME",
                                        .help = "whose it is; shown in statements as authority",
                                        .value = &request->name};
    rows[count++] = (struct option_row){
        .name = "scope",
        .value_name = "SCOPE",
        .help = "what it may do; repeat for more: all, all/read, statements/write, "
                "statements/read, define, state, profile, reports/read, reports/persons, launch",
        .add = add_scope,
        .context = request};
    rows[count++] = (struct option_row){
        .name = "disclosure",
        .value_name = "PROFILE",
        .help = "how reports hide small counts: none, lt5, nhs-digital-2018 or lt10; without it "
                "none if it may read statements, else what serve --disclosure says",
        .value = &request->disclosure};
    rows[count++] = (struct option_row){
        .name = "organisation",
        .value_name = "ODS",
        .help = "reports tell only of the learners of this organisation and of those below it",
        .value = &request->organisation};
    rows[count++] = (struct option_row){
        .name = "strict-profiles",
        .help = "refuse statements that claim a loaded profile and do not keep to it (ibest-lrs "
                "profile load); without it they are noted only",
        .value = &request->strict_profiles};
    rows[count++] = (struct option_row){
        .name = "json", .help = "print {\"key\":...,\"secret\":...}", .value = &request->as_json};
}

static enum status read_request(int count, char **arguments, struct request *out, bool *helped,
                                struct error *error)
{
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    fill_rows(out, &reader, rows);
    const struct option_table table = {
        .command = "ibest-lrs credential create",
        .usage = "--name NAME --scope SCOPE [OPTIONS]",
        .summary = "Makes a key and a secret for a client, and prints them once.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = options_read(&table, count, arguments, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    if (status != STATUS_OK || *helped) {
        return status;
    }
    if (out->name == NULL || out->has_too_many) {
        return FAIL(error, STATUS_INVALID, "%s",
                    out->name == NULL ? "--name: say whose credential it is"
                                      : "--scope: too many or too long");
    }
    return settings_read(&reader, &out->settings, error);
}

static enum status print_credential(const struct new_credential *credential, bool as_json,
                                    struct error *error)
{
    int printed =
        as_json
            ? printf("{\"key\":\"%s\",\"secret\":\"%s\"}\n", credential->key, credential->secret)
            : printf("key     %s\nsecret  %s\nKeep the secret: it is not shown again.\n",
                     credential->key, credential->secret);
    if (printed < 0 || fflush(stdout) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the credential can't be written to the output");
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct request request = {.name = NULL};
    bool helped = false;
    enum status status = read_request(count, arguments, &request, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    char scopes[SCOPES_SIZE];
    status = scopes_normalise(request.scopes, request.scope_count, scopes, error);
    const struct disclosure_profile *profile = NULL;
    if (status == STATUS_OK && request.disclosure != NULL) {
        status = disclosure_find(text_of(request.disclosure), &profile, error);
    }
    const struct credential_terms terms = {.name = request.name,
                                           .scopes = scopes,
                                           .disclosure = request.disclosure,
                                           .organisation = request.organisation,
                                           .strict_profiles = request.strict_profiles != NULL};
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true};
    status =
        status != STATUS_OK ? status : store_open(request.settings.store, &options, &store, error);
    struct new_credential credential;
    status = status != STATUS_OK ? status : credential_create(store, &terms, &credential, error);
    if (status != STATUS_OK) {
        return status;
    }
    return print_credential(&credential, request.as_json != NULL, error);
}

const struct command credential_action_create = {
    .name = "create",
    .summary = "make a key and a secret for a client",
    .run = run,
};
