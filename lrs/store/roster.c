/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of the roster, of accounts that are one person, and of the journal. */
#include "store/roster.h"

#include "store/internal.h"
#include "store/row_walk.h"
#include "store/segments.h"

/* ---- stints ---- */

enum { STINT_FIRST_VALUE = 3 };

static enum status visit_stint(struct cursor *cursor, const struct row_walk *walk,
                               struct error *error)
{
    struct stint stint = {.account = cursor_text(cursor, 0),
                          .from_us = cursor_integer(cursor, 1),
                          .to_us = cursor_integer(cursor, 2)};
    for (size_t i = 0; i < STINT_COLUMNS; i++) {
        stint.values[i] = cursor_text(cursor, STINT_FIRST_VALUE + i);
    }
    return ((stint_visitor)walk->visit)(walk->context, &stint, error);
}

static struct row_walk stints(stint_visitor visit, void *context)
{
    return (struct row_walk){"SELECT account, from_us, to_us, mbox, organisation, profession, "
                             "registration, staff_group, band, site FROM roster "
                             "ORDER BY account, from_us",
                             visit_stint, (row_visitor)visit, context};
}

enum status transaction_put_stint(struct transaction *transaction, const struct stint *stint,
                                  struct error *error)
{
    struct value values[STINT_FIRST_VALUE + STINT_COLUMNS] = {
        value_text(stint->account), value_integer(stint->from_us), value_integer(stint->to_us)};
    for (size_t i = 0; i < STINT_COLUMNS; i++) {
        values[STINT_FIRST_VALUE + i] = value_text(stint->values[i]);
    }
    segments_doubt_all(transaction->segments);
    return connection_run(
        transaction->connection,
        "INSERT INTO roster (account, from_us, to_us, mbox, organisation, profession, "
        "registration, staff_group, band, site) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
        "ON CONFLICT (account, from_us) DO UPDATE SET to_us = excluded.to_us, "
        "mbox = excluded.mbox, organisation = excluded.organisation, "
        "profession = excluded.profession, registration = excluded.registration, "
        "staff_group = excluded.staff_group, band = excluded.band, site = excluded.site",
        values, sizeof values / sizeof values[0], error);
}

enum status transaction_list_stints(struct transaction *transaction, stint_visitor visit,
                                    void *context, struct error *error)
{
    const struct row_walk walk = stints(visit, context);
    return row_walk(transaction->connection, &walk, error);
}

enum status store_list_stints(struct store *store, stint_visitor visit, void *context,
                              struct error *error)
{
    const struct row_walk walk = stints(visit, context);
    return row_walk_beside(store, &walk, error);
}

enum status transaction_forget_account(struct transaction *transaction, struct text account,
                                       struct forgotten_account *out, struct error *error)
{
    const struct {
        const char *count;
        const char *change;
        int64_t *changed;
    } steps[] = {
        {"SELECT count(*) FROM roster WHERE account = $1", "DELETE FROM roster WHERE account = $1",
         &out->stints},
        {"SELECT count(*) FROM roster WHERE mbox = $1",
         "UPDATE roster SET mbox = '' WHERE mbox = $1", &out->mboxes},
        {"SELECT count(*) FROM person_journal WHERE account = $1 OR other = $1",
         "DELETE FROM person_journal WHERE account = $1 OR other = $1", &out->entries},
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0] && status == STATUS_OK; i++) {
        int64_t count = 0;
        status = connection_integer(transaction->connection, steps[i].count,
                                    VALUES(value_text(account)), &count, error);
        if (status == STATUS_OK && count > 0) {
            segments_doubt_all(transaction->segments);
            *steps[i].changed += count;
            status = connection_run(transaction->connection, steps[i].change,
                                    VALUES(value_text(account)), error);
        }
    }
    return status;
}

/* ---- persons ---- */

static enum status visit_account(struct cursor *cursor, const struct row_walk *walk,
                                 struct error *error)
{
    const struct person_account account = {.account = cursor_text(cursor, 0),
                                           .person = cursor_text(cursor, 1),
                                           .roster = cursor_text(cursor, 2),
                                           .why = cursor_text(cursor, 3)};
    return ((person_account_visitor)walk->visit)(walk->context, &account, error);
}

