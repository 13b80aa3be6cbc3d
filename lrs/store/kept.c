/* SPDX-License-Identifier: Apache-2.0 */

/* One query over the statements, with all that belongs to each. */
#include "store/kept.h"

#include "store/bodies.h"

/* LEFT JOIN: a statement without its authority is to be found, not passed over. */
#define KEPT_QUERY                                                                           \
    "SELECT s.seq, s.id, s.stored_us, s.members, s.timestamp, a.json, s.version, s.voided, " \
    "s.timestamp_us, s.voids, EXISTS (SELECT 1 FROM definition_change c WHERE "              \
    "c.seq = s.seq) FROM statement s LEFT JOIN authority a ON a.id = s.authority "           \
    "WHERE s.stored_us > $1 ORDER BY s.seq"

static enum status read_row(struct cursor *cursor, struct kept_statement *out, struct error *error)
{
    *out = (struct kept_statement){
        .stored =
            {
                .seq = cursor_integer(cursor, 0),
                .id = cursor_uuid(cursor, 1),
                .stored_us = cursor_integer(cursor, 2),
                .timestamp = cursor_text(cursor, 4),
                .authority = cursor_text(cursor, 5),
                .version = cursor_text(cursor, 6),
                .voided = cursor_integer(cursor, 7) != 0,
                .reader = cursor->connection,
            },
        .timestamp_us = cursor_integer(cursor, 8),
        .voids = cursor_integer(cursor, 9) != 0,
        .defines = cursor_integer(cursor, 10) != 0,
    };
    return bodies_read(cursor, 3, &out->stored.members, error);
}

enum status kept_walk(struct connection *connection, int64_t since_us, kept_visitor visit,
                      void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin_walk(connection, KEPT_QUERY, VALUES(value_integer(since_us)), &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        struct kept_statement kept;
        status = read_row(cursor, &kept, error);
        if (status == STATUS_OK) {
            status = visit(context, &kept, error);
        }
    }
    return status;
}

static struct text copy(struct arena *arena, struct text text)
{
    return text.data == NULL ? text : (struct text){arena_copy(arena, text), text.length};
}

enum status kept_to_statement(const struct kept_statement *kept, struct arena *arena,
                              struct statement *out, struct error *error)
{
    struct statement statement = {0};
    enum status status =
        statement_read_stored(copy(arena, kept->stored.members),
                              copy(arena, kept->stored.authority), arena, &statement, error);
    if (status != STATUS_OK) {
        return status;
    }
    statement.id = kept->stored.id;
    statement.timestamp = copy(arena, kept->stored.timestamp);
    statement.timestamp_us = kept->timestamp_us;
    statement.stored_us = kept->stored.stored_us;
    statement.version = copy(arena, kept->stored.version);
    statement.defines = kept->defines;
    *out = statement;
    return STATUS_OK;
}
