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

/* What others have written since may have changed definitions; terms stay what they are. */
enum status turns_take(struct transaction *transaction, struct error *error)
{
    const char *take_turn = transaction->connection->backend->take_turn;
    if (take_turn == NULL) {
        return STATUS_OK;
    }
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status =
        cursor_begin(transaction->connection, take_turn, NO_VALUES, &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    assert(row);
    transaction->next_seq = cursor_integer(cursor, 0) + 1;
    store_keep_stamp_us(transaction->store, cursor_integer(cursor, 1));
    terms_set_last(transaction->terms, cursor_integer(cursor, 2));
    if (transaction->defined_seq != cursor_integer(cursor, 3)) {
        transaction->defined_seq = cursor_integer(cursor, 3);
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

enum status turns_end(struct turns *turns, const struct transaction *transaction,
                      struct error *error)
{
    struct connection *connection = transaction->connection;
    const struct backend *backend = connection->backend;
    if (backend->end_turn == NULL) {
        return STATUS_OK;
    }
    int64_t stamp_us = store_last_stamp_us(transaction->store);
    enum status status = connection_run(
        connection, backend->end_turn,
        VALUES(value_integer(transaction->next_seq - 1), value_integer(stamp_us)), error);
    turns->number++;
    return status == STATUS_OK
               ? connection_run(connection, backend->sign_turn,
                                VALUES(value_integer(turns->process), value_integer(turns->number),
                                       value_integer(stamp_us)),
                                error)
               : status;
}