enum status transaction_put_person_account(struct transaction *transaction,
                                           const struct person_account *account,
                                           struct error *error)
{
    segments_doubt_all(transaction->segments);
    return connection_run(
        transaction->connection,
        "INSERT INTO person_account (account, person, roster, why) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (account) DO UPDATE SET person = excluded.person, roster = excluded.roster, "
        "why = excluded.why",
        VALUES(value_text(account->account), value_text(account->person),
               value_text(account->roster), value_text(account->why)),
        error);
}

enum status transaction_delete_person_account(struct transaction *transaction, struct text account,
                                              struct error *error)
{
    segments_doubt_all(transaction->segments);
    return connection_run(transaction->connection, "DELETE FROM person_account WHERE account = $1",
                          VALUES(value_text(account)), error);
}

#define ACCOUNT_QUERY "SELECT account, person, roster, why FROM person_account "

enum status transaction_list_person_accounts(struct transaction *transaction,
                                             person_account_visitor visit, void *context,
                                             struct error *error)
{
    const struct row_walk walk = {ACCOUNT_QUERY "ORDER BY account", visit_account,
                                  (row_visitor)visit, context};
    return row_walk(transaction->connection, &walk, error);
}

enum status store_list_person_accounts(struct store *store, person_account_visitor visit,
                                       void *context, struct error *error)
{
    const struct row_walk walk = {ACCOUNT_QUERY "ORDER BY person, account", visit_account,
                                  (row_visitor)visit, context};
    return row_walk_beside(store, &walk, error);
}

/* ---- the journal ---- */

static enum status visit_entry(struct cursor *cursor, const struct row_walk *walk,
                               struct error *error)
{
    const struct person_entry entry = {.number = cursor_integer(cursor, 0),
                                       .action = cursor_text(cursor, 1),
                                       .account = cursor_text(cursor, 2),
                                       .other = cursor_text(cursor, 3),
                                       .who = cursor_text(cursor, 4),
                                       .why = cursor_text(cursor, 5),
                                       .at_us = cursor_integer(cursor, 6),
                                       .is_undone = cursor_integer(cursor, 7) != 0};
    return ((person_entry_visitor)walk->visit)(walk->context, &entry, error);
}

static struct row_walk entries(person_entry_visitor visit, void *context)
{
    return (struct row_walk){"SELECT number, action, account, other, who, why, at_us, undone "
                             "FROM person_journal ORDER BY number",
                             visit_entry, (row_visitor)visit, context};
}

/* Writers take turns, so the next number is free whoever asks for it. */
enum status transaction_put_person_entry(struct transaction *transaction,
                                         const struct person_entry *entry, struct error *error)
{
    int64_t last = 0;
    enum status status = connection_integer(
        transaction->connection, "SELECT max(number) FROM person_journal", NO_VALUES, &last, error);
    if (status != STATUS_OK) {
        return status;
    }
    return connection_run(transaction->connection,
                          "INSERT INTO person_journal (number, action, account, other, who, why, "
                          "at_us, undone) VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
                          VALUES(value_integer(last + 1), value_text(entry->action),
                                 value_text(entry->account), value_text(entry->other),
                                 value_text(entry->who), value_text(entry->why),
                                 value_integer(store_stamp_us(transaction->store))),
                          error);
}

enum status transaction_undo_person_entry(struct transaction *transaction, int64_t number,
                                          bool is_undone, struct error *error)
{
    return connection_run(transaction->connection,
                          "UPDATE person_journal SET undone = $1 WHERE number = $2",
                          VALUES(value_integer(is_undone), value_integer(number)), error);
}

enum status transaction_list_person_entries(struct transaction *transaction,
                                            person_entry_visitor visit, void *context,
                                            struct error *error)
{
    const struct row_walk walk = entries(visit, context);
    return row_walk(transaction->connection, &walk, error);
}

enum status store_list_person_entries(struct store *store, person_entry_visitor visit,
                                      void *context, struct error *error)
{
    const struct row_walk walk = entries(visit, context);
    return row_walk_beside(store, &walk, error);
}
