/* SPDX-License-Identifier: Apache-2.0 */

/* The index over statement.id, or the table statement_id that stands for it. */
#include "store/ids.h"

static const char *query_of(const struct connection *connection)
{
    return connection->is_spread ? "SELECT seq FROM statement_id WHERE id = $1"
                                 : "SELECT seq FROM statement WHERE id = $1";
}

void ids_foresee(struct connection *connection, const struct uuid *id)
{
    connection_foresee(connection, query_of(connection), VALUES(value_uuid(id)));
}

enum status ids_find(struct connection *connection, const struct uuid *id, int64_t *out_seq,
                     struct error *error)
{
    *out_seq = 0;
    return connection_integer(connection, query_of(connection), VALUES(value_uuid(id)), out_seq,
                              error);
}

enum status ids_add(struct connection *connection, const struct uuid *id, int64_t seq,
                    struct error *error)
{
    return connection->is_spread
               ? connection_run(connection, "INSERT INTO statement_id (id, seq) VALUES ($1, $2)",
                                VALUES(value_uuid(id), value_integer(seq)), error)
               : STATUS_OK;
}

enum status ids_remove(struct connection *connection, const struct uuid *id, struct error *error)
{
    return connection->is_spread
               ? connection_run(connection, "DELETE FROM statement_id WHERE id = $1",
                                VALUES(value_uuid(id)), error)
               : STATUS_OK;
}
