/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs erase: all that the store knows of a person, gone. store/ERASURE.md is its manual. */
#include "commands/table.h"

#include "base/meter.h"
#include "commands/erase_report.h"
#include "commands/erase_who.h"
#include "commands/store_line.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct erase_line {
    struct settings settings;
    struct erase_who who;
    const char *dry_run;
    const char *yes;
    const char *list;
    const char *as_json;
};

static enum status check_line(const struct erase_line *line, struct error *error)
{
    bool names = line->who.count > 0;
    if (names + (line->who.again != NULL) + (line->list != NULL) != 1) {
        return FAIL(error, STATUS_INVALID,
                    "say whom: --learner IDENTIFIER, or --again FILE, or --list; see 'ibest-lrs "
                    "erase --help'");
    }
    if (line->list == NULL && line->dry_run == NULL && line->yes == NULL &&
        isatty(STDIN_FILENO) == 0) {
        return FAIL(error, STATUS_INVALID,
                    "nothing was erased: nobody can be asked, as standard input is no terminal; "
                    "look at --dry-run first, then say --yes");
    }
    return STATUS_OK;
}

static enum status read_line(int count, char **arguments, struct erase_line *out, bool *helped,
                             struct error *error)
{
    const struct option_row rows[] = {
        {.name = "learner",
         .value_name = "IDENTIFIER",
         .help =
             "as in reports: mailto:…, sha1:…, openid:…, account:HOMEPAGE|NAME; may be repeated",
         .add = erase_who_add,
         .context = &out->who},
        {.name = "person",
         .help = "and all accounts that are one person with it (ibest-lrs people list)",
         .value = &out->who.whole_person},
        {.name = "dry-run", .help = "tell what would go, and keep all", .value = &out->dry_run},
        {.name = "yes", .help = "do not ask", .value = &out->yes},
        {.name = "list",
         .help = "print a digest of each identifier that was erased, for --again",
         .value = &out->list},
        {.name = "again",
         .value_name = "FILE",
         .help = "erase whom such a list tells, after a restore of an older backup",
         .value = &out->who.again},
        {.name = "json", .help = "print figures as JSON", .value = &out->as_json},
        {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs erase",
        .usage = "--learner IDENTIFIER [OPTIONS]",
        .summary =
            "Erases all that the store knows of a learner, for the right to erasure: it cannot be "
            "taken back.\nStatements about others stay, with nobody in the learner's place. What "
            "goes and what stays:\nlrs/store/ERASURE.md. The server must not run.",
        .rows = rows,
    };
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &out->settings, &result, error);
    *helped = status == STATUS_OK && result.is_help;
    return status != STATUS_OK || *helped ? status : check_line(out, error);
}

/* ---- the list ---- */

static enum status print_record(void *context, const struct erasure_record *record,
                                struct error *error)
{
    (void)context;
    AUTO(buffer_finish) struct buffer line = BUFFER_INIT(ERASE_LINE_MAX);
    erasure_write(record, &line);
    if (puts(line.data) == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the list can't be written to the output");
    }
    return STATUS_OK;
}

static enum status list(const struct erase_line *line, struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.beside = true, .existing = true};
    enum status status = store_open(line->settings.store, &options, &store, error);
    return status == STATUS_OK ? store_list_erasures(store, print_record, NULL, error) : status;
}

/* ---- erasing ---- */

static enum status pass(struct store *store, const struct identifiers *who,
                        enum people_erase_mode mode, struct people_erased *out, struct error *error)
{
    struct meter progress = meter_begin("statements");
    const struct erasure_request request = {.who = *who, .watch = meter_show, .context = &progress};
    enum status status = people_erase(store, &request, mode, out, error);
    meter_end(&progress);
    return status;
}

/* Asks on the terminal, where anything but the word is a no. */
static enum status ask(const struct people_erased *erased, struct error *error)
{
    char answer[16] = "";
    erase_report_print(stderr, erased, ERASE_WOULD);
    (void)fprintf(stderr, "This cannot be taken back. Type 'erase' to go on: ");
    if (fgets(answer, sizeof answer, stdin) == NULL || strcmp(answer, "erase\n") != 0) {
        return FAIL(error, STATUS_PRECONDITION, "nothing was erased");
    }
    return STATUS_OK;
}

static enum status erase_in(const struct erase_line *line, struct store *store,
                            struct people_erased *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct identifiers who = {NULL, 0};
    enum status status = erase_who_find(&line->who, store, arena, &who, error);
    if (status == STATUS_OK && (line->dry_run != NULL || line->yes == NULL)) {
        status = pass(store, &who, PEOPLE_ERASE_DRY_RUN, out, error);
    }
    if (status != STATUS_OK || line->dry_run != NULL) {
        return status;
    }
    status = line->yes == NULL ? ask(out, error) : STATUS_OK;
    return status == STATUS_OK ? pass(store, &who, PEOPLE_ERASE, out, error) : status;
}

static enum status erase(const struct erase_line *line, struct people_erased *out,
                         struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.existing = true};
    enum status status = store_open(line->settings.store, &options, &store, error);
    return status == STATUS_OK ? erase_in(line, store, out, error) : status;
}

static enum status scrub(const struct erase_line *line, struct error *error)
{
    enum status status = store_scrub(line->settings.store, error);
    if (status != STATUS_OK) {
        error_locate(error, "all is erased, but bytes of it may be left in free space; mend this, "
                            "and run the same command again");
    }
    return status;
}

static enum status tell_vouched(const struct people_erased *erased, struct error *error)
{
    if (erased->store.vouched == 0) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_PRECONDITION,
                "%lld statements about others have the identifier as their authority, and stay "
                "as they are",
                (long long)erased->store.vouched);
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct erase_line line = {.dry_run = NULL};
    struct people_erased erased = {.people = {0}};
    bool helped = false;
    enum status status = read_line(count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    if (line.list != NULL) {
        return list(&line, error);
    }
    status = erase(&line, &erased, error);
    if (status == STATUS_OK && line.dry_run == NULL) {
        status = scrub(&line, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    enum erase_tense tense = line.dry_run != NULL ? ERASE_WOULD : ERASE_DID;
    if (line.as_json != NULL) {
        status = erase_report_json(&erased, tense, error);
    } else {
        erase_report_print(stdout, &erased, tense);
    }
    return status == STATUS_OK ? tell_vouched(&erased, error) : status;
}

const struct command command_erase = {
    .name = "erase",
    .summary = "erase all that is known of a learner",
    .run = run,
};
