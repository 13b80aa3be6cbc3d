/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs people list and journal: accounts that are one person, and how that came about. */
#include "commands/people_actions.h"

#include "base/json.h"
#include "base/timestamp.h"
#include "commands/store_line.h"
#include "store/roster.h"

#include <stdio.h>

struct listing {
    json_t *list; /* NULL: print */
};

static enum status append(struct listing *listing, json_t *row, struct error *error)
{
    if (row == NULL || json_array_append_new(listing->list, row) != 0) {
        return FAIL(error, STATUS_INTERNAL, "an account is not text");
    }
    return STATUS_OK;
}

static enum status list_account(void *context, const struct person_account *account,
                                struct error *error)
{
    struct listing *listing = context;
    if (listing->list == NULL) {
        (void)printf("%.*s  %.*s  (%.*s)\n", TEXT_ARGUMENTS(account->person),
                     TEXT_ARGUMENTS(account->account), TEXT_ARGUMENTS(account->why));
        return STATUS_OK;
    }
    return append(listing,
                  json_pack("{s:s%, s:s%, s:s%}", "person", account->person.data,
                            account->person.length, "account", account->account.data,
                            account->account.length, "why", account->why.data, account->why.length),
                  error);
}

static enum status list_entry(void *context, const struct person_entry *entry, struct error *error)
{
    struct listing *listing = context;
    char at[TIMESTAMP_SIZE];
    timestamp_format(entry->at_us, at);
    if (listing->list == NULL) {
        (void)printf("%lld  %.19sZ  %.*s%s  %.*s%s%.*s  by %.*s: %.*s\n", (long long)entry->number,
                     at, TEXT_ARGUMENTS(entry->action), entry->is_undone ? " (taken back)" : "",
                     TEXT_ARGUMENTS(entry->account), entry->other.length > 0 ? " = " : "",
                     TEXT_ARGUMENTS(entry->other), TEXT_ARGUMENTS(entry->who),
                     TEXT_ARGUMENTS(entry->why));
        return STATUS_OK;
    }
    return append(listing,
                  json_pack("{s:I, s:s, s:s%, s:b, s:s%, s:s%, s:s%, s:s%}", "number",
                            (json_int_t)entry->number, "at", at, "action", entry->action.data,
                            entry->action.length, "undone", entry->is_undone, "account",
                            entry->account.data, entry->account.length, "other", entry->other.data,
                            entry->other.length, "by", entry->who.data, entry->who.length, "why",
                            entry->why.data, entry->why.length),
                  error);
}

static enum status list_accounts(struct store *store, struct listing *listing, struct error *error)
{
    return store_list_person_accounts(store, list_account, listing, error);
}

static enum status list_entries(struct store *store, struct listing *listing, struct error *error)
{
    return store_list_person_entries(store, list_entry, listing, error);
}

static enum status run(const char *command, const char *summary,
                       enum status (*list)(struct store *, struct listing *, struct error *),
                       int count, char **arguments, struct error *error)
{
    struct settings settings = {0};
    const char *as_json = NULL;
    const struct option_row rows[] = {
        {.name = "json", .help = "print a list as JSON", .value = &as_json}, {.name = NULL}};
    const struct option_table table = {
        .command = command, .usage = "[OPTIONS]", .summary = summary, .rows = rows};
    struct options_result result;
    enum status status = store_line_read(&table, count, arguments, &settings, &result, error);
    if (status != STATUS_OK || result.is_help) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    AUTO(json_release) json_t *accounts = as_json == NULL ? NULL : json_array();
    struct listing listing = {accounts};
    const struct store_options options = {.beside = true, .existing = true};
    status = store_open(settings.store, &options, &store, error);
    status = status == STATUS_OK ? list(store, &listing, error) : status;
    if (status == STATUS_OK && accounts != NULL &&
        (json_dumpf(accounts, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF)) {
        return FAIL(error, STATUS_UNAVAILABLE, "the list can't be written to the output");
    }
    return status;
}

static enum status run_list(int count, char **arguments, struct error *error)
{
    return run("ibest-lrs people list",
               "Prints accounts that are one person with others: the person, the account, why. "
               "The server may run.",
               list_accounts, count, arguments, error);
}

static enum status run_journal(int count, char **arguments, struct error *error)
{
    return run("ibest-lrs people journal",
               "Prints what was decided, by whom and why, and when rosters were imported. The "
               "server may run.",
               list_entries, count, arguments, error);
}

const struct command people_action_list = {
    .name = "list", .summary = "accounts that are one person", .run = run_list};
const struct command people_action_journal = {
    .name = "journal", .summary = "what was decided, by whom and why", .run = run_journal};
