/* SPDX-License-Identifier: Apache-2.0 */

/* Who an account is, in all of its accounts, and erasing them. */
#include "people/people.h"

#include "people/persons.h"

#include <string.h>

/* ---- who ---- */

enum status people_check_account(struct text account, struct error *error)
{
    static const char *const prefixes[] = {"account:", "mailto:", "sha1:", "openid:"};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (text_starts_with(account, prefixes[i]) && account.length > strlen(prefixes[i]) &&
            account.length <= PEOPLE_ACCOUNT_MAX && text_is_utf8(account)) {
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID,
                "'%.*s' is no account; write it as reports do: "
                "'account:https://lms.example.org|NAME' or 'mailto:name@example.org'",
                account.length > 100 ? 100 : (int)account.length, account.data);
}

struct identifying {
    struct arena *arena;
    struct text account;
    struct text person; /* of the account */
    struct text *keys;
    size_t count;
    size_t capacity;
};

static void add(struct identifying *identifying, struct text key)
{
    const struct identifiers known = {identifying->keys, identifying->count};
    if (key.length == 0 || identifiers_have(&known, key)) {
        return;
    }
    identifying->keys = arena_grow(identifying->arena, identifying->keys, identifying->count,
                                   &identifying->capacity, sizeof *identifying->keys);
    identifying->keys[identifying->count++] =
        (struct text){arena_copy(identifying->arena, key), key.length};
}

static enum status find_person(void *context, const struct person_account *account,
                               struct error *error)
{
    (void)error;
    struct identifying *identifying = context;
    if (text_equals(account->account, identifying->account)) {
        identifying->person =
            (struct text){arena_copy(identifying->arena, account->person), account->person.length};
    }
    return STATUS_OK;
}

static enum status add_account(void *context, const struct person_account *account,
                               struct error *error)
{
    (void)error;
    struct identifying *identifying = context;
    if (text_equals(account->person, identifying->person)) {
        add(identifying, account->account);
    }
    return STATUS_OK;
}

static enum status add_mbox(void *context, const struct stint *stint, struct error *error)
{
    (void)error;
    struct identifying *identifying = context;
    const struct identifiers known = {identifying->keys, identifying->count};
    if (identifiers_have(&known, stint->account)) {
        add(identifying, stint->values[STINT_MBOX]);
    }
    return STATUS_OK;
}

enum status people_identify(struct store *store, struct text account, struct arena *arena,
                            struct identifiers *out, struct error *error)
{
    struct identifying identifying = {.arena = arena, .account = account};
    enum status status = people_check_account(account, error);
    add(&identifying, account);
    if (status == STATUS_OK) {
        status = store_list_person_accounts(store, find_person, &identifying, error);
    }
    if (status == STATUS_OK && identifying.person.data != NULL) {
        status = store_list_person_accounts(store, add_account, &identifying, error);
    }
    if (status == STATUS_OK) {
        status = store_list_stints(store, add_mbox, &identifying, error);
    }
    *out = (struct identifiers){identifying.keys, identifying.count};
    return status;
}

/* ---- erasing ---- */

struct erase_write {
    struct store_write write; /* first: apply() gets back from it */
    const struct erasure_request *request;
    enum people_erase_mode mode;
    bool is_whole; /* it was rolled back as a dry run is */
    struct people_erased erased;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct erase_write *erase = (struct erase_write *)write;
    const struct identifiers *who = &erase->request->who;
    struct people_change ignored;
    erase->erased = (struct people_erased){.people = {0}};
    enum status status =
        transaction_erase(transaction, erase->request, &erase->erased.store, error);
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        status =
            transaction_forget_account(transaction, who->keys[i], &erase->erased.people, error);
    }
    status = status == STATUS_OK ? persons_refresh(transaction, &ignored, error) : status;
    erase->is_whole = status == STATUS_OK;
    if (status == STATUS_OK && erase->mode == PEOPLE_ERASE_DRY_RUN) {
        return FAIL(error, STATUS_PRECONDITION, "a dry run erases nothing");
    }
    return status;
}

enum status people_erase(struct store *store, const struct erasure_request *request,
                         enum people_erase_mode mode, struct people_erased *out,
                         struct error *error)
{
    struct erase_write erase = {
        .write = {.apply = apply, .takes_all = true}, .request = request, .mode = mode};
    enum status status = store_write_and_wait(store, &erase.write, error);
    bool is_dry = mode == PEOPLE_ERASE_DRY_RUN && status == STATUS_PRECONDITION && erase.is_whole;
    if (status != STATUS_OK && !is_dry) {
        return status;
    }
    *out = erase.erased;
    return is_dry ? STATUS_OK : store_sweep_erased(store, error);
}
