/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs launch: an address at which one learner opens one AU, as POST /launch gives it. The
 * server begins the session when the address is used, as only it writes statements. */
#include "commands/table.h"

#include "base/json.h"
#include "base/options.h"
#include "launch/launch.h"
#include "settings/settings.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

enum { OWN_OPTIONS = 7 };

/* The options that are members of the request, by its names. */
static const struct {
    const char *option;
    const char *member;
    const char *value_name;
    const char *help;
} member_table[] = {
    {"course", "course", "ID", "the course's id in its course structure"},
    {"au", "au", "ID", "the AU's id in the course structure"},
    {"actor", "actor", "JSON", "the learner: {\"account\":{\"homePage\":…,\"name\":…}}"},
    {"registration", "registration", "UUID", "else the learner's latest, or a new one"},
    {"mode", "launchMode", "MODE", "Normal, Browse or Review (Normal)"},
    {"return-url", "returnURL", "URL", "where the learner goes on leaving"},
};
enum { MEMBER_COUNT = sizeof member_table / sizeof member_table[0] };

struct launch_write {
    struct store_write write; /* first */
    struct launch_request request;
    struct launch launch;
    struct arena *arena;
    const char *public_url;
};

static enum status prepare(struct transaction *transaction, struct store_write *write,
                           struct error *error)
{
    struct launch_write *self = (struct launch_write *)write;
    return launch_prepare(transaction, &self->request, self->public_url, self->arena, &self->launch,
                          error);
}

static enum status print_launch(const struct launch *launch, bool as_json, struct error *error)
{
    char registration[UUID_TEXT_SIZE];
    uuid_format(&launch->registration, registration);
    int printed = as_json ? printf("{\"url\":\"%.*s\",\"registration\":\"%s\",\"activityId\":\"%s\""
                                   ",\"launchMethod\":\"%s\"}\n",
                                   TEXT_ARGUMENTS(launch->url), registration, launch->activity,
                                   launch->needs_own_window ? "OwnWindow" : "AnyWindow")
                          : printf("%.*s\n", TEXT_ARGUMENTS(launch->url));
    if (printed < 0 || fflush(stdout) != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the address can't be written to the output");
    }
    return STATUS_OK;
}

/* The same JSON as POST /launch takes, so that both are read alike. */
static enum status make_body(const char *const *values, struct arena *arena, struct text *out,
                             struct error *error)
{
    AUTO(json_release) json_t *body = json_object();
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        json_t *value = NULL;
        if (values[i] == NULL) {
            continue;
        }
        if (strcmp(member_table[i].option, "actor") != 0) {
            value = json_string(values[i]);
        } else if (json_read(text_of(values[i]), "--actor", &value, error) != STATUS_OK) {
            return STATUS_INVALID;
        }
        if (value == NULL) {
            return FAIL(error, STATUS_INVALID, "--%s: is not UTF-8", member_table[i].option);
        }
        (void)json_object_set_new(body, member_table[i].member, value);
    }
    AUTO(free) char *text = json_dumps(body, JSON_COMPACT);
    *out = text_of(arena_copy_string(arena, text == NULL ? "{}" : text));
    return STATUS_OK;
}

static enum status launch(const char *const *values, const struct settings *settings, bool as_json,
                          struct error *error)
{
    char public_url[SETTINGS_URL_SIZE];
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    struct launch_write write = {.write.apply = prepare, .arena = arena, .public_url = public_url};
    struct text body = {NULL, 0};
    enum status status = settings_public_url(settings, public_url, error);
    status = status != STATUS_OK ? status : make_body(values, arena, &body, error);
    status = status != STATUS_OK ? status : launch_request_read(body, arena, &write.request, error);
    write.request.launched_by = text_of("ibest-lrs launch");
    status = status != STATUS_OK ? status : store_open(settings->store, &options, &store, error);
    status = status != STATUS_OK ? status : store_write_and_wait(store, &write.write, error);
    return status != STATUS_OK ? status : print_launch(&write.launch, as_json, error);
}

static enum status run(int count, char **arguments, struct error *error)
{
    const char *values[MEMBER_COUNT] = {NULL};
    const char *as_json = NULL;
    struct settings_reader reader;
    struct option_row rows[SETTINGS_MAX + OWN_OPTIONS + 1] = {{0}};
    size_t row_count = settings_option_rows(SETTINGS_STORE | SETTINGS_ADDRESS, &reader, rows);
    for (size_t i = 0; i < MEMBER_COUNT; i++) {
        rows[row_count++] = (struct option_row){.name = member_table[i].option,
                                                .value_name = member_table[i].value_name,
                                                .help = member_table[i].help,
                                                .value = &values[i]};
    }
    rows[row_count] = (struct option_row){
        .name = "json", .help = "print {\"url\":…,\"registration\":…}", .value = &as_json};
    const struct option_table table = {
        .command = "ibest-lrs launch",
        .usage = "--course ID --au ID --actor JSON [OPTIONS]",
        .summary = "Prints an address, good for an hour and once, at which a learner opens an AU.",
        .rows = rows,
    };
    struct options_result result;
    struct settings settings = {0};
    enum status status = options_read(&table, count, arguments, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    status = settings_read(&reader, &settings, error);
    return status != STATUS_OK ? status : launch(values, &settings, as_json != NULL, error);
}

const struct command command_launch = {
    .name = "launch",
    .summary = "make an address at which a learner opens an imported course",
    .run = run,
};
