/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of erased_statement and erasure. */
#include "store/erased.h"

#include "base/timestamp.h"
#include "store/internal.h"
#include "store/row_walk.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

_Static_assert(ERASURE_SALT_SIZE >= crypto_generichash_KEYBYTES_MIN, "it is BLAKE2b's key");

/* ---- identifiers ---- */

static void digest_key(const unsigned char salt[ERASURE_SALT_SIZE], struct text key,
                       unsigned char out[ERASURE_DIGEST_SIZE])
{
    int result = crypto_generichash(out, ERASURE_DIGEST_SIZE, (const unsigned char *)key.data,
                                    key.length, salt, ERASURE_SALT_SIZE);
    assert(result == 0);
    (void)result;
}

bool erasure_is_of(const struct erasure_record *record, struct text key)
{
    unsigned char digest[ERASURE_DIGEST_SIZE];
    digest_key(record->salt, key, digest);
    return memcmp(digest, record->digest, sizeof digest) == 0;
}

static enum status visit_record(struct cursor *cursor, const struct row_walk *walk,
                                struct error *error)
{
    struct erasure_record record = {.erased_us = cursor_integer(cursor, 2),
                                    .last_seq = cursor_integer(cursor, 3),
                                    .statements = cursor_integer(cursor, 4)};
    struct text salt = cursor_text(cursor, 0);
    struct text digest = cursor_text(cursor, 1);
    if (salt.length != sizeof record.salt || digest.length != sizeof record.digest) {
        return FAIL(error, STATUS_INTERNAL, "a row of erasure has no digest");
    }
    memcpy(record.salt, salt.data, salt.length);
    memcpy(record.digest, digest.data, digest.length);
    return ((erasure_visitor)walk->visit)(walk->context, &record, error);
}

static struct row_walk records(erasure_visitor visit, void *context)
{
    return (struct row_walk){
        "SELECT salt, digest, erased_us, last_seq, statements FROM erasure ORDER BY number",
        visit_record, (row_visitor)visit, context};
}

enum status store_list_erasures(struct store *store, erasure_visitor visit, void *context,
                                struct error *error)
{
    const struct row_walk walk = records(visit, context);
    return row_walk_beside(store, &walk, error);
}

struct search {
    struct text key;
    struct erasure_record found;
    bool is_found;
};

static enum status look(void *context, const struct erasure_record *record, struct error *error)
{
    (void)error;
    struct search *search = context;
    if (!search->is_found && erasure_is_of(record, search->key)) {
        search->found = *record;
        search->is_found = true;
    }
    return STATUS_OK;
}

static enum status insert(struct connection *connection, struct text key,
                          const struct erasure_record *record, struct error *error)
{
    unsigned char salt[ERASURE_SALT_SIZE];
    unsigned char digest[ERASURE_DIGEST_SIZE];
    randombytes_buf(salt, sizeof salt);
    digest_key(salt, key, digest);
    return connection_run(
        connection,
        "INSERT INTO erasure (number, salt, digest, erased_us, last_seq, statements) "
        "SELECT coalesce(max(number), 0) + 1, $1, $2, $3, $4, $5 FROM erasure",
        VALUES(value_blob(salt, sizeof salt), value_blob(digest, sizeof digest),
               value_integer(record->erased_us), value_integer(record->last_seq),
               value_integer(record->statements)),
        error);
}

/* An identifier has one row, however often it is erased. */
enum status erasure_note(struct transaction *transaction, struct text key,
                         const struct erasure_record *record, struct error *error)
{
    struct search search = {.key = key};
    const struct row_walk walk = records(look, &search);
    enum status status = row_walk(transaction->connection, &walk, error);
    if (status != STATUS_OK || !search.is_found) {
        return status == STATUS_OK ? insert(transaction->connection, key, record, error) : status;
    }
    return connection_run(transaction->connection,
                          "UPDATE erasure SET erased_us = $1, last_seq = $2, "
                          "statements = statements + $3 WHERE digest = $4",
                          VALUES(value_integer(record->erased_us), value_integer(record->last_seq),
                                 value_integer(record->statements),
                                 value_blob(search.found.digest, sizeof search.found.digest)),
                          error);
}

enum status erasure_last_seq(struct connection *connection, int64_t *out, struct error *error)
{
    *out = 0;
    return connection_integer(connection, "SELECT max(last_seq) FROM erasure", NO_VALUES, out,
                              error);
}

/* ---- a list that is put away ---- */

