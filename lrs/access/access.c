/* SPDX-License-Identifier: Apache-2.0 */

/* Who asks.
 *
 * A credential that passed the slow password hash leaves an entry in a small table, under a digest
 * of the Authorization header that is keyed with random bytes of this process; digests are compared
 * in constant time. As long as no credential has changed since (the store tells by a number,
 * whichever process changed one), and for a second at most, the entry is the answer. Else the store
 * is asked again, and the entry's trace, a keyed digest of the secret and the stored hash, spares
 * the slow hash if that is the same. The table is direct-mapped, hence bounded; two credentials
 * that share a place only cost each other a slow check.
 *
 * Keys are random and no secrets: an unknown one is refused without a hash, though its time tells
 * that it is unknown, because hashes for everyone who asks would be a way to stop the server. */
#include "access/access.h"

#include "access/basic.h"
#include "access/session.h"
#include "base/clock.h"
#include "base/mem.h"
#include "launch/session.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { TABLE_SIZE = 256, DIGEST_LENGTH = 32, TRUSTED_FOR_US = 1000000 };

/* What the store says about a key. */
struct found {
    struct identity identity;
    char hash[crypto_pwhash_STRBYTES];
};

struct entry {
    unsigned char digest[DIGEST_LENGTH]; /* of the header */
    unsigned char trace[DIGEST_LENGTH];
    struct identity identity; /* the key is empty: the place is free */
    int64_t change;           /* store_credentials_change() before the store was asked */
    int64_t asked_us;         /* then */
};

struct access {
    struct store *store;
    pthread_mutex_t table_lock;
    pthread_mutex_t hash_lock; /* one slow hash at a time bounds memory and the harm of guessing */
    unsigned char process_key[crypto_generichash_KEYBYTES];
    struct entry table[TABLE_SIZE];
};

enum status access_create(struct store *store, struct access **out, struct error *error)
{
    if (sodium_init() < 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "this machine gives no secure random numbers");
    }
    struct access *access = MEM_NEW(struct access);
    access->store = store;
    (void)pthread_mutex_init(&access->table_lock, NULL);
    (void)pthread_mutex_init(&access->hash_lock, NULL);
    randombytes_buf(access->process_key, sizeof access->process_key);
    *out = access;
    return STATUS_OK;
}

void access_destroy(struct access *access)
{
    if (access == NULL) {
        return;
    }
    (void)pthread_mutex_destroy(&access->table_lock);
    (void)pthread_mutex_destroy(&access->hash_lock);
    sodium_memzero(access, sizeof *access);
    free(access);
}

static enum status keep_credential(void *context, const struct credential *credential,
                                   struct error *error)
{
    struct found *found = context;
    size_t hash_length = strlen(credential->secret_hash);
    if (strlen(credential->key) >= ACCESS_KEY_SIZE || hash_length >= sizeof found->hash) {
        return FAIL(error, STATUS_INTERNAL, "a stored credential is too long");
    }
    memcpy(found->identity.key, credential->key, strlen(credential->key) + 1);
    memcpy(found->hash, credential->secret_hash, hash_length + 1);
    (void)snprintf(found->identity.name, sizeof found->identity.name, "%s", credential->name);
    found->identity.permissions = scopes_permissions(credential->scopes);
    if (strlen(credential->disclosure) >= ACCESS_DISCLOSURE_SIZE ||
        strlen(credential->organisation) >= ACCESS_ORGANISATION_SIZE) {
        return FAIL(error, STATUS_INTERNAL, "a stored credential is too long"); /* never less */
    }
    (void)snprintf(found->identity.disclosure, ACCESS_DISCLOSURE_SIZE, "%s",
                   credential->disclosure);
    (void)snprintf(found->identity.organisation, ACCESS_ORGANISATION_SIZE, "%s",
                   credential->organisation);
    found->identity.strict_profiles = credential->strict_profiles;
    return STATUS_OK;
}

/* One request's look at its credential. */
struct look {
    struct access *access;
    unsigned char digest[DIGEST_LENGTH];
    unsigned char trace[DIGEST_LENGTH];
    int64_t change;
    int64_t now_us;
};

static struct look look_begin(struct access *access, const char *authorization)
{
    struct look look = {.access = access,
                        .change = store_credentials_change(access->store),
                        .now_us = clock_monotonic_us()};
    (void)crypto_generichash(look.digest, DIGEST_LENGTH, (const unsigned char *)authorization,
                             strlen(authorization), access->process_key,
                             sizeof access->process_key);
    return look;
}

