/* SPDX-License-Identifier: Apache-2.0 */

/* Once in a store's life: what the postings of an older program lack. */
#include "store/parts.h"
#include "store/spans.h"

static enum status add_own(struct connection *connection, int64_t seq, const struct term *term,
                           struct error *error)
{
    return connection_run(
        connection,
        "INSERT INTO posting (term, seq) SELECT -t.id, $1 FROM term t WHERE t.kind = $2 AND "
        "t.value = $3",
        VALUES(value_integer(seq), value_integer((int64_t)term->kind), value_text(term->value)),
        error);
}

static enum status visit(void *context, int64_t seq, struct statement *statement,
                         struct error *error)
{
    struct connection *connection = context;
    enum status status =
        connection_run(connection, "INSERT INTO posting (term, seq) VALUES ($1, $2)",
                       VALUES(value_integer(POSTING_MARK), value_integer(seq)), error);
    for (size_t i = 0; i < statement->term_count && status == STATUS_OK; i++) {
        status = add_own(connection, seq, &statement->terms[i], error);
    }
    return status;
}

enum status postings_fill(struct connection *connection, struct error *error)
{
    const struct statement_walk walk = {
        .sql = "SELECT " STATEMENT_WALK_COLUMNS " FROM statement s "
               "JOIN authority a ON a.id = s.authority WHERE s.voided <> 0 OR "
               "EXISTS (SELECT 1 FROM statement_reference r WHERE r.seq = s.seq)",
        .is_long = true,
        .visit = visit,
        .context = connection};
    int64_t last_seq = 0;
    enum status status = statements_walk(connection, &walk, error);
    if (status == STATUS_OK) {
        status = connection_run(
            connection,
            "INSERT INTO posting (term, seq) SELECT CAST($1 AS BIGINT), seq FROM statement "
            "WHERE voided <> 0",
            VALUES(value_integer(POSTING_VOIDED)), error);
    }
    if (status == STATUS_OK) {
        status = connection_run(connection,
                                "DELETE FROM posting WHERE term > 0 AND seq IN "
                                "(SELECT seq FROM statement WHERE voided <> 0)",
                                NO_VALUES, error);
    }
    if (status == STATUS_OK) {
        status = connection_integer(connection, "SELECT max(seq) FROM statement", NO_VALUES,
                                    &last_seq, error);
    }
    return status == STATUS_OK ? spans_rebuild(connection, last_seq, error) : status;
}
