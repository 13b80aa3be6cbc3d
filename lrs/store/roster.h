/* SPDX-License-Identifier: Apache-2.0 */

/* What the store keeps of people: who worked where and when, which accounts are one person, and the
 * journal of what was decided about that. Rows only; what they mean is people/'s. Visitors get
 * borrowed values, valid during the call only; texts are written as they are. */
#ifndef STORE_ROSTER_H
#define STORE_ROSTER_H

#include "store/store.h"

/* The texts of a row of the roster; empty is what is not known. */
enum stint_column {
    STINT_MBOX, /* agent_key() of the e-mail address */
    STINT_ORGANISATION,
    STINT_PROFESSION,
    STINT_REGISTRATION,
    STINT_STAFF_GROUP,
    STINT_BAND,
    STINT_SITE,
    STINT_COLUMNS,
};

/* A span of one account's time, [from_us, to_us), in which all of this holds. */
struct stint {
    struct text account; /* agent_key() */
    int64_t from_us;
    int64_t to_us;
    struct text values[STINT_COLUMNS];
};
typedef enum status (*stint_visitor)(void *context, const struct stint *stint, struct error *error);

/* Adds the stint, or replaces the one of its account and from_us. */
MUST_CHECK enum status transaction_put_stint(struct transaction *transaction,
                                             const struct stint *stint, struct error *error);
/* All, by account and from_us. The visitor may not write. */
MUST_CHECK enum status transaction_list_stints(struct transaction *transaction, stint_visitor visit,
                                               void *context, struct error *error);
MUST_CHECK enum status store_list_stints(struct store *store, stint_visitor visit, void *context,
                                         struct error *error);

/* How many rows that name an account were removed, or changed. */
struct forgotten_account {
    int64_t stints;
    int64_t mboxes;  /* taken out of stints of other accounts */
    int64_t entries; /* of the journal */
};

/* Removes the account's stints and the entries of the journal that name it, and takes it out of
 * others' stints where it is their e-mail address. Adds to *out. Persons are to be found anew. */
MUST_CHECK enum status transaction_forget_account(struct transaction *transaction,
                                                  struct text account,
                                                  struct forgotten_account *out,
                                                  struct error *error);

/* ---- persons ---- */

/* An account that shares its person with others. Those that do not have no row. */
struct person_account {
    struct text account; /* agent_key() */
    struct text person;  /* the first account of the person, by bytes */
    struct text roster;  /* the account whose stints count for this one; empty: none has any */
    struct text why;     /* the rule's name, or "by hand" */
};
typedef enum status (*person_account_visitor)(void *context, const struct person_account *account,
                                              struct error *error);

MUST_CHECK enum status transaction_put_person_account(struct transaction *transaction,
                                                      const struct person_account *account,
                                                      struct error *error);
MUST_CHECK enum status transaction_delete_person_account(struct transaction *transaction,
                                                         struct text account, struct error *error);
/* All, by account. */
MUST_CHECK enum status transaction_list_person_accounts(struct transaction *transaction,
                                                        person_account_visitor visit, void *context,
                                                        struct error *error);
/* All, by person and account. */
MUST_CHECK enum status store_list_person_accounts(struct store *store, person_account_visitor visit,
                                                  void *context, struct error *error);

/* A decision about which accounts are one person, or what followed from one. */
struct person_entry {
    int64_t number; /* from 1, in order; the store's when it is put */
    struct text action;
    struct text account;
    struct text other; /* empty: none */
    struct text who;
    struct text why;
    int64_t at_us; /* the store's when it is put */
    bool is_undone;
};
typedef enum status (*person_entry_visitor)(void *context, const struct person_entry *entry,
                                            struct error *error);

MUST_CHECK enum status transaction_put_person_entry(struct transaction *transaction,
                                                    const struct person_entry *entry,
                                                    struct error *error);
/* Notes that the entry of this number counts no more, or again. */
MUST_CHECK enum status transaction_undo_person_entry(struct transaction *transaction,
                                                     int64_t number, bool is_undone,
                                                     struct error *error);
/* All, the first one first. */
MUST_CHECK enum status transaction_list_person_entries(struct transaction *transaction,
                                                       person_entry_visitor visit, void *context,
                                                       struct error *error);
MUST_CHECK enum status store_list_person_entries(struct store *store, person_entry_visitor visit,
                                                 void *context, struct error *error);

#endif
