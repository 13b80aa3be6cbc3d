/* SPDX-License-Identifier: Apache-2.0 */

/* Statements one at a time, into transactions of any length. */
#include "store/internal.h"
#include "store/pending.h"
#include "store/unposted.h"

enum status transaction_add_statement(struct transaction *transaction, struct statement *statement,
                                      bool *out_new, struct error *error)
{
    int64_t next_seq = transaction->next_seq;
    const struct statement_list list = {statement, 1};
    /* A conflict is found before anything is written. */
    enum status status = transaction_put_statements(transaction, &list, error);
    if (status != STATUS_OK) {
        return status;
    }
    *out_new = transaction->next_seq != next_seq;
    return pending_is_much(transaction->pending) ? unposted_flush(transaction, error) : STATUS_OK;
}
