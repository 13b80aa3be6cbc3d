/* SPDX-License-Identifier: Apache-2.0 */

/* Persons: accounts joined by rules and by hand.
 *
 * Nothing is changed step by step. All is found anew from the roster and from the decisions that
 * were not taken back, in their order, so that taking one back restores exactly what would have
 * been without it. A union-find over some hundred thousand accounts takes less than reading them.
 */
#include "people/persons.h"

#include "base/mem.h"
#include "people/rules.h"
#include "store/roster.h"

#include <stdint.h>

static const char by_hand[] = "by hand";
static const char merge[] = "merge";
static const char split[] = "split";

struct account {
    struct text key;
    size_t parent; /* of the union-find; the root is the smallest */
    const char *why;
    struct text roster; /* of a root: the first account of the person with stints */
    bool has_stints;
    bool is_split;
    bool is_shared; /* with others */
};

/* An account has a rule's key. */
struct claim {
    const struct person_rule *rule;
    struct text key;
    struct text account;
};

/* Two accounts are one person by hand. */
struct bond {
    struct text left;
    struct text right;
};

struct persons {
    struct arena *arena;
    struct account *accounts;
    size_t account_count;
    size_t account_capacity;
    struct claim *claims;
    size_t claim_count;
    size_t claim_capacity;
    struct bond *bonds;
    size_t bond_count;
    size_t bond_capacity;
    struct text *splits;
    size_t split_count;
    size_t split_capacity;
};

struct persons *persons_create(void)
{
    struct persons *persons = MEM_NEW(struct persons);
    persons->arena = arena_create();
    return persons;
}

void persons_destroy(struct persons *persons)
{
    if (persons != NULL) {
        arena_destroy(persons->arena);
        free(persons);
    }
}

/* ---- what is known ---- */

static struct text keep(struct persons *persons, struct text text)
{
    return (struct text){arena_copy(persons->arena, text), text.length};
}

static void add_account(struct persons *persons, struct text key, bool has_stints)
{
    persons->accounts = arena_grow(persons->arena, persons->accounts, persons->account_count,
                                   &persons->account_capacity, sizeof *persons->accounts);
    persons->accounts[persons->account_count++] =
        (struct account){.key = key, .has_stints = has_stints};
}

static void add_claim(struct persons *persons, const struct claim *claim)
{
    persons->claims = arena_grow(persons->arena, persons->claims, persons->claim_count,
                                 &persons->claim_capacity, sizeof *persons->claims);
    persons->claims[persons->claim_count++] = *claim;
}

void persons_add_stint(struct persons *persons, const struct stint *stint)
{
    struct text account = keep(persons, stint->account);
    add_account(persons, account, true);
    for (const struct person_rule *rule = person_rules; rule->name != NULL; rule++) {
        struct text key = rule->key(stint, persons->arena);
        if (key.data == NULL) {
            continue;
        }
        struct claim claim = {rule, keep(persons, key), account};
        add_claim(persons, &claim);
        if (rule->is_account && !text_equals(claim.key, account)) {
            add_account(persons, claim.key, false);
            claim.account = claim.key;
            add_claim(persons, &claim);
        }
    }
}

static void add_bond(struct persons *persons, struct text left, struct text right)
{
    persons->bonds = arena_grow(persons->arena, persons->bonds, persons->bond_count,
                                &persons->bond_capacity, sizeof *persons->bonds);
    persons->bonds[persons->bond_count++] = (struct bond){left, right};
}

/* A split undoes all merges of the account before it. */
static void add_split(struct persons *persons, struct text account)
{
    size_t kept = 0;
    for (size_t i = 0; i < persons->bond_count; i++) {
        const struct bond *bond = &persons->bonds[i];
        if (!text_equals(bond->left, account) && !text_equals(bond->right, account)) {
            persons->bonds[kept++] = *bond;
        }
    }
    persons->bond_count = kept;
    persons->splits = arena_grow(persons->arena, persons->splits, persons->split_count,
                                 &persons->split_capacity, sizeof *persons->splits);
    persons->splits[persons->split_count++] = account;
}

void persons_add_entry(struct persons *persons, const struct person_entry *entry)
{
    if (entry->is_undone) {
        return;
    }
    struct text account = keep(persons, entry->account);
    if (text_is(entry->action, merge)) {
        struct text other = keep(persons, entry->other);
        add_account(persons, account, false);
        add_account(persons, other, false);
        add_bond(persons, account, other);
    } else if (text_is(entry->action, split)) {
        add_account(persons, account, false);
        add_split(persons, account);
    }
}

