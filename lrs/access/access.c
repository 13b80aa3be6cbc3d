/* SPDX-License-Identifier: Apache-2.0 */

/* Who asks.
 *
 * A secret that passed the slow password hash leaves a trace in a small table: BLAKE2b of the
 * secret and of the stored hash, keyed with random bytes of this process. Later checks compare
 * traces in constant time. What the store says of the key is asked for each request, so that a
 * revoked credential stops at once. The table is direct-mapped (a key has one place), hence
 * bounded; two keys that share a place only cost each other a slow check.
 *
 * Keys are random and no secrets: an unknown one is refused without a hash, though its time tells
 * that it is unknown, because hashes for everyone who asks would be a way to stop the server. */
#include "access/access.h"

#include "access/basic.h"
#include "access/session.h"
#include "base/mem.h"
#include "launch/session.h"

#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

enum { TABLE_SIZE = 256, TRACE_SIZE = 32 };

/* What the store says about a key. */
struct found {
    struct identity identity;
    char hash[crypto_pwhash_STRBYTES];
};

struct entry {
    char key[ACCESS_KEY_SIZE]; /* empty: the place is free */
    unsigned char trace[TRACE_SIZE];
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
    return STATUS_OK;
}

static void make_trace(const struct access *access, struct text secret, const char *hash,
                       unsigned char out[TRACE_SIZE])
{
    crypto_generichash_state state;
    (void)crypto_generichash_init(&state, access->process_key, sizeof access->process_key,
                                  TRACE_SIZE);
    (void)crypto_generichash_update(&state, (const unsigned char *)hash, strlen(hash) + 1);
    (void)crypto_generichash_update(&state, (const unsigned char *)secret.data, secret.length);
    (void)crypto_generichash_final(&state, out, TRACE_SIZE);
}

static struct entry *place_of(struct access *access, const char *key)
{
    unsigned char digest[crypto_generichash_BYTES_MIN];
    (void)crypto_generichash(digest, sizeof digest, (const unsigned char *)key, strlen(key),
                             access->process_key, sizeof access->process_key);
    return &access->table[digest[0] % TABLE_SIZE];
}

static bool recall(struct access *access, const char *key, const unsigned char trace[TRACE_SIZE])
{
    const struct entry *place = place_of(access, key);
    (void)pthread_mutex_lock(&access->table_lock);
    struct entry entry = *place;
    (void)pthread_mutex_unlock(&access->table_lock);
    return strcmp(entry.key, key) == 0 && sodium_memcmp(entry.trace, trace, TRACE_SIZE) == 0;
}

static void remember(struct access *access, const char *key, const unsigned char trace[TRACE_SIZE])
{
    struct entry *place = place_of(access, key);
    (void)pthread_mutex_lock(&access->table_lock);
    (void)snprintf(place->key, sizeof place->key, "%s", key);
    memcpy(place->trace, trace, TRACE_SIZE);
    (void)pthread_mutex_unlock(&access->table_lock);
}

/* The slow check. Who waited for another one looks first whether that was for the same secret. */
static bool passes_hash(struct access *access, const struct found *found, struct text secret,
                        const unsigned char trace[TRACE_SIZE])
{
    (void)pthread_mutex_lock(&access->hash_lock);
    bool passes = recall(access, found->identity.key, trace) ||
                  crypto_pwhash_str_verify(found->hash, secret.data, secret.length) == 0;
    if (passes) {
        remember(access, found->identity.key, trace);
    }
    (void)pthread_mutex_unlock(&access->hash_lock);
    return passes;
}

static enum status check_secret(struct access *access, const char *key, struct text secret,
                                bool *known, struct found *found, struct error *error)
{
    enum status status = store_find_credential(access->store, key, keep_credential, found, error);
    if (status == STATUS_NOT_FOUND) {
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        return status;
    }
    unsigned char trace[TRACE_SIZE];
    make_trace(access, secret, found->hash, trace);
    *known = recall(access, key, trace) || passes_hash(access, found, secret, trace);
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

enum status access_identify(struct access *access, const char *authorization, bool *known,
                            struct identity *out, struct error *error)
{
    *known = false;
    out->key[0] = '\0';
    char decoded[BASIC_SIZE];
    struct text key_text;
    struct text secret;
    if (authorization == NULL || !basic_read(authorization, decoded, &key_text, &secret) ||
        key_text.length >= ACCESS_KEY_SIZE || key_text.length == 0) {
        return STATUS_OK;
    }
    tell_key(key_text, out);
    if (session_key_read(key_text, &out->session)) {
        enum status checked = session_identify(access->store, secret, known, out, error);
        sodium_memzero(decoded, sizeof decoded);
        return checked;
    }
    char key[ACCESS_KEY_SIZE] = "";
    memcpy(key, key_text.data, key_text.length);
    struct found found = {.hash = ""};
    enum status status = check_secret(access, key, secret, known, &found, error);
    sodium_memzero(decoded, sizeof decoded);
    if (status == STATUS_OK && *known) {
        *out = found.identity;
    }
    return status;
}
