/* SPDX-License-Identifier: Apache-2.0 */

/* A hash table with chains over the table `term`, bounded, emptied when full. */
#include "store/terms.h"

#include "base/mem.h"

#include <assert.h>
#include <string.h>

enum { BUCKET_COUNT = 1 << 15, REMEMBERED_MAX = 1 << 16, RARE_USES = 8 };

struct entry {
    struct entry *next;
    int64_t id;
    int64_t uses;    /* as in the database */
    int64_t unsaved; /* uses since then */
    int kind;
    struct text value; /* owned */
};

struct terms {
    size_t count;
    struct entry *last;
    struct entry *buckets[BUCKET_COUNT];
};

struct terms *terms_create(void)
{
    return MEM_NEW(struct terms);
}

void terms_forget(struct terms *terms)
{
    for (size_t i = 0; i < BUCKET_COUNT; i++) {
        while (terms->buckets[i] != NULL) {
            struct entry *entry = terms->buckets[i];
            terms->buckets[i] = entry->next;
            free(entry);
        }
    }
    terms->count = 0;
    terms->last = NULL;
}

void terms_destroy(struct terms *terms)
{
    if (terms != NULL) {
        terms_forget(terms);
        free(terms);
    }
}

/* FNV-1a. */
static size_t bucket_of(int kind, struct text value)
{
    uint64_t hash = 14695981039346656037U + (uint64_t)kind;
    for (size_t i = 0; i < value.length; i++) {
        hash = (hash ^ (unsigned char)value.data[i]) * 1099511628211U;
    }
    return (size_t)(hash ^ (hash >> 32)) & (BUCKET_COUNT - 1);
}

static struct entry *find(struct entry *entry, int kind, struct text value)
{
    while (entry != NULL && (entry->kind != kind || !text_equals(entry->value, value))) {
        entry = entry->next;
    }
    return entry;
}

static struct entry *remember(struct terms *terms, int kind, struct text value)
{
    if (terms->count == REMEMBERED_MAX) {
        terms_forget(terms);
    }
    struct entry *entry = mem_zeroed(1, sizeof *entry + value.length + 1);
    char *copy = (char *)(entry + 1);
    if (value.length > 0) {
        memcpy(copy, value.data, value.length);
    }
    entry->kind = kind;
    entry->value = (struct text){copy, value.length};
    struct entry **bucket = &terms->buckets[bucket_of(kind, value)];
    entry->next = *bucket;
    *bucket = entry;
    terms->count++;
    return entry;
}

static enum status look_up(struct connection *connection, int kind, struct text value,
                           struct entry *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(connection, "SELECT id, uses FROM term WHERE kind = $1 AND value = $2",
                     VALUES(value_integer(kind), value_text(value)), &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    out->id = row ? cursor_integer(cursor, 0) : 0;
    out->uses = row ? cursor_integer(cursor, 1) : 0;
    return status;
}

/* Three simple commands: SQLite makes a table of its own for each RETURNING, which costs more. */
static enum status load(struct connection *connection, int kind, struct text value,
                        struct entry *out, struct error *error)
{
    enum status status = look_up(connection, kind, value, out, error);
    if (status != STATUS_OK || out->id != 0) {
        return status;
    }
    status = connection_run(connection,
                            "INSERT INTO term (kind, value, uses) VALUES ($1, $2, 0) "
                            "ON CONFLICT DO NOTHING",
                            VALUES(value_integer(kind), value_text(value)), error);
    if (status == STATUS_OK) {
        status = look_up(connection, kind, value, out, error);
        assert(status != STATUS_OK || out->id != 0);
    }
    return status;
}

enum status terms_intern(struct terms *terms, struct connection *connection, int kind,
                         struct text value, int64_t *out, struct error *error)
{
    struct entry *entry = find(terms->buckets[bucket_of(kind, value)], kind, value);
    if (entry == NULL) {
        struct entry loaded = {0};
        enum status status = load(connection, kind, value, &loaded, error);
        if (status != STATUS_OK) {
            return status;
        }
        entry = remember(terms, kind, value);
        entry->id = loaded.id;
        entry->uses = loaded.uses;
    }
    terms->last = entry;
    *out = entry->id;
    return STATUS_OK;
}

enum status terms_count_use(struct terms *terms, struct connection *connection, struct error *error)
{
    struct entry *entry = terms->last;
    assert(entry != NULL);
    entry->unsaved++;
    if (entry->unsaved * 4 <= entry->uses + RARE_USES) {
        return STATUS_OK;
    }
    int64_t more = entry->unsaved;
    entry->uses += more;
    entry->unsaved = 0;
    /* Added, because other processes count theirs. */
    return connection_run(connection, "UPDATE term SET uses = uses + $1 WHERE id = $2",
                          VALUES(value_integer(more), value_integer(entry->id)), error);
}
