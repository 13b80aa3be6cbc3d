/* SPDX-License-Identifier: Apache-2.0 */

/* A report's question, asked on a connection. */
#ifndef STORE_REPORT_QUERY_H
#define STORE_REPORT_QUERY_H

#include "base/arena.h"
#include "store/backend.h"
#include "store/snapshot.h"
#include "store/store.h"

/* As store_ask_report(), on a connection that the caller holds. */
MUST_CHECK enum status report_query_ask(struct connection *reader, const struct report_query *query,
                                        report_visitor visit, void *context, struct error *error);

/* As snapshot_ask_numbers(). */
MUST_CHECK enum status report_query_ask_numbers(struct connection *reader,
                                                const struct report_query *query,
                                                number_visitor visit, void *context,
                                                struct error *error);

/* As reports show it: NULL of SQL NULL, bytes as hexadecimal. In `arena`. */
const char *value_as_text(struct value value, struct arena *arena);

#endif
