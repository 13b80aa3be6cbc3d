/* SPDX-License-Identifier: Apache-2.0 */

/* StatementRefs: inheritance of terms, and voiding. */
#include "store/chain.h"
#include "store/conformance_rows.h"
#include "store/parts.h"
#include "store/pending.h"
#include "store/projections.h"
#include "store/referrers.h"
#include "store/spans.h"
#include "store/terms.h"
#include "store/unposted.h"

/* Gives the terms of all of `chain` from its link `first` on to the statement `seq`. */
static enum status inherit(struct transaction *transaction, int64_t seq, const struct chain *chain,
                           size_t first, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = first; i < chain->count && status == STATUS_OK; i++) {
        const struct link *link = &chain->links[i];
        status = postings_add(transaction, seq, link->terms, link->term_count, error);
    }
    return status;
}

/* ---- postings of statements that were there before ---- */

typedef enum status (*posting_change)(struct transaction *transaction, int64_t term, int64_t seq,
                                      struct error *error);

static enum status add_late(struct transaction *transaction, int64_t term, int64_t seq,
                            struct error *error)
{
    enum status status = connection_run(
        transaction->connection,
        "INSERT INTO posting (term, seq) VALUES ($1, $2) ON CONFLICT (term, seq) DO NOTHING",
        VALUES(value_integer(term), value_integer(seq)), error);
    return status == STATUS_OK
               ? spans_add(transaction->connection, term, seq, transaction->next_seq, error)
               : status;
}

static enum status add_own_late(struct transaction *transaction, int64_t term, int64_t seq,
                                struct error *error)
{
    return add_late(transaction, posting_own(term), seq, error);
}

static enum status take_away(struct transaction *transaction, int64_t term, int64_t seq,
                             struct error *error)
{
    enum status status =
        connection_run(transaction->connection, "DELETE FROM posting WHERE term = $1 AND seq = $2",
                       VALUES(value_integer(term), value_integer(seq)), error);
    return status == STATUS_OK ? spans_take_away(transaction->connection, term, seq, error)
                               : status;
}

static enum status take_own_away(struct transaction *transaction, int64_t term, int64_t seq,
                                 struct error *error)
{
    return take_away(transaction, posting_own(term), seq, error);
}

/* Does so with each term of the link that is not in `but` (NULL: with each). */
static enum status change_postings(struct transaction *transaction, int64_t seq,
                                   const struct link *link, const struct chain *but,
                                   posting_change change, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < link->term_count && status == STATUS_OK; i++) {
        int64_t term = 0;
        if (but != NULL && chain_has_term(but, &link->terms[i])) {
            continue;
        }
        status = terms_intern(transaction->terms, transaction->connection, (int)link->terms[i].kind,
                              link->terms[i].value, &term, error);
        status = status == STATUS_OK ? change(transaction, term, seq, error) : status;
    }
    return status;
}

static enum status change_by_chain(struct transaction *transaction, int64_t seq,
                                   const struct chain *chain, const struct chain *but,
                                   posting_change change, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < chain->count && status == STATUS_OK; i++) {
        status = change_postings(transaction, seq, &chain->links[i], but, change, error);
    }
    return status;
}

/* ---- references ---- */

/* The chain that begins with an arriving statement, for those that refer to it. */
struct spreading {
    struct transaction *transaction;
    const struct chain *chain;
};

static enum status add_chain(void *context, int64_t seq, bool is_voided, struct error *error)
{
    const struct spreading *spreading = context;
    return is_voided ? STATUS_OK
                     : change_by_chain(spreading->transaction, seq, spreading->chain, NULL,
                                       add_late, error);
}

