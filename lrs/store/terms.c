/* SPDX-License-Identifier: Apache-2.0 */

/* A table of hashes over the table `term`. A term has a few places to be in; when all are taken,
 * one of the others goes. */
#include "store/terms.h"

#include "base/mem.h"
#include "xapi/statement.h"

#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <string.h>

enum { SLOT_COUNT = 1 << 18, WAYS = 4, RARE_USES = 8, SOME_USES = 32 };

struct slot {
    struct term_hash hash;
    int64_t id;
    int64_t uses;        /* as in the database */
    uint32_t unsaved;    /* uses since then */
    uint32_t generation; /* other than the memory's: empty */
};

struct terms {
    int64_t last_number; /* that was given */
    uint32_t generation;
    struct slot slots[SLOT_COUNT];
};

_Static_assert(sizeof(struct term_hash) == crypto_shorthash_siphashx24_BYTES, "128 bits");

struct terms *terms_create(void)
{
    struct terms *terms = mem_sparse(sizeof(struct terms));
    terms->generation = 1;
    return terms;
}

void terms_destroy(struct terms *terms)
{
    mem_sparse_release(terms, sizeof *terms);
}

void terms_forget(struct terms *terms)
{
    terms->generation++;
}

static unsigned char hash_key[crypto_shorthash_siphashx24_KEYBYTES];
static pthread_once_t hash_key_once = PTHREAD_ONCE_INIT;

static void make_hash_key(void)
{
    randombytes_buf(hash_key, sizeof hash_key);
}

struct term_hash term_hash_of(int kind, struct text value)
{
    (void)pthread_once(&hash_key_once, make_hash_key);
    struct term_hash hash;
    /* Its int is there for historical reasons. */
    (void)crypto_shorthash_siphashx24((unsigned char *)&hash, (const unsigned char *)value.data,
                                      value.length, hash_key);
    hash.halves[1] ^= (uint64_t)kind;
    return hash;
}

static struct slot *places_of(struct terms *terms, const struct term_hash *hash)
{
    return &terms->slots[hash->halves[0] % (SLOT_COUNT / WAYS) * WAYS];
}

static struct slot *find(struct terms *terms, const struct term_hash *hash)
{
    struct slot *places = places_of(terms, hash);
    for (size_t i = 0; i < WAYS; i++) {
        if (places[i].generation == terms->generation &&
            memcmp(&places[i].hash, hash, sizeof *hash) == 0) {
            return &places[i];
        }
    }
    return NULL;
}

/* Added, because other processes count theirs. */
static enum status save_uses(struct connection *connection, struct slot *slot, struct error *error)
{
    int64_t more = slot->unsaved;
    slot->uses += more;
    slot->unsaved = 0;
    return connection_run(connection, "UPDATE term SET uses = uses + $1 WHERE id = $2",
                          VALUES(value_integer(more), value_integer(slot->id)), error);
}

static struct slot *place_for(struct terms *terms, const struct term_hash *hash)
{
    struct slot *places = places_of(terms, hash);
    for (size_t i = 0; i < WAYS; i++) {
        if (places[i].generation != terms->generation) {
            return &places[i];
        }
    }
    return &places[hash->halves[1] % WAYS];
}

/* What a common term has counted since it was last written would be lost with its place, again and
 * again where there are many terms. */
static enum status remember(struct terms *terms, struct connection *connection,
                            const struct slot *loaded, struct slot **out, struct error *error)
{
    struct slot *slot = place_for(terms, &loaded->hash);
    bool is_taken = slot->generation == terms->generation;
    enum status status =
        is_taken && slot->unsaved >= SOME_USES ? save_uses(connection, slot, error) : STATUS_OK;
    *slot = *loaded;
    slot->generation = terms->generation;
    *out = slot;
    return status;
}

#define LOOK_UP "SELECT id, uses FROM term WHERE kind = $1 AND value = $2"

