/* SPDX-License-Identifier: Apache-2.0 */

/* Which accounts are one person, found anew from the roster and the journal. */
#ifndef PEOPLE_PERSONS_H
#define PEOPLE_PERSONS_H

#include "people/people.h"

/* An account that shares a rule's key with others is one person with them, unless more accounts
 * than this share it: then it is no key but something like "unknown". */
enum { PERSONS_PER_KEY_MAX = 8 };

/* Finds all persons and writes what differs from what is stored. */
MUST_CHECK enum status persons_refresh(struct transaction *transaction, struct people_change *out,
                                       struct error *error);

/* ---- what is found, without a store ---- */

struct persons;
struct stint;
struct person_entry;
struct person_account;

/* An empty world, owned by the caller. Texts are copied. */
struct persons *persons_create(void);
void persons_destroy(struct persons *persons); /* NULL allowed */
DEFINE_AUTO(struct persons, persons_destroy);

void persons_add_stint(struct persons *persons, const struct stint *stint);
/* In the order of the journal. */
void persons_add_entry(struct persons *persons, const struct person_entry *entry);

/* Gets each account that shares its person, by account. */
typedef enum status (*persons_visitor)(void *context, const struct person_account *account,
                                       struct error *error);
MUST_CHECK enum status persons_find(struct persons *persons, persons_visitor visit, void *context,
                                    struct error *error);

#endif
