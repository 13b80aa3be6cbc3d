/* SPDX-License-Identifier: Apache-2.0 */

/* One read transaction. Its last statement is where to go on: seq is given in the order of commits.
 * Only where a transaction comes to light on one node before another (store/citus.h) does the last
 * one seen not promise those before it; there Consistent-Through says how far to look. */
#include "store/snapshot.h"

#include "base/mem.h"
#include "store/ids.h"
#include "store/internal.h"
#include "store/query_page.h"
#include "store/report_query.h"

struct snapshot {
    struct store *store;
    struct connection *reader;
    struct snapshot_mark last;
};

static struct snapshot_mark read_mark(struct cursor *cursor)
{
    return (struct snapshot_mark){.seq = cursor_integer(cursor, 0),
                                  .stored_us = cursor_integer(cursor, 1),
                                  .id = cursor_uuid(cursor, 2)};
}

static enum status find_mark(struct connection *reader, const char *sql, const struct value *value,
                             struct snapshot_mark *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = cursor_begin(reader, sql, value, value == NULL ? 0 : 1, &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    *out = row ? read_mark(cursor) : (struct snapshot_mark){.seq = 0};
    return status;
}

#define MARK "SELECT seq, stored_us, id FROM statement "

static enum status find_last(struct snapshot *snapshot, int64_t bound_us, struct error *error)
{
    const struct value bound = value_integer(bound_us);
    return snapshot->reader->is_spread
               ? find_mark(snapshot->reader,
                           MARK "WHERE stored_us <= $1 ORDER BY stored_us DESC LIMIT 1", &bound,
                           &snapshot->last, error)
               : find_mark(snapshot->reader, MARK "ORDER BY seq DESC LIMIT 1", NULL,
                           &snapshot->last, error);
}

static enum status begin(struct snapshot *snapshot, struct error *error)
{
    struct connection *reader = snapshot->reader;
    int64_t bound_us = store_consistent_through_us(snapshot->store); /* before the moment */
    enum status status = connection_run(reader, reader->backend->begin_snapshot, NO_VALUES, error);
    if (status == STATUS_OK && reader->backend->allow_pauses != NULL) {
        status = connection_run(reader, reader->backend->allow_pauses, NO_VALUES, error);
    }
    return status == STATUS_OK ? find_last(snapshot, bound_us, error) : status;
}

enum status snapshot_begin(struct store *store, struct snapshot **out, struct error *error)
{
    AUTO(snapshot_end) struct snapshot *snapshot = MEM_NEW(struct snapshot);
    snapshot->store = store;
    snapshot->reader = store_borrow_reader(store);
    enum status status = begin(snapshot, error);
    if (status == STATUS_OK) {
        *out = TAKE(snapshot);
    }
    return status;
}

void snapshot_end(struct snapshot *snapshot)
{
    struct error ignored; /* there may be no transaction */
    if (snapshot != NULL) {
        (void)!connection_run(snapshot->reader, "ROLLBACK", NO_VALUES, &ignored);
        store_return_reader(snapshot->store, snapshot->reader);
        free(snapshot);
    }
}

const struct snapshot_mark *snapshot_last(const struct snapshot *snapshot)
{
    return &snapshot->last;
}

enum status snapshot_look(struct snapshot *snapshot, int64_t seq, struct snapshot_mark *out,
                          int64_t *out_count, struct error *error)
{
    const struct value place = value_integer(seq);
    *out_count = 0;
    enum status status = find_mark(snapshot->reader, MARK "WHERE seq = $1", &place, out, error);
    return status == STATUS_OK ? connection_integer(snapshot->reader,
                                                    "SELECT count(*) FROM statement WHERE seq "
                                                    "<= $1",
                                                    VALUES(place), out_count, error)
                               : status;
}

enum status snapshot_ask(struct snapshot *snapshot, const struct report_query *query,
                         report_visitor visit, void *context, struct error *error)
{
    return report_query_ask(snapshot->reader, query, visit, context, error);
}

enum status snapshot_ask_numbers(struct snapshot *snapshot, const struct report_query *query,
                                 number_visitor visit, void *context, struct error *error)
{
    return report_query_ask_numbers(snapshot->reader, query, visit, context, error);
}

/* LEFT JOIN: a statement without its authority is to be found, not passed over. */
#define BEHIND                                                                              \
    "SELECT " PAGE_COLUMNS " FROM statement s LEFT JOIN authority a ON a.id = s.authority " \
    "WHERE s.seq > $1 AND s.seq <= $2 ORDER BY s.seq LIMIT $3"

enum status snapshot_walk(struct snapshot *snapshot, int64_t after_seq, int64_t limit,
                          statement_visitor visit, void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = true;
    enum status status = cursor_begin_walk(
        snapshot->reader, BEHIND,
        VALUES(value_integer(after_seq), value_integer(snapshot->last.seq), value_integer(limit)),
        &cursor, error);
    while (status == STATUS_OK) {
        struct stored_statement statement;
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = page_read_row(cursor, &statement, error);
        status = status == STATUS_OK ? visit(context, &statement, error) : status;
    }
    return status;
}

/* The target may not be there yet, and a voiding statement stays as it is. */
static enum status visit_target(struct snapshot *snapshot, const struct uuid *target,
                                seq_visitor visit, void *context, struct error *error)
{
    int64_t seq = 0;
    int64_t voided = 0;
    enum status status = ids_find(snapshot->reader, target, &seq, error);
    if (status == STATUS_OK && seq != 0) {
        status = connection_integer(snapshot->reader, "SELECT voided FROM statement WHERE seq = $1",
                                    VALUES(value_integer(seq)), &voided, error);
    }
    return status == STATUS_OK && voided != 0 ? visit(context, seq, error) : status;
}

enum status snapshot_walk_voided(struct snapshot *snapshot, int64_t after_seq, seq_visitor visit,
                                 void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = true;
    enum status status = cursor_begin_walk(
        snapshot->reader,
        "SELECT target FROM statement_reference WHERE seq > $1 AND seq <= $2 AND voids = 1",
        VALUES(value_integer(after_seq), value_integer(snapshot->last.seq)), &cursor, error);
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        const struct uuid target = cursor_uuid(cursor, 0);
        status = visit_target(snapshot, &target, visit, context, error);
    }
    return status;
}
