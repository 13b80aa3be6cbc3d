/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile list: the profiles that a store holds statements against. */
#include "commands/profile_actions.h"

#include "base/json.h"
#include "base/timestamp.h"
#include "commands/store_line.h"
#include "store/stored_profiles.h"

#include <inttypes.h>
#include <stdio.h>

struct list_line {
    struct settings settings;
    const char *as_json;
    struct options_result result;
};

static enum status read_line(int count, char **arguments, struct list_line *out,
                             struct error *error)
{
    const struct option_row rows[] = {
        {.name = "json",
         .help = "print [{\"id\":...,\"version\":...,\"templates\":...,\"loaded\":...}]",
         .value = &out->as_json},
        {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs profile list",
        .usage = "[OPTIONS]",
        .summary = "Lists the profiles that the store holds statements against, in the order in "
                   "which they were loaded.",
        .rows = rows,
    };
    return store_line_read(&table, count, arguments, &out->settings, &out->result, error);
}

static enum status print_row(void *context, const struct stored_profile *profile,
                             struct error *error)
{
    (void)context;
    (void)error;
    char loaded[TIMESTAMP_SIZE];
    timestamp_format(profile->loaded_us, loaded);
    (void)printf("%.10s  %9" PRId64 "  %.*s  %.*s\n", loaded, profile->templates,
                 TEXT_ARGUMENTS(profile->id), TEXT_ARGUMENTS(profile->version));
    return STATUS_OK;
}

static enum status add_to_list(void *context, const struct stored_profile *profile,
                               struct error *error)
{
    char loaded[TIMESTAMP_SIZE];
    timestamp_format(profile->loaded_us, loaded);
    json_t *row = json_pack("{s:s%, s:s%, s:I, s:s}", "id", profile->id.data, profile->id.length,
                            "version", profile->version.data, profile->version.length, "templates",
                            (json_int_t)profile->templates, "loaded", loaded);
    if (row == NULL || json_array_append_new(context, row) != 0) {
        return FAIL(error, STATUS_INTERNAL, "a profile's id or version is not text");
    }
    return STATUS_OK;
}

static enum status print_all(struct store *store, bool as_json, struct error *error)
{
    AUTO(json_release) json_t *list = json_array();
    if (!as_json) {
        (void)printf("LOADED      TEMPLATES  PROFILE AND VERSION\n");
    }
    enum status status = store_list_profiles(store, as_json ? add_to_list : print_row, list, error);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_written =
        !as_json || (json_dumpf(list, stdout, JSON_INDENT(2)) == 0 && putchar('\n') != EOF);
    if (!is_written || fflush(stdout) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the list can't be written to the output");
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct list_line line = {.as_json = NULL};
    enum status status = read_line(count, arguments, &line, error);
    if (status != STATUS_OK || line.result.is_help) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    status = store_open(line.settings.store, &options, &store, error);
    return status == STATUS_OK ? print_all(store, line.as_json != NULL, error) : status;
}

const struct command profile_action_list = {
    .name = "list",
    .summary = "list the profiles that are loaded",
    .run = run,
};
