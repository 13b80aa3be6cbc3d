/* SPDX-License-Identifier: Apache-2.0 */

/* BLAKE2b with a key is a pseudorandom function: without the key nobody can try identifiers out,
 * although there are few of them. */
#include "reports/pseudonyms.h"

#include "base/clock.h"
#include "store/pseudonym_keys.h"

#include <sodium.h>
#include <string.h>

enum { DIGEST_SIZE = 16, TEXT_SIZE = 2 * DIGEST_SIZE + 1 };

struct key_write {
    struct store_write base; /* first: apply() gets back from it */
    bool is_first;           /* only if there is none yet */
    unsigned char key[PSEUDONYM_KEY_SIZE];
};

/* Another process may have made the first one meanwhile: that one counts. */
static enum status put_key(struct transaction *transaction, struct store_write *write,
                           struct error *error)
{
    const struct key_write *own = (const struct key_write *)write;
    bool is_there = false;
    enum status status =
        own->is_first ? transaction_has_pseudonym_key(transaction, &is_there, error) : STATUS_OK;
    if (status != STATUS_OK || is_there) {
        return status;
    }
    struct text bytes = {(const char *)own->key, sizeof own->key};
    return transaction_put_pseudonym_key(transaction, bytes, clock_now_us(), error);
}

static enum status make_key(struct store *store, bool is_first, struct error *error)
{
    struct key_write write = {.base.apply = put_key, .is_first = is_first};
    if (sodium_init() < 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "this machine gives no secure random numbers");
    }
    randombytes_buf(write.key, sizeof write.key);
    enum status status = store_write_and_wait(store, &write.base, error);
    sodium_memzero(write.key, sizeof write.key);
    return status;
}

enum status pseudonyms_rotate(struct store *store, struct error *error)
{
    return make_key(store, false, error);
}

static enum status read_key(struct store *store, struct pseudonyms *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text key = {NULL, 0};
    enum status status = store_find_pseudonym_key(store, arena, &key, error);
    if (status == STATUS_OK && key.data == NULL) {
        status = make_key(store, true, error);
        status = status == STATUS_OK ? store_find_pseudonym_key(store, arena, &key, error) : status;
    }
    if (status == STATUS_OK && key.length != PSEUDONYM_KEY_SIZE) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "the key of pseudonyms has %zu bytes instead of %d; restore the database from "
                    "a backup, or make a new key with 'ibest-lrs pseudonyms rotate'",
                    key.length, PSEUDONYM_KEY_SIZE);
    }
    if (status == STATUS_OK) {
        memcpy(out->key, key.data, PSEUDONYM_KEY_SIZE);
        out->are_used = true;
    }
    return status;
}

enum status pseudonyms_use(struct store *store, const struct report_field *columns,
                           struct pseudonyms *out, struct error *error)
{
    for (; columns->name != NULL; columns++) {
        if (columns->kind == COLUMN_PERSON || columns->kind == COLUMN_STATEMENT) {
            return read_key(store, out, error);
        }
    }
    return STATUS_OK;
}

void pseudonyms_finish(struct pseudonyms *pseudonyms)
{
    sodium_memzero(pseudonyms, sizeof *pseudonyms);
}

static const char *hashed(const struct pseudonyms *pseudonyms, const char *kind,
                          struct text identifier, struct arena *arena)
{
    unsigned char digest[DIGEST_SIZE];
    char text[TEXT_SIZE];
    (void)crypto_generichash(digest, sizeof digest, (const unsigned char *)identifier.data,
                             identifier.length, pseudonyms->key, sizeof pseudonyms->key);
    (void)sodium_bin2hex(text, sizeof text, digest, sizeof digest);
    return arena_print(arena, "%s-%s", kind, text);
}

const char *pseudonym_of(const struct pseudonyms *pseudonyms, struct text identifier,
                         struct arena *arena)
{
    return hashed(pseudonyms, "p", identifier, arena);
}

const char *pseudonym_of_id(const struct pseudonyms *pseudonyms, struct text id,
                            struct arena *arena)
{
    char *digits = arena_reserve(arena, id.length + 1);
    size_t count = 0;
    for (size_t i = 0; i < id.length; i++) {
        digits[count] = id.data[i];
        count += id.data[i] != '-';
    }
    return hashed(pseudonyms, "s", (struct text){digits, count}, arena);
}
