/* SPDX-License-Identifier: Apache-2.0 */

/* StatementRefs: inheritance of terms, and voiding. */
#include "store/parts.h"
#include "store/projections.h"

/* Selects what statements_walk() wants. */
#define STATEMENT_BY_ID                                                                        \
    "SELECT s.seq, s.id, s.timestamp_us, s.members, a.json FROM statement s JOIN authority a " \
    "ON a.id = s.authority WHERE s.id = $1"

/* The statements behind a reference, nearest first, kept by their terms. */
struct chain {
    struct arena *arena;
    struct uuid ids[REFERENCE_CHAIN_MAX];
    struct statement links[REFERENCE_CHAIN_MAX];
    size_t count;
    bool continues;
    struct uuid next;
};

static const struct term *copy_terms(struct arena *arena, const struct statement *statement)
{
    struct term *terms = ARENA_ARRAY(arena, struct term, statement->term_count);
    for (size_t i = 0; i < statement->term_count; i++) {
        struct text value = statement->terms[i].value;
        terms[i].kind = statement->terms[i].kind;
        terms[i].value = (struct text){arena_copy(arena, value), value.length};
    }
    return terms;
}

static bool chain_has(const struct chain *chain, struct uuid id)
{
    struct text wanted = {(const char *)id.bytes, sizeof id.bytes};
    for (size_t i = 0; i < chain->count; i++) {
        struct text link = {(const char *)chain->ids[i].bytes, sizeof chain->ids[i].bytes};
        if (text_equals(link, wanted)) {
            return true;
        }
    }
    return false;
}

static enum status add_link(void *context, int64_t seq, struct statement *statement,
                            struct error *error)
{
    (void)seq;
    (void)error;
    struct chain *chain = context;
    chain->ids[chain->count] = statement->id;
    chain->links[chain->count] = (struct statement){.terms = copy_terms(chain->arena, statement),
                                                    .term_count = statement->term_count};
    chain->count++;
    chain->continues = statement->refers;
    chain->next = statement->reference;
    return STATUS_OK;
}

static enum status follow(struct connection *connection, struct chain *chain, struct error *error)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK && chain->continues && chain->count < REFERENCE_CHAIN_MAX &&
           !chain_has(chain, chain->next)) {
        chain->continues = false; /* unless the target is there and refers itself */
        struct uuid target = chain->next;
        const struct value values[] = {value_uuid(&target)};
        const struct statement_walk walk = {.sql = STATEMENT_BY_ID,
                                            .values = values,
                                            .value_count = 1,
                                            .visit = add_link,
                                            .context = chain};
        status = statements_walk(connection, &walk, error);
    }
    return status;
}

/* Gives the terms of all of `chain` from its link `first` on to the statement `seq`. */
static enum status inherit(struct transaction *transaction, int64_t seq, const struct chain *chain,
                           size_t first, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = first; i < chain->count && status == STATUS_OK; i++) {
        status = postings_add(transaction, seq, chain->links[i].terms, chain->links[i].term_count,
                              error);
    }
    return status;
}

/* All that refers to chain->ids[0], directly or through others; UNION ends circles. */
static enum status spread(struct transaction *transaction, const struct chain *chain,
                          struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        transaction->connection,
        "WITH RECURSIVE referrer (seq, id) AS ("
        "SELECT s.seq, s.id FROM statement_reference r JOIN statement s ON s.seq = r.seq "
        "WHERE r.target = $1 UNION "
        "SELECT s.seq, s.id FROM referrer p JOIN statement_reference r ON r.target = p.id "
        "JOIN statement s ON s.seq = r.seq) SELECT seq FROM referrer",
        VALUES(value_uuid(&chain->ids[0])), &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = inherit(transaction, cursor_integer(cursor, 0), chain, 0, error);
    }
    return status;
}

static enum status is_referred_to(struct connection *connection, const struct uuid *id, bool *out,
                                  struct error *error)
{
    int64_t found = 0;
    enum status status = connection_integer(
        connection, "SELECT 1 FROM statement_reference WHERE target = $1 LIMIT 1",
        VALUES(value_uuid(id)), &found, error);
    *out = found != 0;
    return status;
}

static enum status add_reference(struct transaction *transaction, int64_t seq,
                                 const struct statement *statement, struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO statement_reference (target, seq, voids) VALUES ($1, $2, $3)",
        VALUES(value_uuid(&statement->reference), value_integer(seq),
               value_integer(statement->voids)),
        error);
}

enum status references_add(struct transaction *transaction, int64_t seq,
                           const struct statement *statement, struct error *error)
{
    bool referred = false;
    enum status status = is_referred_to(transaction->connection, &statement->id, &referred, error);
    if (status != STATUS_OK || (!referred && !statement->refers)) {
        return status;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct chain *chain = ARENA_NEW(arena, struct chain);
    chain->arena = arena;
    chain->ids[0] = statement->id;
    chain->links[0] =
        (struct statement){.terms = statement->terms, .term_count = statement->term_count};
    chain->count = 1;
    chain->continues = statement->refers;
    chain->next = statement->reference;
    status = follow(transaction->connection, chain, error);
    if (status == STATUS_OK && statement->refers) {
        status = add_reference(transaction, seq, statement, error);
    }
    if (status == STATUS_OK) {
        status = inherit(transaction, seq, chain, 1, error);
    }
    return status == STATUS_OK && referred ? spread(transaction, chain, error) : status;
}

enum status voiding_awaits(struct transaction *transaction, const struct statement *statement,
                           bool *out, struct error *error)
{
    int64_t found = 0;
    enum status status = STATUS_OK;
    if (!statement->voids) {
        status = connection_integer(
            transaction->connection,
            "SELECT 1 FROM statement_reference WHERE target = $1 AND voids = 1 LIMIT 1",
            VALUES(value_uuid(&statement->id)), &found, error);
    }
    *out = found != 0;
    return status;
}

static enum status withdraw(void *context, int64_t seq, struct statement *statement,
                            struct error *error)
{
    struct transaction *transaction = context;
    enum status status =
        connection_run(transaction->connection, "UPDATE statement SET voided = 1 WHERE seq = $1",
                       VALUES(value_integer(seq)), error);
    if (status != STATUS_OK) {
        return status;
    }
    struct evidence evidence = {
        .id = statement->id, .timestamp_us = statement->timestamp_us, .json = statement->json};
    return projections_withdraw(transaction, &evidence, error);
}

enum status voiding_apply(struct transaction *transaction, const struct statement *statement,
                          struct error *error)
{
    const struct value values[] = {value_uuid(&statement->reference)};
    const struct statement_walk walk = {.sql = STATEMENT_BY_ID " AND s.voids = 0 AND s.voided = 0",
                                        .values = values,
                                        .value_count = 1,
                                        .visit = withdraw,
                                        .context = transaction};
    return statements_walk(transaction->connection, &walk, error);
}