static enum status look_up(struct connection *connection, int kind, struct text value,
                           struct slot *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        connection, LOOK_UP, VALUES(value_integer(kind), value_text(value)), &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    out->id = row ? cursor_integer(cursor, 0) : 0;
    out->uses = row ? cursor_integer(cursor, 1) : 0;
    return status;
}

void terms_keep_last(struct terms *terms, int64_t number)
{
    terms->last_number = number > terms->last_number ? number : terms->last_number;
}

int64_t terms_last(const struct terms *terms)
{
    return terms->last_number;
}

void terms_foresee(struct terms *terms, struct connection *connection, const struct term *term,
                   const struct term_hash *hash)
{
    if (find(terms, hash) == NULL) {
        connection_foresee(connection, LOOK_UP,
                           VALUES(value_integer((int64_t)term->kind), value_text(term->value)));
    }
}

/* Only one process at a time gives numbers, so no engine needs to be asked for one. */
static enum status load(struct terms *terms, struct connection *connection, const struct term *term,
                        struct slot *out, struct error *error)
{
    enum status status = look_up(connection, (int)term->kind, term->value, out, error);
    if (status != STATUS_OK || out->id != 0) {
        return status;
    }
    out->id = ++terms->last_number;
    return connection_run(
        connection, "INSERT INTO term (id, kind, value, uses) VALUES ($1, $2, $3, 0)",
        VALUES(value_integer(out->id), value_integer((int64_t)term->kind), value_text(term->value)),
        error);
}

static enum status find_or_load(struct terms *terms, struct connection *connection,
                                const struct term *term, const struct term_hash *hash,
                                struct slot **out, struct error *error)
{
    *out = find(terms, hash);
    if (*out != NULL) {
        return STATUS_OK;
    }
    struct slot loaded = {.hash = *hash};
    enum status status = load(terms, connection, term, &loaded, error);
    return status == STATUS_OK ? remember(terms, connection, &loaded, out, error) : status;
}

enum status terms_intern_hashed(struct terms *terms, struct connection *connection,
                                const struct term *term, const struct term_hash *hash, int64_t *out,
                                struct error *error)
{
    struct slot *slot = NULL;
    enum status status = find_or_load(terms, connection, term, hash, &slot, error);
    if (status == STATUS_OK) {
        *out = slot->id;
    }
    return status;
}

enum status terms_intern(struct terms *terms, struct connection *connection, int kind,
                         struct text value, int64_t *out, struct error *error)
{
    const struct term term = {(enum term_kind)kind, value};
    const struct term_hash hash = term_hash_of(kind, value);
    return terms_intern_hashed(terms, connection, &term, &hash, out, error);
}

enum status terms_find(struct terms *terms, struct connection *connection, const struct term *term,
                       int64_t *out, struct error *error)
{
    const struct term_hash hash = term_hash_of((int)term->kind, term->value);
    const struct slot *slot = find(terms, &hash);
    struct slot loaded = {.id = 0};
    enum status status = slot == NULL
                             ? look_up(connection, (int)term->kind, term->value, &loaded, error)
                             : STATUS_OK;
    if (status == STATUS_OK) {
        *out = slot == NULL ? loaded.id : slot->id;
    }
    return status;
}

static enum status count_use(struct slot *slot, struct connection *connection, struct error *error)
{
    slot->unsaved++;
    if (2 * (int64_t)slot->unsaved <= slot->uses + RARE_USES) {
        return STATUS_OK;
    }
    return save_uses(connection, slot, error);
}

enum status terms_intern_use(struct terms *terms, struct connection *connection,
                             const struct term *term, const struct term_hash *hash, int64_t *out,
                             struct error *error)
{
    struct slot *slot = NULL;
    enum status status = find_or_load(terms, connection, term, hash, &slot, error);
    if (status != STATUS_OK) {
        return status;
    }
    *out = slot->id;
    return count_use(slot, connection, error);
}
