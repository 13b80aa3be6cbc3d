/* SPDX-License-Identifier: Apache-2.0 */

/* Putting statements: the row, what finds it, what it refers to, what it voids, what it counts
 * for. */
#include "base/mem.h"
#include "store/bodies.h"
#include "store/conformance_refusal.h"
#include "store/conformance_rows.h"
#include "store/erased.h"
#include "store/erasure.h"
#include "store/ids.h"
#include "store/loaded_profiles.h"
#include "store/parts.h"
#include "store/prepare.h"
#include "store/projections.h"
#include "store/quality.h"
#include "store/terms.h"
#include "xapi/comparison.h"

#include <assert.h>
#include <stdlib.h>

enum { FORESEEN_AT_ONCE = 128 }; /* statements */

static enum status find_authority(struct connection *connection, struct text json, int64_t *out,
                                  struct error *error)
{
    *out = 0;
    enum status status = connection_integer(connection, "SELECT id FROM authority WHERE json = $1",
                                            VALUES(value_text(json)), out, error);
    if (status != STATUS_OK || *out != 0) {
        return status;
    }
    return connection_integer(connection, "INSERT INTO authority (json) VALUES ($1) RETURNING id",
                              VALUES(value_text(json)), out, error);
}

/* Few authorities make all statements, so their text is kept once. */
enum status authority_intern(struct transaction *transaction, struct text json, int64_t *out,
                             struct error *error)
{
    if (transaction->authority == NULL || !text_is(json, transaction->authority)) {
        int64_t id = 0;
        enum status status = find_authority(transaction->connection, json, &id, error);
        if (status != STATUS_OK) {
            return status;
        }
        free(transaction->authority);
        transaction->authority = mem_copy(json.data, json.length);
        transaction->authority_id = id;
    }
    *out = transaction->authority_id;
    return STATUS_OK;
}

static struct value members_of(const struct statement *statement)
{
    struct text packed = statement->prepared->packed;
    return packed.data == NULL ? value_text(statement->members)
                               : value_blob(packed.data, packed.length);
}

/* Gives the statement the times that it is stored with. */
static void date(struct transaction *transaction, struct statement *statement)
{
    if (statement->stored_us == 0) {
        statement->stored_us = store_stamp_us(transaction->store);
    } else {
        store_keep_stamp_us(transaction->store, statement->stored_us);
    }
    if (statement->timestamp.data == NULL) {
        statement->timestamp_us = statement->stored_us;
    }
}

static enum status insert_row(struct transaction *transaction, int64_t seq, bool voided,
                              const struct statement *statement, struct error *error)
{
    int64_t authority = 0;
    enum status status = authority_intern(transaction, statement->authority, &authority, error);
    if (status != STATUS_OK) {
        return status;
    }
    bool timed = statement->timestamp.data != NULL;
    return connection_run(
        transaction->connection,
        "INSERT INTO statement (seq, id, stored_us, timestamp, timestamp_us, authority, version, "
        "voids, voided, members) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        VALUES(value_integer(seq), value_uuid(&statement->id), value_integer(statement->stored_us),
               timed ? value_text(statement->timestamp) : value_null(),
               value_integer(statement->timestamp_us), value_integer(authority),
               value_text(statement->version), value_integer(statement->voids),
               value_integer(voided), members_of(statement)),
        error);
}

static enum status put_parts(struct transaction *transaction, int64_t seq, bool is_referred_to,
                             const struct statement *statement, struct error *error)
{
    enum status status = postings_add_own(transaction, seq, statement, error);
    if (status == STATUS_OK) {
        status = references_add(transaction, seq, is_referred_to, statement, error);
    }
    if (status == STATUS_OK) {
        status = definitions_add(transaction, seq, statement->prepared->sayings, error);
    }
    return status == STATUS_OK && statement->voids ? voiding_apply(transaction, statement, error)
                                                   : status;
}

