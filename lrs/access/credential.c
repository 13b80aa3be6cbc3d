/* SPDX-License-Identifier: Apache-2.0 */

/* Making and revoking credentials. */
#include "access/access.h"

#include "access/secret.h"
#include "base/clock.h"

#include <string.h>

enum { KEY_BYTES = 15, SECRET_BYTES = 32 };
_Static_assert(KEY_BYTES * 4 / 3 == CREDENTIAL_KEY_LENGTH, "base64 of KEY_BYTES");

struct credential_write {
    struct store_write write; /* first: apply() gets back from it */
    struct credential credential;
};

static enum status put(struct transaction *transaction, struct store_write *write,
                       struct error *error)
{
    const struct credential_write *self = (const struct credential_write *)write;
    return transaction_put_credential(transaction, &self->credential, error);
}

static enum status check_name(const char *name, struct error *error)
{
    size_t length = strlen(name);
    if (length == 0 || length >= ACCESS_NAME_SIZE || !text_is_utf8(text_of(name))) {
        return FAIL(error, STATUS_INVALID,
                    "a credential's name must have 1 to %d bytes of UTF-8; this one has %zu",
                    ACCESS_NAME_SIZE - 1, length);
    }
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)name[i] < ' ' || name[i] == '\x7f') {
            return FAIL(error, STATUS_INVALID,
                        "a credential's name must not have control characters");
        }
    }
    return STATUS_OK;
}

static bool is_ods_code(const char *code)
{
    size_t length = strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    return length >= 3 && length < ACCESS_ORGANISATION_SIZE && code[length] == '\0';
}

static enum status check_limits(const struct credential_terms *terms, struct error *error)
{
    const unsigned opens =
        PERMISSION_STATEMENTS_READ | PERMISSION_STATE_READ | PERMISSION_PROFILE_READ;
    bool is_limited = terms->organisation != NULL ||
                      (terms->disclosure != NULL && strcmp(terms->disclosure, "none") != 0);
    if (is_limited && (scopes_permissions(terms->scopes) & opens) != 0) {
        return FAIL(error, STATUS_INVALID,
                    "reports cannot be limited for a credential that reads statements or documents "
                    "themselves; leave --disclosure and --organisation out, or give it the scope "
                    "reports/read only");
    }
    if (terms->organisation != NULL && !is_ods_code(terms->organisation)) {
        return FAIL(error, STATUS_INVALID,
                    "--organisation: '%s' is no ODS code; write one such as RTH, in capitals",
                    terms->organisation);
    }
    return STATUS_OK;
}

static void make_random(size_t bytes_count, char *out, size_t size)
{
    unsigned char bytes[SECRET_BYTES];
    randombytes_buf(bytes, bytes_count);
    (void)sodium_bin2base64(out, size, bytes, bytes_count,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

enum status credential_create(struct store *store, const struct credential_terms *terms,
                              struct new_credential *out, struct error *error)
{
    enum status status = check_name(terms->name, error);
    status = status == STATUS_OK ? check_limits(terms, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    if (sodium_init() < 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "this machine gives no secure random numbers");
    }
    struct new_credential made;
    do {
        make_random(KEY_BYTES, made.key, sizeof made.key);
    } while (made.key[0] == '-'); /* on a command line it would be taken for an option */
    make_random(SECRET_BYTES, made.secret, sizeof made.secret);
    char hash[crypto_pwhash_STRBYTES];
    if (!secret_hash(made.secret, strlen(made.secret), hash)) {
        return FAIL(error, STATUS_UNAVAILABLE, "not enough memory to hash the secret");
    }
    struct credential_write write = {
        .write.apply = put,
        .credential = {.key = made.key,
                       .secret_hash = hash,
                       .name = terms->name,
                       .scopes = terms->scopes,
                       .disclosure = terms->disclosure,
                       .organisation = terms->organisation,
                       .strict_profiles = terms->strict_profiles,
                       .created_us = clock_now_us()},
    };
    status = store_write_and_wait(store, &write.write, error);
    if (status == STATUS_OK) {
        *out = made;
    }
    return status;
}

static enum status delete_it(struct transaction *transaction, struct store_write *write,
                             struct error *error)
{
    const struct credential_write *self = (const struct credential_write *)write;
    return transaction_delete_credential(transaction, self->credential.key, error);
}

enum status credential_revoke(struct store *store, const char *key, struct error *error)
{
    struct credential_write write = {.write.apply = delete_it, .credential.key = key};
    return store_write_and_wait(store, &write.write, error);
}