static void make_trace(struct look *look, struct text secret, const char *hash)
{
    const struct access *access = look->access;
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, access->process_key, sizeof access->process_key,
                                  DIGEST_LENGTH);
    (void)crypto_generichash_update(&state, (const unsigned char *)hash, strlen(hash) + 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)secret.data, secret.length);
    (void)crypto_generichash_final(&state, look->trace, DIGEST_LENGTH);
}

static struct entry *place_of(const struct look *look)
{
    return &look->access->table[look->digest[0] % TABLE_SIZE];
}

/* The entry of this very header, if there is one. */
static bool recall(const struct look *look, struct entry *out)
{
    (void)pthread_mutex_lock(&look->access->table_lock);
    *out = *place_of(look);
    (void)pthread_mutex_unlock(&look->access->table_lock);
    return out->identity.key[0] != '\0' &&
           sodium_memcmp(out->digest, look->digest, DIGEST_LENGTH) == 0;
}

static bool is_trusted(const struct look *look, const struct entry *entry)
{
    return entry->change == look->change && look->change != STORE_CHANGE_UNKNOWN &&
           look->now_us - entry->asked_us < TRUSTED_FOR_US;
}

static void remember(const struct look *look, const struct identity *identity)
{
    struct entry entry = {.identity = *identity, .change = look->change, .asked_us = look->now_us};
    memcpy(entry.digest, look->digest, DIGEST_LENGTH);
    memcpy(entry.trace, look->trace, DIGEST_LENGTH);
    (void)pthread_mutex_lock(&look->access->table_lock);
    *place_of(look) = entry;
    (void)pthread_mutex_unlock(&look->access->table_lock);
}

static bool has_passed(const struct look *look)
{
    struct entry entry;
    return recall(look, &entry) && sodium_memcmp(entry.trace, look->trace, DIGEST_LENGTH) == 0;
}

/* The slow check. Who waited for another one looks first whether that was for the same secret. */
static bool passes_hash(const struct look *look, const struct found *found, struct text secret)
{
    (void)pthread_mutex_lock(&look->access->hash_lock);
    bool passes =
        has_passed(look) || crypto_pwhash_str_verify(found->hash, secret.data, secret.length) == 0;
    if (passes) {
        remember(look, &found->identity);
    }
    (void)pthread_mutex_unlock(&look->access->hash_lock);
    return passes;
}

static enum status check_secret(struct look *look, const char *key, struct text secret, bool *known,
                                struct found *found, struct error *error)
{
    enum status status =
        store_find_credential(look->access->store, key, keep_credential, found, error);
    if (status == STATUS_NOT_FOUND) {
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        return status;
    }
    make_trace(look, secret, found->hash);
    *known = has_passed(look);
    if (*known) {
        remember(look, &found->identity);
    } else {
        *known = passes_hash(look, found, secret);
    }
    return STATUS_OK;
}

/* A secret is longer than a key: one sent in its place is not told, and thus not logged. */
static void tell_key(struct text key, struct identity *out)
{
    bool is_plain = key.length == CREDENTIAL_KEY_LENGTH;
    for (size_t i = 0; i < key.length && is_plain; i++) {
        is_plain = strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
                          key.data[i]) != NULL &&
                   key.data[i] != '\0';
    }
    if (is_plain) {
        memcpy(out->key, key.data, key.length);
        out->key[key.length] = '\0';
    }
}

/* What the table does not tell. */
static enum status ask_store(struct look *look, const char *authorization, bool *known,
                             struct identity *out, struct error *error)
{
    char decoded[BASIC_SIZE];
    struct text key_text;
    struct text secret;
    if (!basic_read(authorization, decoded, &key_text, &secret) ||
        key_text.length >= ACCESS_KEY_SIZE || key_text.length == 0) {
        return STATUS_OK;
    }
    tell_key(key_text, out);
    if (session_key_read(key_text, &out->session)) {
        enum status checked = session_identify(look->access->store, secret, known, out, error);
        sodium_memzero(decoded, sizeof decoded);
        return checked;
    }
    char key[ACCESS_KEY_SIZE] = "";
    memcpy(key, key_text.data, key_text.length);
    struct found found = {.hash = ""};
    enum status status = check_secret(look, key, secret, known, &found, error);
    sodium_memzero(decoded, sizeof decoded);
    if (status == STATUS_OK && *known) {
        *out = found.identity;
    }
    return status;
}

enum status access_identify(struct access *access, const char *authorization, bool *known,
                            struct identity *out, struct error *error)
{
    *known = false;
    out->key[0] = '\0';
    if (authorization == NULL) {
        return STATUS_OK;
    }
    struct look look = look_begin(access, authorization);
    struct entry entry;
    if (recall(&look, &entry) && is_trusted(&look, &entry)) {
        *known = true;
        *out = entry.identity;
        return STATUS_OK;
    }
    return ask_store(&look, authorization, known, out, error);
}