static enum status spread(struct transaction *transaction, const struct chain *chain,
                          struct error *error)
{
    struct spreading spreading = {transaction, chain};
    return referrers_visit(transaction->connection, &chain->links[0].id, add_chain, &spreading,
                           error);
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

enum status references_add(struct transaction *transaction, int64_t seq, bool is_referred_to,
                           const struct statement *statement, struct error *error)
{
    if (!is_referred_to && !statement->refers) {
        return STATUS_OK;
    }
    transaction->must_post = true;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct chain *chain = chain_create(arena);
    chain_add(chain, statement);
    enum status status = chain_follow(transaction->connection, chain, error);
    if (status == STATUS_OK && statement->refers) {
        status = add_reference(transaction, seq, statement, error);
    }
    if (status == STATUS_OK && statement->refers) {
        status = postings_note_own(transaction, seq, statement, error);
    }
    if (status == STATUS_OK) {
        status = inherit(transaction, seq, chain, 1, error);
    }
    return status == STATUS_OK && is_referred_to ? spread(transaction, chain, error) : status;
}

#define VOIDS "SELECT max(voids) FROM statement_reference WHERE target = $1"

void references_foresee(struct connection *connection, const struct statement *statement)
{
    connection_foresee(connection, VOIDS, VALUES(value_uuid(&statement->id)));
}

enum status references_await(struct transaction *transaction, const struct statement *statement,
                             bool *out_is_referred_to, bool *out_is_voided, struct error *error)
{
    int64_t voids = -1;
    enum status status = connection_integer(transaction->connection, VOIDS,
                                            VALUES(value_uuid(&statement->id)), &voids, error);
    *out_is_referred_to = voids >= 0;
    *out_is_voided = voids > 0 && !statement->voids;
    return status;
}

/* Notes that the statement is voided, and its own terms, which one that refers has noted already.
 */
static enum status note_voided(struct transaction *transaction, int64_t seq,
                               const struct statement *statement, const struct link *own,
                               struct error *error)
{
    enum status status = add_late(transaction, POSTING_VOIDED, seq, error);
    if (status != STATUS_OK || statement->refers) {
        return status;
    }
    status = add_late(transaction, POSTING_MARK, seq, error);
    return status == STATUS_OK ? change_postings(transaction, seq, own, NULL, add_own_late, error)
                               : status;
}

enum status references_hide(struct transaction *transaction, int64_t seq,
                            const struct statement *statement, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct chain *chain = chain_create(arena);
    chain_add(chain, statement);
    enum status status = chain_follow(transaction->connection, chain, error);
    if (status == STATUS_OK) {
        status = unposted_flush(transaction, error);
    }
    if (status == STATUS_OK) {
        status = change_by_chain(transaction, seq, chain, NULL, take_away, error);
    }
    return status == STATUS_OK ? note_voided(transaction, seq, statement, &chain->links[0], error)
                               : status;
}

static enum status withdraw(void *context, int64_t seq, struct statement *statement,
                            struct error *error)
{
    struct transaction *transaction = context;
    int64_t changed = 0;
    if (statement->voids) {
        return STATUS_OK; /* Data 2.3.2: it cannot be voided */
    }
    enum status status = connection_integer(
        transaction->connection,
        "UPDATE statement SET voided = 1 WHERE seq = $1 AND voided = 0 RETURNING seq",
        VALUES(value_integer(seq)), &changed, error);
    if (status != STATUS_OK || changed == 0) {
        return status;
    }
    status = references_hide(transaction, seq, statement, error);
    status =
        status == STATUS_OK ? conformance_count(transaction, seq, statement, -1, error) : status;
    return status == STATUS_OK ? projections_withdraw(transaction, statement, error) : status;
}

enum status voiding_apply(struct transaction *transaction, const struct statement *statement,
                          struct error *error)
{
    return statements_visit(transaction->connection, &statement->reference, withdraw, transaction,
                            error);
}

/* ---- a statement that goes, or is another one now ---- */

/* What the statement had and gave to those that refer to it, and what it does now (no links:
 * nothing). `own` has the statement itself only. */
struct replacing {
    struct transaction *transaction;
    struct {
        struct chain *own;
        struct chain *whole;
    } before, after;
};

static enum status add_link(void *context, int64_t seq, struct statement *statement,
                            struct error *error)
{
    (void)seq;
    (void)error;
    chain_add_copy(context, statement);
    return STATUS_OK;
}

/* The chain that begins with the stored statement `seq`. */
static enum status follow_from(struct connection *connection, int64_t seq, struct chain *chain,
                               struct error *error)
{
    enum status status = statements_visit_at(connection, seq, add_link, chain, error);
    return status == STATUS_OK ? chain_follow(connection, chain, error) : status;
}

/* It keeps what it has by other links, or by itself. */
static enum status replace_inherited(void *context, int64_t seq, bool is_voided,
                                     struct error *error)
{
    const struct replacing *replacing = context;
    struct transaction *transaction = replacing->transaction;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct chain *chain = chain_create(arena);
    if (is_voided) {
        return STATUS_OK;
    }
    enum status status = follow_from(transaction->connection, seq, chain, error);
    if (status == STATUS_OK) {
        status =
            change_by_chain(transaction, seq, replacing->before.whole, chain, take_away, error);
    }
    return status == STATUS_OK
               ? change_by_chain(transaction, seq, replacing->after.whole, NULL, add_late, error)
               : status;
}

/* Whether it has postings that tell which terms are its own (store/postings.h). */
static bool is_noted(const struct replaced_statement *replaced)
{
    return replaced->is_voided || replaced->before->refers;
}

/* The postings of the statement itself. */
static enum status replace_own(const struct replacing *replacing,
                               const struct replaced_statement *replaced, struct error *error)
{
    struct transaction *transaction = replacing->transaction;
    int64_t seq = replaced->seq;
    enum status status = STATUS_OK;
    if (!replaced->is_voided) {
        status = change_by_chain(transaction, seq, replacing->before.whole, replacing->after.whole,
                                 take_away, error);
    }
    if (status == STATUS_OK && !replaced->is_voided) {
        status = change_by_chain(transaction, seq, replacing->after.whole, NULL, add_late, error);
    }
    if (status != STATUS_OK || !is_noted(replaced)) {
        return status;
    }
    status = change_by_chain(transaction, seq, replacing->before.own, replacing->after.own,
                             take_own_away, error);
    return status == STATUS_OK
               ? change_by_chain(transaction, seq, replacing->after.own, NULL, add_own_late, error)
               : status;
}

static enum status forget_marks(struct transaction *transaction, int64_t seq,
                                const struct statement *statement, struct error *error)
{
    enum status status = take_away(transaction, POSTING_MARK, seq, error);
    status = status == STATUS_OK ? take_away(transaction, POSTING_VOIDED, seq, error) : status;
    return status == STATUS_OK && statement->refers
               ? connection_run(transaction->connection,
                                "DELETE FROM statement_reference WHERE target = $1 AND seq = $2",
                                VALUES(value_uuid(&statement->reference), value_integer(seq)),
                                error)
               : status;
}

static enum status begin_chain(struct connection *connection, const struct statement *statement,
                               struct chain *own, struct chain *whole, struct error *error)
{
    chain_add(own, statement);
    chain_add(whole, statement);
    return chain_follow(connection, whole, error);
}

enum status references_replace(struct transaction *transaction,
                               const struct replaced_statement *replaced, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct connection *connection = transaction->connection;
    struct replacing replacing = {.transaction = transaction,
                                  .before = {chain_create(arena), chain_create(arena)},
                                  .after = {chain_create(arena), chain_create(arena)}};
    enum status status = begin_chain(connection, replaced->before, replacing.before.own,
                                     replacing.before.whole, error);
    if (status == STATUS_OK && replaced->after != NULL) {
        status = begin_chain(connection, replaced->after, replacing.after.own,
                             replacing.after.whole, error);
    }
    status = status == STATUS_OK ? replace_own(&replacing, replaced, error) : status;
    if (status == STATUS_OK && is_noted(replaced) && replaced->after == NULL) {
        status = forget_marks(transaction, replaced->seq, replaced->before, error);
    }
    return status == STATUS_OK ? referrers_visit(connection, &replaced->before->id,
                                                 replace_inherited, &replacing, error)
                               : status;
}
