/* SPDX-License-Identifier: Apache-2.0 */

/* The rows `sequencing`, which all writers lock, and `turn`, of which each process has its own.
 *
 * What became of a transaction is asked for by the process's own row in `turn`, not by the
 * server's number of the transaction: a standby that takes over gives such numbers a second time,
 * to transactions of others. */
#include "store/turns.h"

#include "store/definitions.h"
#include "store/terms.h"

#include <assert.h>
#include <sodium.h>

/* Nobody asks for longer than the writer repeats a transaction. */
static const int64_t forget_after_us = INT64_C(86400) * 1000000;

enum status turns_init(struct turns *turns, struct connection *connection, struct error *error)
{
    randombytes_buf(&turns->process, sizeof turns->process);
    turns->number = 0;
    const char *forget = connection->backend->forget_turns;
    return forget == NULL
               ? STATUS_OK
               : connection_run(connection, forget, VALUES(value_integer(forget_after_us)), error);
}

/* The row's lock ends when the transaction is visible here, which is before it is so on other nodes
 * (two-phase commit). */
static enum status hold_turn(struct connection *connection, struct error *error)
{
    return connection->is_spread
               ? connection_run(connection, connection->backend->hold_turn, NO_VALUES, error)
               : STATUS_OK;
}

/* What others have written since may have changed definitions; terms stay what they are. */
enum status turns_take(struct turns *turns, struct transaction *transaction, struct error *error)
{
    const char *take_turn = transaction->connection->backend->take_turn;
    if (take_turn == NULL) {
        return STATUS_OK;
    }
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = hold_turn(transaction->connection, error);
    if (status == STATUS_OK) {
        status = cursor_begin(transaction->connection, take_turn, NO_VALUES, &cursor, error);
    }
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    assert(row);
    transaction->next_seq = cursor_integer(cursor, 0) + 1;
    store_keep_stamp_us(transaction->store, cursor_integer(cursor, 1));
    turns->term = cursor_integer(cursor, 2);
    turns->defined_seq = cursor_integer(cursor, 3);
    terms_keep_last(transaction->terms, turns->term);
    if (transaction->defined_seq != turns->defined_seq) {
        transaction->defined_seq = turns->defined_seq;
        definitions_forget(transaction->definitions);
    }
    return STATUS_OK;
}

enum status turns_was_committed(const struct turns *turns, struct connection *connection, bool *out,
                                struct error *error)
{
    int64_t number = -1;
    enum status status = connection_integer(connection, connection->backend->last_turn,
                                            VALUES(value_integer(turns->process)), &number, error);
    *out = number == turns->number;
    return status;
}

/* Only when there is something to note: most transactions repeat terms of earlier ones. */
static enum status note_given(struct turns *turns, const struct transaction *transaction,
                              struct error *error)
{
    int64_t term = terms_last(transaction->terms);
    if (term == turns->term && transaction->defined_seq == turns->defined_seq) {
        return STATUS_OK;
    }
    return connection_run(transaction->connection, transaction->connection->backend->note_given,
                          VALUES(value_integer(term), value_integer(transaction->defined_seq)),
                          error);
}

enum status turns_end(struct turns *turns, const struct transaction *transaction,
                      struct error *error)
{
    struct connection *connection = transaction->connection;
    const struct backend *backend = connection->backend;
    if (backend->end_turn == NULL) {
        return STATUS_OK;
    }
    turns->stamp_us = store_last_stamp_us(transaction->store);
    enum status status = connection_run(
        connection, backend->end_turn,
        VALUES(value_integer(transaction->next_seq - 1), value_integer(turns->stamp_us)), error);
    if (status == STATUS_OK) {
        status = note_given(turns, transaction, error);
    }
    turns->number++;
    return status == STATUS_OK
               ? connection_run(connection, backend->sign_turn,
                                VALUES(value_integer(turns->process), value_integer(turns->number),
                                       value_integer(turns->stamp_us)),
                                error)
               : status;
}

void turns_note_bound(const struct turns *turns, struct connection *connection)
{
    struct error ignored; /* the bound of before is still true */
    if (connection->is_spread) {
        (void)!connection_run(connection, connection->backend->note_bound,
                              VALUES(value_integer(turns->process), value_integer(turns->stamp_us)),
                              &ignored);
    }
}
