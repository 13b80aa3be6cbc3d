/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile load: profiles that the store holds statements against from now on. */
#include "commands/profile_actions.h"

#include "base/file.h"
#include "base/meter.h"
#include "commands/profile_report.h"
#include "commands/settle_line.h"
#include "commands/store_line.h"
#include "store/stored_profiles.h"

#include <stdio.h>

struct load_line {
    struct settings settings;
    struct options_result result;
};

static enum status read_line(int count, char **arguments, struct load_line *out,
                             struct error *error)
{
    static const struct option_row rows[] = {{.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs profile load",
        .usage = "FILE.jsonld... [OPTIONS]",
        .summary =
            "Keeps xAPI Profiles in the store, so that statements are held against them. One that "
            "is there\nin another version is replaced. What 'ibest-lrs profile check' finds is "
            "told, and keeps none\nfrom being loaded. The server may run: it notices.",
        .positional_limit = OPTIONS_POSITIONAL_MAX,
        .rows = rows,
    };
    enum status status =
        store_line_read(&table, count, arguments, &out->settings, &out->result, error);
    if (status == STATUS_OK && !out->result.is_help && out->result.positional_count == 0) {
        return FAIL(error, STATUS_INVALID, "name the files; see 'ibest-lrs profile load --help'");
    }
    return status;
}

/* One file on its way. */
struct loading {
    struct store_write write; /* first */
    struct profile_report report;
    struct profile_load load;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    return transaction_load_profile(transaction, &((struct loading *)write)->load, error);
}

static enum status tell(const struct loading *loading, struct error *error)
{
    const struct profile_load *load = &loading->load;
    const char *id = loading->report.profile.id;
    int printed = 0;
    switch (load->outcome) {
    case PROFILE_LOADED:
        printed = printf("%s: loaded %s, version '%s'\n", loading->report.path, id, load->version);
        break;
    case PROFILE_REPLACED:
        printed = printf("%s: loaded %s, version '%s' in the place of '%s'\n", loading->report.path,
                         id, load->version, load->before);
        break;
    case PROFILE_UNCHANGED:
        printed = printf("%s: %s, version '%s', is loaded already\n", loading->report.path, id,
                         load->version);
        break;
    }
    return printed < 0 || fflush(stdout) != 0
               ? FAIL(error, STATUS_UNAVAILABLE, "it is loaded, but the output can't be written")
               : STATUS_OK;
}

static enum status load_file(struct store *store, const char *path, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(PROFILE_BYTES_MAX);
    struct loading *loading = ARENA_NEW(arena, struct loading);
    struct profile_report *report = &loading->report;
    report->path = path;
    enum status status = file_read(path, PROFILE_BYTES_MAX, &text, error);
    if (status == STATUS_OK) {
        status = profile_read(buffer_text(&text), path, arena, &report->profile, &report->findings,
                              error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    profile_report_print(report);
    loading->write = (struct store_write){.apply = apply, .takes_all = true};
    struct meter progress = meter_begin("statements");
    loading->load = (struct profile_load){.profile = &report->profile,
                                          .text = buffer_text(&text),
                                          .arena = arena,
                                          .watch = meter_show,
                                          .context = &progress};
    status = store_write_and_wait(store, &loading->write, error);
    meter_end(&progress);
    if (status != STATUS_OK) {
        error_locate(error, "%s", path);
        return status;
    }
    return tell(loading, error);
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct load_line line = {.result = {0}};
    enum status status = read_line(count, arguments, &line, error);
    if (status != STATUS_OK || line.result.is_help) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true};
    status = store_open(line.settings.store, &options, &store, error);
    for (int i = 0; i < line.result.positional_count && status == STATUS_OK; i++) {
        status = load_file(store, line.result.positional[i], error);
    }
    return status == STATUS_OK ? settle_histories(store, error) : status;
}

const struct command profile_action_load = {
    .name = "load",
    .summary = "keep profiles in the store, which holds statements against them",
    .run = run,
};