enum { HEX_SIZE = 2 * ERASURE_DIGEST_SIZE + 1 };

void erasure_write(const struct erasure_record *record, struct buffer *out)
{
    char salt[HEX_SIZE];
    char digest[HEX_SIZE];
    char time[TIMESTAMP_SIZE];
    (void)sodium_bin2hex(salt, sizeof salt, record->salt, sizeof record->salt);
    (void)sodium_bin2hex(digest, sizeof digest, record->digest, sizeof record->digest);
    timestamp_format(record->erased_us, time);
    buffer_print(out, "%s %s %s %lld", salt, digest, time, (long long)record->statements);
}

static bool read_hex(struct text *rest, unsigned char *out, size_t size)
{
    struct text word;
    size_t length = 0;
    return text_split(rest, ' ', &word) &&
           sodium_hex2bin(out, size, word.data, word.length, NULL, &length, NULL) == 0 &&
           length == size && word.length == 2 * size;
}

/* Time and number are for people. */
enum status erasure_read(struct text line, struct erasure_record *out, struct error *error)
{
    struct text rest = line;
    struct erasure_record record = {.erased_us = 0};
    if (!read_hex(&rest, record.salt, sizeof record.salt) ||
        !read_hex(&rest, record.digest, sizeof record.digest)) {
        return FAIL(error, STATUS_INVALID, "'%.*s' is no line that 'ibest-lrs erase --list' writes",
                    line.length > 80 ? 80 : (int)line.length, line.data);
    }
    *out = record;
    return STATUS_OK;
}

#define EVERYBODY                                                                   \
    "SELECT value FROM term WHERE kind = 2 UNION SELECT account FROM roster UNION " \
    "SELECT mbox FROM roster UNION SELECT account FROM person_journal UNION "       \
    "SELECT other FROM person_journal UNION SELECT agent FROM document UNION "      \
    "SELECT agent FROM cmi5_registration"
_Static_assert(TERM_RELATED_AGENT == 2, "the number stands in SQL");

struct recognising {
    const struct erasure_record *records;
    size_t count;
    struct arena *arena;
    struct text *keys;
    size_t key_count;
    size_t capacity;
};

static enum status recognise(struct cursor *cursor, const struct row_walk *walk,
                             struct error *error)
{
    (void)error;
    struct recognising *recognising = walk->context;
    struct text key = cursor_text(cursor, 0);
    for (size_t i = 0; i < recognising->count; i++) {
        if (erasure_is_of(&recognising->records[i], key)) {
            recognising->keys =
                arena_grow(recognising->arena, recognising->keys, recognising->key_count,
                           &recognising->capacity, sizeof *recognising->keys);
            recognising->keys[recognising->key_count++] =
                (struct text){arena_copy(recognising->arena, key), key.length};
            break;
        }
    }
    return STATUS_OK;
}

enum status store_find_erased(struct store *store, const struct erasure_record *records,
                              size_t count, struct arena *arena, struct identifiers *out,
                              struct error *error)
{
    struct recognising recognising = {.records = records, .count = count, .arena = arena};
    const struct row_walk walk = {EVERYBODY, recognise, NULL, &recognising};
    enum status status = row_walk_beside(store, &walk, error);
    *out = (struct identifiers){recognising.keys, recognising.key_count};
    return status;
}

/* ---- statements ---- */

#define LOOK_UP "SELECT is_changed FROM erased_statement WHERE id = $1"

enum status erased_note(struct connection *connection, const struct uuid *id, enum erased erased,
                        struct error *error)
{
    return connection_run(connection,
                          "INSERT INTO erased_statement (id, is_changed) VALUES ($1, $2) "
                          "ON CONFLICT (id) DO UPDATE SET is_changed = excluded.is_changed",
                          VALUES(value_uuid(id), value_integer(erased == ERASED_CHANGED)), error);
}

enum status erased_find(struct connection *connection, const struct uuid *id, enum erased *out,
                        struct error *error)
{
    int64_t is_changed = -1;
    enum status status =
        connection_integer(connection, LOOK_UP, VALUES(value_uuid(id)), &is_changed, error);
    *out = is_changed < 0 ? ERASED_NOT : is_changed > 0 ? ERASED_CHANGED : ERASED_GONE;
    return status;
}

void erased_foresee(struct connection *connection, const struct uuid *id)
{
    connection_foresee(connection, LOOK_UP, VALUES(value_uuid(id)));
}
