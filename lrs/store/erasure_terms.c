/* SPDX-License-Identifier: Apache-2.0 */

/* Terms that only what was erased had: identifiers, and Activities of the person's own, which may
 * tell who it was. */
#include "store/erasure_parts.h"
#include "store/postings.h"
#include "store/terms.h"

#include <stdlib.h>

enum status erasing_add_terms(struct erasing *erasing, const struct statement *statement,
                              struct error *error)
{
    struct transaction *transaction = erasing->transaction;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < statement->term_count && status == STATUS_OK; i++) {
        int64_t term = 0;
        status = terms_find(transaction->terms, transaction->connection, &statement->terms[i],
                            &term, error);
        if (status == STATUS_OK && term != 0) {
            erasing->terms = arena_grow(erasing->arena, erasing->terms, erasing->term_count,
                                        &erasing->term_capacity, sizeof *erasing->terms);
            erasing->terms[erasing->term_count++] = term;
        }
    }
    return status;
}

/* ---- dropping ---- */

/* The terms that stand for one thing: projections know an Activity by the one kind where statements
 * may have only the other, so both stay or both go. */
struct thing {
    struct text value; /* the arena's */
    int64_t ids[2];
    size_t count;
};

static const enum term_kind companions[] = {
    [TERM_AGENT] = TERM_RELATED_AGENT,
    [TERM_RELATED_AGENT] = TERM_AGENT,
    [TERM_ACTIVITY] = TERM_RELATED_ACTIVITY,
    [TERM_RELATED_ACTIVITY] = TERM_ACTIVITY,
    [TERM_VERB] = TERM_VERB,
    [TERM_REGISTRATION] = TERM_REGISTRATION,
};

/* *out_kind is 0 if the term is gone already. */
static enum status read_term(struct connection *connection, int64_t term, struct arena *arena,
                             struct thing *out, int64_t *out_kind, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = cursor_begin(connection, "SELECT kind, value FROM term WHERE id = $1",
                                      VALUES(value_integer(term)), &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    *out_kind = 0;
    if (status == STATUS_OK && row) {
        struct text value = cursor_text(cursor, 1);
        *out = (struct thing){{arena_copy(arena, value), value.length}, {term}, 1};
        *out_kind = cursor_integer(cursor, 0);
    }
    return status;
}

static enum status add_companion(struct connection *connection, int64_t kind, struct thing *thing,
                                 struct error *error)
{
    int64_t companion = (int64_t)companions[kind];
    int64_t id = 0;
    if (companion == kind) {
        return STATUS_OK;
    }
    enum status status =
        connection_integer(connection, "SELECT id FROM term WHERE kind = $1 AND value = $2",
                           VALUES(value_integer(companion), value_text(thing->value)), &id, error);
    if (id != 0) {
        thing->ids[thing->count++] = id;
    }
    return status;
}

/* A posting of either kind; or a definition, since a verb may be defined in a SubStatement, where
 * it has no posting. What only erased statements defined has none any more. */
static enum status is_term_used(struct connection *connection, int64_t term, bool *out,
                                struct error *error)
{
    const struct {
        const char *sql;
        int64_t value;
    } questions[] = {
        {"SELECT 1 FROM posting WHERE term = $1 LIMIT 1", term},
        {"SELECT 1 FROM posting WHERE term = $1 LIMIT 1", posting_own(term)},
        {"SELECT 1 FROM definition WHERE term = $1", term},
    };
    int64_t found = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof questions / sizeof questions[0] && found == 0; i++) {
        status = connection_integer(connection, questions[i].sql,
                                    VALUES(value_integer(questions[i].value)), &found, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    *out = found != 0;
    return STATUS_OK;
}

static enum status is_used(struct connection *connection, const struct thing *thing, bool *out,
                           struct error *error)
{
    enum status status = STATUS_OK;
    *out = false;
    for (size_t i = 0; i < thing->count && !*out && status == STATUS_OK; i++) {
        status = is_term_used(connection, thing->ids[i], out, error);
    }
    return status;
}

static enum status drop(struct connection *connection, int64_t term, struct error *error)
{
    static const char *const commands[] = {
        "DELETE FROM agent_name WHERE agent = $1",
        "DELETE FROM learner_segment WHERE learner = $1",
        "DELETE FROM posting_span WHERE term = $1",
        "DELETE FROM posting_span WHERE term = -$1",
        "DELETE FROM term WHERE id = $1",
    };
    enum status status = STATUS_OK;
    for (size_t i = 0; i < sizeof commands / sizeof commands[0] && status == STATUS_OK; i++) {
        status = connection_run(connection, commands[i], VALUES(value_integer(term)), error);
    }
    return status;
}

static enum status consider(struct connection *connection, int64_t term, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct thing thing = {.count = 0};
    int64_t kind = 0;
    bool used = true;
    enum status status = read_term(connection, term, arena, &thing, &kind, error);
    if (status == STATUS_OK && kind != 0) {
        status = add_companion(connection, kind, &thing, error);
        status = status == STATUS_OK ? is_used(connection, &thing, &used, error) : status;
    }
    for (size_t i = 0; i < thing.count && !used && status == STATUS_OK; i++) {
        status = drop(connection, thing.ids[i], error);
    }
    return status;
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

enum status erasing_drop_terms(struct erasing *erasing, struct error *error)
{
    struct connection *connection = erasing->transaction->connection;
    enum status status = STATUS_OK;
    if (erasing->term_count > 0) {
        qsort(erasing->terms, erasing->term_count, sizeof *erasing->terms, compare);
    }
    for (size_t i = 0; i < erasing->term_count && status == STATUS_OK; i++) {
        if (i == 0 || erasing->terms[i] != erasing->terms[i - 1]) {
            status = consider(connection, erasing->terms[i], error);
        }
    }
    return status;
}
