/* SPDX-License-Identifier: Apache-2.0 */

/* What people decide about accounts: merged, split, taken back. */
#include "people/people.h"

#include "people/persons.h"
#include "store/roster.h"

#include <string.h>

struct decision_write {
    struct store_write write; /* first: apply() gets back from it */
    struct person_entry entry;
    struct people_change change;
};

/* ---- merge and split ---- */

static enum status apply_entry(struct transaction *transaction, struct store_write *write,
                               struct error *error)
{
    struct decision_write *decision = (struct decision_write *)write;
    enum status status = transaction_put_person_entry(transaction, &decision->entry, error);
    return status == STATUS_OK ? persons_refresh(transaction, &decision->change, error) : status;
}

static enum status check_words(const struct people_decision *decision, struct error *error)
{
    if (strlen(decision->who) == 0 || strlen(decision->who) > PEOPLE_WORDS_MAX ||
        strlen(decision->why) > PEOPLE_WORDS_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "say who decides, in up to %d bytes, and why, in as many", PEOPLE_WORDS_MAX);
    }
    return STATUS_OK;
}

static enum status decide(struct store *store, const char *action,
                          const struct people_decision *decision, struct people_change *out,
                          struct error *error)
{
    struct decision_write write = {
        .write.apply = apply_entry,
        .entry = {.action = text_of(action),
                  .account = decision->account,
                  .other = decision->other.data == NULL ? text_of("") : decision->other,
                  .who = text_of(decision->who),
                  .why = text_of(decision->why)}};
    enum status status = people_check_account(decision->account, error);
    status = status == STATUS_OK ? check_words(decision, error) : status;
    status = status == STATUS_OK ? store_write_and_wait(store, &write.write, error) : status;
    if (status == STATUS_OK) {
        *out = write.change;
    }
    return status;
}

enum status people_merge(struct store *store, const struct people_decision *decision,
                         struct people_change *out, struct error *error)
{
    enum status status = people_check_account(decision->other, error);
    if (status == STATUS_OK && text_equals(decision->account, decision->other)) {
        return FAIL(error, STATUS_INVALID, "both are the same account");
    }
    return status == STATUS_OK ? decide(store, "merge", decision, out, error) : status;
}

enum status people_split(struct store *store, const struct people_decision *decision,
                         struct people_change *out, struct error *error)
{
    struct people_decision alone = *decision;
    alone.other = text_of("");
    return decide(store, "split", &alone, out, error);
}

/* ---- taking back ---- */

struct search {
    int64_t number;
    bool is_decision;
    bool is_undone;
};

static enum status look(void *context, const struct person_entry *entry, struct error *error)
{
    (void)error;
    struct search *search = context;
    if (entry->number == search->number) {
        search->is_decision = text_is(entry->action, "merge") || text_is(entry->action, "split");
        search->is_undone = entry->is_undone;
    }
    return STATUS_OK;
}

static enum status apply_undo(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    struct decision_write *decision = (struct decision_write *)write;
    struct search search = {.number = decision->entry.number};
    enum status status = transaction_list_person_entries(transaction, look, &search, error);
    if (status == STATUS_OK && !search.is_decision) {
        return FAIL(error, STATUS_NOT_FOUND,
                    "the journal has no merge or split of number %lld; see 'ibest-lrs people "
                    "journal'",
                    (long long)search.number);
    }
    if (status == STATUS_OK && search.is_undone) {
        return FAIL(error, STATUS_CONFLICT, "number %lld was taken back already",
                    (long long)search.number);
    }
    status = status == STATUS_OK
                 ? transaction_undo_person_entry(transaction, search.number, true, error)
                 : status;
    return status == STATUS_OK ? persons_refresh(transaction, &decision->change, error) : status;
}

enum status people_undo(struct store *store, int64_t number, struct people_change *out,
                        struct error *error)
{
    struct decision_write write = {.write.apply = apply_undo, .entry.number = number};
    enum status status = store_write_and_wait(store, &write.write, error);
    if (status == STATUS_OK) {
        *out = write.change;
    }
    return status;
}