static enum status count(struct transaction *transaction, int64_t seq,
                         const struct statement *statement, bool voided, struct error *error)
{
    const struct reading *reading = &statement->prepared->reading;
    const struct evidence evidence = {statement->id, statement->timestamp_us};
    if (voided) {
        return quality_count_voided(transaction, statement, reading, 1, error);
    }
    enum status status = quality_count(transaction, statement, reading, 1, error);
    status =
        status == STATUS_OK ? conformance_count(transaction, seq, statement, 1, error) : status;
    return status == STATUS_OK ? projections_apply(transaction, &evidence, reading, error) : status;
}

static enum status put_new(struct transaction *transaction, struct statement *statement,
                           struct error *error)
{
    bool is_referred_to = false;
    bool voided = false;
    enum status status = references_await(transaction, statement, &is_referred_to, &voided, error);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t seq = transaction->next_seq++;
    date(transaction, statement);
    status = insert_row(transaction, seq, voided, statement, error);
    if (status == STATUS_OK) {
        status = ids_add(transaction->connection, &statement->id, seq, error);
    }
    if (status == STATUS_OK) {
        status = put_parts(transaction, seq, is_referred_to, statement, error);
    }
    if (status == STATUS_OK && voided) {
        status = references_hide(transaction, seq, statement, error);
    }
    return status == STATUS_OK ? count(transaction, seq, statement, voided, error) : status;
}

/* A second statement under an id, beside the first. */
struct comparing {
    const struct statement *sent;
    bool is_known;
    bool is_equal;
};

static enum status compare(void *context, int64_t seq, struct statement *stored,
                           struct error *error)
{
    (void)seq;
    (void)error;
    struct comparing *comparing = context;
    comparing->is_known = true;
    comparing->is_equal = statements_are_equal(stored->json, comparing->sent->json);
    return STATUS_OK;
}

static enum status put(struct transaction *transaction, const struct statement *statement,
                       struct error *error)
{
    struct comparing comparing = {.sent = statement};
    enum status status =
        statements_visit(transaction->connection, &statement->id, compare, &comparing, error);
    if (status != STATUS_OK || comparing.is_equal) {
        return status;
    }
    bool is_erased = false;
    status = transaction_is_erased(transaction, &statement->id, &is_erased, error);
    if (status != STATUS_OK || is_erased) {
        return status;
    }
    if (comparing.is_known) {
        char id[UUID_TEXT_SIZE];
        uuid_format(&statement->id, id);
        return FAIL(error, STATUS_CONFLICT,
                    "a statement '%s' is stored already with other content; send yours under "
                    "another id (xAPI Data 2.2)",
                    id);
    }
    AUTO(arena_destroy) struct arena *arena = NULL;
    struct statement kept = *statement;
    if (statement->prepared == NULL) {
        arena = arena_create();
        kept.prepared = prepare_statement(transaction->store->packing, NULL, statement, arena);
    }
    status = kept.is_strict ? conformance_require(transaction, &kept, error) : STATUS_OK;
    return status == STATUS_OK ? put_new(transaction, &kept, error) : status;
}

/* Says what putting the statements from `first` on will ask, as far as that is asked of each. */
static void foresee(struct transaction *transaction, const struct statement_list *list,
                    size_t first)
{
    struct connection *connection = transaction->connection;
    for (size_t i = first; i < list->count && i < first + FORESEEN_AT_ONCE; i++) {
        const struct statement *statement = &list->items[i];
        ids_foresee(connection, &statement->id);
        references_foresee(connection, statement);
        if (transaction->has_erased) {
            erased_foresee(connection, &statement->id);
        }
        for (size_t j = 0; j < statement->term_count; j++) {
            const struct term *term = &statement->terms[j];
            const struct term_hash hash = term_hash_of((int)term->kind, term->value);
            terms_foresee(transaction->terms, connection, term, &hash);
        }
    }
}

void transaction_foresee_statements(struct transaction *transaction,
                                    const struct statement_list *list)
{
    if (transaction->connection->backend->foresee != NULL) {
        loaded_profiles_foresee(transaction->connection);
        foresee(transaction, list, 0);
    }
}

