/* SPDX-License-Identifier: Apache-2.0 */

/* Noticing costs one look at the highest number, once a transaction: within it nobody else can load
 * any. */
#include "store/loaded_profiles.h"

#include "base/mem.h"
#include "matching/matching.h"
#include "store/stored_profiles.h"

static _Atomic uint64_t last_serial;

/* ---- reading ---- */

struct reading_profiles {
    int64_t only;
    struct arena *arena;
    struct loaded_profile *items;
    size_t count;
    size_t capacity;
};

static bool has_patterns(const struct profile *profile)
{
    for (size_t i = 0; i < profile->pattern_count; i++) {
        if (profile->patterns[i].is_primary) {
            return true;
        }
    }
    return false;
}

/* One that was loaded by a program that could read it, and cannot be read here, says nothing of
 * statements; they are stored all the same. */
static enum status add(void *context, const struct stored_profile *stored, struct error *error)
{
    (void)error;
    struct reading_profiles *reading = context;
    if (reading->only != LOADED_PROFILES_ALL && reading->only != stored->number) {
        return STATUS_OK;
    }
    struct error unreadable = {.status = STATUS_OK};
    struct profile *profile = ARENA_NEW(reading->arena, struct profile);
    struct findings *findings = MEM_NEW(struct findings);
    enum status status =
        profile_read(stored->text, "profile", reading->arena, profile, findings, &unreadable);
    free(findings);
    if (status != STATUS_OK) {
        return STATUS_OK;
    }
    reading->items = arena_grow(reading->arena, reading->items, reading->count, &reading->capacity,
                                sizeof *reading->items);
    reading->items[reading->count++] =
        (struct loaded_profile){.number = stored->number,
                                .matcher = matcher_make(profile, reading->arena),
                                .has_patterns = has_patterns(profile)};
    return STATUS_OK;
}

#define LAST_NUMBER "SELECT max(number) FROM profile WHERE number > $1"

/* The value is one that no command binds, so that an answer that was foreseen stays true
 * (backend.h). */
static enum status find_last(struct connection *connection, int64_t *out, struct error *error)
{
    *out = 0;
    return connection_integer(connection, LAST_NUMBER, VALUES(value_integer(INT64_MIN)), out,
                              error);
}

void loaded_profiles_foresee(struct connection *connection)
{
    connection_foresee(connection, LAST_NUMBER, VALUES(value_integer(INT64_MIN)));
}

enum status loaded_profiles_read(struct connection *connection, int64_t only,
                                 struct loaded_profiles **out, struct error *error)
{
    AUTO(loaded_profiles_destroy)
    struct loaded_profiles *profiles = MEM_NEW(struct loaded_profiles);
    profiles->arena = arena_create();
    struct reading_profiles reading = {.only = only, .arena = profiles->arena};
    enum status status = find_last(connection, &profiles->last, error);
    if (status == STATUS_OK) {
        status = connection_list_profiles(connection, add, &reading, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    profiles->serial = atomic_fetch_add(&last_serial, 1) + 1;
    profiles->items = reading.items;
    profiles->count = reading.count;
    *out = TAKE(profiles);
    return STATUS_OK;
}

void loaded_profiles_destroy(struct loaded_profiles *profiles)
{
    if (profiles != NULL) {
        arena_destroy(profiles->arena);
        free(profiles);
    }
}

/* ---- the store's set ---- */

struct loaded_profiles *loaded_profiles_hold(struct store *store)
{
    (void)pthread_mutex_lock(&store->profiles_mutex);
    struct loaded_profiles *profiles = store->profiles;
    if (profiles != NULL) {
        profiles->users++;
    }
    (void)pthread_mutex_unlock(&store->profiles_mutex);
    return profiles;
}

void loaded_profiles_release(struct store *store, struct loaded_profiles *profiles)
{
    if (profiles == NULL) {
        return;
    }
    (void)pthread_mutex_lock(&store->profiles_mutex);
    bool is_last = --profiles->users == 0;
    (void)pthread_mutex_unlock(&store->profiles_mutex);
    if (is_last) {
        loaded_profiles_destroy(profiles);
    }
}

/* The store is a user, too. */
static void replace(struct store *store, struct loaded_profiles *profiles)
{
    if (profiles != NULL) {
        profiles->users = 1;
    }
    (void)pthread_mutex_lock(&store->profiles_mutex);
    struct loaded_profiles *before = store->profiles;
    store->profiles = profiles;
    (void)pthread_mutex_unlock(&store->profiles_mutex);
    loaded_profiles_release(store, before);
}

/* ---- in a transaction, on the one thread that replaces the set ---- */

static enum status find_anew(struct transaction *transaction, struct error *error)
{
    struct loaded_profiles *profiles = NULL;
    enum status status =
        loaded_profiles_read(transaction->connection, LOADED_PROFILES_ALL, &profiles, error);
    if (status == STATUS_OK) {
        replace(transaction->store, profiles);
        transaction->reads_profiles = true;
    }
    return status;
}

enum status loaded_profiles_find(struct transaction *transaction,
                                 const struct loaded_profiles **out, struct error *error)
{
    struct store *store = transaction->store;
    enum status status = STATUS_OK;
    int64_t last = 0;
    if (!transaction->knows_profiles) {
        status = find_last(transaction->connection, &last, error);
        if (status == STATUS_OK && (store->profiles == NULL || store->profiles->last != last)) {
            status = find_anew(transaction, error);
        }
        transaction->knows_profiles = status == STATUS_OK;
    }
    *out = store->profiles;
    return status;
}

void loaded_profiles_doubt(struct transaction *transaction)
{
    replace(transaction->store, NULL);
    transaction->knows_profiles = false;
}

void loaded_profiles_forget(struct transaction *transaction)
{
    if (transaction->reads_profiles) {
        replace(transaction->store, NULL);
    }
    transaction->reads_profiles = false;
    transaction->knows_profiles = false;
}