/* ---- order ---- */

static int compare_accounts(const void *left, const void *right)
{
    return text_compare(((const struct account *)left)->key, ((const struct account *)right)->key);
}

static int compare_claims(const void *left_claim, const void *right_claim)
{
    const struct claim *left = left_claim;
    const struct claim *right = right_claim;
    if (left->rule != right->rule) {
        return left->rule < right->rule ? -1 : 1;
    }
    int order = text_compare(left->key, right->key);
    return order != 0 ? order : text_compare(left->account, right->account);
}

/* Sorts accounts, each once. */
static void sort_accounts(struct persons *persons)
{
    size_t kept = 0;
    if (persons->account_count > 0) {
        qsort(persons->accounts, persons->account_count, sizeof *persons->accounts,
              compare_accounts);
    }
    for (size_t i = 0; i < persons->account_count; i++) {
        struct account *account = &persons->accounts[i];
        if (kept > 0 && text_equals(persons->accounts[kept - 1].key, account->key)) {
            persons->accounts[kept - 1].has_stints |= account->has_stints;
            continue;
        }
        persons->accounts[kept] = *account;
        persons->accounts[kept].parent = kept;
        kept++;
    }
    persons->account_count = kept;
}

static size_t find_account(const struct persons *persons, struct text key)
{
    const struct account wanted = {.key = key};
    const struct account *found = bsearch(&wanted, persons->accounts, persons->account_count,
                                          sizeof *persons->accounts, compare_accounts);
    return (size_t)(found - persons->accounts);
}

/* ---- joining ---- */

static size_t root_of(struct persons *persons, size_t at)
{
    struct account *accounts = persons->accounts;
    while (accounts[at].parent != at) {
        accounts[at].parent = accounts[accounts[at].parent].parent;
        at = accounts[at].parent;
    }
    return at;
}

static void join(struct persons *persons, size_t left, size_t right, const char *why)
{
    struct account *accounts = persons->accounts;
    accounts[left].why = accounts[left].why == NULL ? why : accounts[left].why;
    accounts[right].why = accounts[right].why == NULL ? why : accounts[right].why;
    size_t left_root = root_of(persons, left);
    size_t right_root = root_of(persons, right);
    size_t root = left_root < right_root ? left_root : right_root;
    accounts[left_root].parent = root;
    accounts[right_root].parent = root;
}

/* The claims from `begin` on have one key of one rule up to *out_end; how many accounts do they
 * name? */
static size_t count_accounts(const struct persons *persons, size_t begin, size_t *out_end)
{
    const struct claim *claims = persons->claims;
    size_t count = 1;
    size_t at = begin + 1;
    for (; at < persons->claim_count && claims[at].rule == claims[begin].rule &&
           text_equals(claims[at].key, claims[begin].key);
         at++) {
        count += !text_equals(claims[at].account, claims[at - 1].account);
    }
    *out_end = at;
    return count;
}

static void join_by_key(struct persons *persons, size_t begin, size_t end)
{
    size_t first = SIZE_MAX;
    for (size_t i = begin; i < end; i++) {
        size_t account = find_account(persons, persons->claims[i].account);
        if (persons->accounts[account].is_split) {
            continue;
        }
        if (first != SIZE_MAX && first != account) {
            join(persons, first, account, persons->claims[i].rule->name);
        }
        first = first == SIZE_MAX ? account : first;
    }
}

static void join_by_rules(struct persons *persons)
{
    if (persons->claim_count > 0) {
        qsort(persons->claims, persons->claim_count, sizeof *persons->claims, compare_claims);
    }
    for (size_t begin = 0, end = 0; begin < persons->claim_count; begin = end) {
        if (count_accounts(persons, begin, &end) <= PERSONS_PER_KEY_MAX) {
            join_by_key(persons, begin, end);
        }
    }
}

static void join_by_hand(struct persons *persons)
{
    for (size_t i = 0; i < persons->split_count; i++) {
        persons->accounts[find_account(persons, persons->splits[i])].is_split = true;
    }
    for (size_t i = 0; i < persons->bond_count; i++) {
        join(persons, find_account(persons, persons->bonds[i].left),
             find_account(persons, persons->bonds[i].right), by_hand);
    }
}

/* An account without stints has those of the first of its person that has any. */
static void find_rosters(struct persons *persons)
{
    for (size_t i = 0; i < persons->account_count; i++) {
        struct account *root = &persons->accounts[root_of(persons, i)];
        const struct account *account = &persons->accounts[i];
        root->is_shared = root->is_shared || account != root;
        if (account->has_stints && root->roster.data == NULL) {
            root->roster = account->key;
        }
    }
}