enum status transaction_put_statements(struct transaction *transaction,
                                       const struct statement_list *list, struct error *error)
{
    assert(!transaction->store->beside); /* only the serving process gives seq */
    enum status status = STATUS_OK;
    bool foresees = transaction->connection->backend->foresee != NULL;
    for (size_t i = 0; i < list->count && status == STATUS_OK; i++) {
        if (foresees && i % FORESEEN_AT_ONCE == 0) {
            foresee(transaction, list, i);
        }
        status = put(transaction, &list->items[i], error);
        if (status == STATUS_INVALID && list->count > 1) {
            error_locate(error, "[%zu]", i);
        }
    }
    return status;
}

static struct text copy_column(struct cursor *cursor, size_t index, struct arena *arena)
{
    struct text text = cursor_text(cursor, index);
    return text.data == NULL ? text : (struct text){arena_copy(arena, text), text.length};
}

static enum status visit_row(struct cursor *cursor, const struct statement_walk *walk,
                             struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement statement = {0};
    /* A copy each, because the visitor may run queries that move the cursor's row. */
    struct text members;
    enum status status = bodies_read(cursor, 3, &members, error);
    if (status != STATUS_OK) {
        return status;
    }
    members.data = arena_copy(arena, members);
    struct text authority = copy_column(cursor, 4, arena);
    int64_t seq = cursor_integer(cursor, 0);
    status = statement_read_stored(members, authority, arena, &statement, error);
    if (status != STATUS_OK) {
        error_locate(error, "stored statement %lld", (long long)seq);
        return status;
    }
    statement.id = cursor_uuid(cursor, 1);
    statement.timestamp_us = cursor_integer(cursor, 2);
    statement.stored_us = cursor_integer(cursor, 5);
    statement.timestamp = copy_column(cursor, 6, arena);
    statement.version = copy_column(cursor, 7, arena);
    return walk->visit(walk->context, seq, &statement, error);
}

enum status statements_walk(struct connection *connection, const struct statement_walk *walk,
                            struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = walk->is_long ? cursor_begin_walk(connection, walk->sql, walk->values,
                                                           walk->value_count, &cursor, error)
                                       : cursor_begin(connection, walk->sql, walk->values,
                                                      walk->value_count, &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = visit_row(cursor, walk, error);
    }
    return status;
}

enum status statements_visit_at(struct connection *connection, int64_t seq,
                                statement_walk_visitor visit, void *context, struct error *error)
{
    const struct value values[] = {value_integer(seq)};
    const struct statement_walk walk = {
        .sql = "SELECT " STATEMENT_WALK_COLUMNS " FROM statement s "
               "JOIN authority a ON a.id = s.authority WHERE s.seq = $1",
        .values = values,
        .value_count = 1,
        .visit = visit,
        .context = context};
    return statements_walk(connection, &walk, error);
}

enum status statements_walk_term(struct connection *connection, int64_t term,
                                 statement_walk_visitor visit, void *context, struct error *error)
{
    const struct value values[] = {value_integer(term)};
    const struct statement_walk walk = {
        .sql = "SELECT " STATEMENT_WALK_COLUMNS " FROM posting p "
               "JOIN statement s ON s.seq = p.seq JOIN authority a ON a.id = s.authority "
               "WHERE p.term = $1 AND s.voided = 0",
        .is_long = true,
        .values = values,
        .value_count = 1,
        .visit = visit,
        .context = context};
    return statements_walk(connection, &walk, error);
}

enum status statements_visit(struct connection *connection, const struct uuid *id,
                             statement_walk_visitor visit, void *context, struct error *error)
{
    int64_t seq = 0;
    enum status status = ids_find(connection, id, &seq, error);
    return status == STATUS_OK && seq != 0
               ? statements_visit_at(connection, seq, visit, context, error)
               : status;
}