enum status persons_find(struct persons *persons, persons_visitor visit, void *context,
                         struct error *error)
{
    sort_accounts(persons);
    join_by_hand(persons);
    join_by_rules(persons);
    find_rosters(persons);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < persons->account_count && status == STATUS_OK; i++) {
        const struct account *account = &persons->accounts[i];
        const struct account *root = &persons->accounts[root_of(persons, i)];
        if (!root->is_shared) {
            continue;
        }
        struct text roster = account->has_stints ? account->key : root->roster;
        const struct person_account found = {.account = account->key,
                                             .person = root->key,
                                             .roster = roster.data == NULL ? text_of("") : roster,
                                             .why = text_of(account->why)};
        status = visit(context, &found, error);
    }
    return status;
}

/* ---- the store's ---- */

struct refresh {
    struct transaction *transaction;
    struct arena *arena;
    struct person_account *stored; /* by account */
    size_t stored_count;
    size_t stored_capacity;
    size_t at; /* of those behind which all was compared */
    struct people_change change;
};

static enum status add_stint(void *context, const struct stint *stint, struct error *error)
{
    (void)error;
    persons_add_stint(context, stint);
    return STATUS_OK;
}

static enum status add_entry(void *context, const struct person_entry *entry, struct error *error)
{
    (void)error;
    persons_add_entry(context, entry);
    return STATUS_OK;
}

static enum status keep_stored(void *context, const struct person_account *account,
                               struct error *error)
{
    (void)error;
    struct refresh *refresh = context;
    refresh->stored = arena_grow(refresh->arena, refresh->stored, refresh->stored_count,
                                 &refresh->stored_capacity, sizeof *refresh->stored);
    const struct text *from = &account->account;
    struct text copies[4];
    for (size_t i = 0; i < sizeof copies / sizeof copies[0]; i++) {
        copies[i] = (struct text){arena_copy(refresh->arena, from[i]), from[i].length};
    }
    refresh->stored[refresh->stored_count++] =
        (struct person_account){copies[0], copies[1], copies[2], copies[3]};
    return STATUS_OK;
}

static enum status part(struct refresh *refresh, struct error *error)
{
    struct text account = refresh->stored[refresh->at++].account;
    refresh->change.parted++;
    return transaction_delete_person_account(refresh->transaction, account, error);
}

/* Stored rows before `account`, which nothing found has come to, are gone. */
static enum status part_before(struct refresh *refresh, struct text account, struct error *error)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && refresh->at < refresh->stored_count &&
           text_compare(refresh->stored[refresh->at].account, account) < 0) {
        status = part(refresh, error);
    }
    return status;
}

static enum status compare(void *context, const struct person_account *found, struct error *error)
{
    struct refresh *refresh = context;
    refresh->change.found++;
    enum status status = part_before(refresh, found->account, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct person_account *stored =
        refresh->at < refresh->stored_count ? &refresh->stored[refresh->at] : NULL;
    if (stored == NULL || !text_equals(stored->account, found->account)) {
        refresh->change.joined++;
        return transaction_put_person_account(refresh->transaction, found, error);
    }
    refresh->at++;
    bool is_moved = !text_equals(stored->person, found->person);
    refresh->change.joined += is_moved;
    if (!is_moved && text_equals(stored->roster, found->roster) &&
        text_equals(stored->why, found->why)) {
        return STATUS_OK;
    }
    refresh->change.rewritten += !is_moved;
    return transaction_put_person_account(refresh->transaction, found, error);
}

static enum status refresh_all(struct refresh *refresh, struct error *error)
{
    AUTO(persons_destroy) struct persons *persons = persons_create();
    struct transaction *transaction = refresh->transaction;
    enum status status = transaction_list_stints(transaction, add_stint, persons, error);
    if (status == STATUS_OK) {
        status = transaction_list_person_entries(transaction, add_entry, persons, error);
    }
    if (status == STATUS_OK) {
        status = transaction_list_person_accounts(transaction, keep_stored, refresh, error);
    }
    if (status == STATUS_OK) {
        status = persons_find(persons, compare, refresh, error);
    }
    while (status == STATUS_OK && refresh->at < refresh->stored_count) {
        status = part(refresh, error);
    }
    return status;
}

enum status persons_refresh(struct transaction *transaction, struct people_change *out,
                            struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct refresh refresh = {.transaction = transaction, .arena = arena};
    enum status status = refresh_all(&refresh, error);
    if (status == STATUS_OK) {
        *out = refresh.change;
    }
    return status;
}
