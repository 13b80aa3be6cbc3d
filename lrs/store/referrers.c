/* SPDX-License-Identifier: Apache-2.0 */

/* Level by level: those that refer to it, those that refer to these, and so on. Not by one
 * recursive query, as that would have to go from node to node where the tables are spread.
 *
 * A statement refers to one other at most, so none is met on two ways, and the only circle that can
 * be met leads through the statement that all began with. */
#include "store/referrers.h"

#include "base/mem.h"
#include "store/chain.h"

#include <stdlib.h>
#include <string.h>

#define REFERRING "SELECT r.seq FROM statement_reference r WHERE r.target = $1"
#define ID_OF "SELECT s.id, s.voided FROM statement s WHERE s.seq = $1"

enum { FORESEEN_AT_ONCE = 256 };

struct referrer {
    int64_t seq;
    struct uuid id;
    bool is_voided;
};

/* Statements that are equally far from the one that all began with. */
struct level {
    struct referrer *items;
    size_t count;
    size_t capacity;
};

static void level_finish(struct level *level)
{
    free(level->items);
}
DEFINE_AUTO_VALUE(struct level, level_finish);

static void level_add(struct level *level, const struct referrer *referrer)
{
    if (level->count == level->capacity) {
        level->capacity = level->capacity == 0 ? 16 : level->capacity * 2;
        level->items = mem_resize(level->items, level->capacity, sizeof *level->items);
    }
    level->items[level->count++] = *referrer;
}

/* Those that refer to `target`, their ids not known yet. */
static enum status add_referring(struct connection *connection, const struct uuid *target,
                                 struct level *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(connection, REFERRING, VALUES(value_uuid(target)), &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        level_add(out, &(struct referrer){.seq = cursor_integer(cursor, 0)});
    }
    return status;
}

static void foresee_referring(struct connection *connection, const struct level *level,
                              size_t first)
{
    for (size_t i = first; i < level->count && i < first + FORESEEN_AT_ONCE; i++) {
        connection_foresee(connection, REFERRING, VALUES(value_uuid(&level->items[i].id)));
    }
}

static enum status add_all_referring(struct connection *connection, const struct level *level,
                                     struct level *out, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < level->count && status == STATUS_OK; i++) {
        if (i % FORESEEN_AT_ONCE == 0) {
            foresee_referring(connection, level, i);
        }
        status = add_referring(connection, &level->items[i].id, out, error);
    }
    return status;
}

static enum status find_id(struct connection *connection, struct referrer *referrer,
                           struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status =
        cursor_begin(connection, ID_OF, VALUES(value_integer(referrer->seq)), &cursor, error);
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status == STATUS_OK && !row) {
        return FAIL(error, STATUS_INTERNAL, "statement %lld refers to another and is not there",
                    (long long)referrer->seq);
    }
    if (status == STATUS_OK) {
        referrer->id = cursor_uuid(cursor, 0);
        referrer->is_voided = cursor_integer(cursor, 1) != 0;
    }
    return status;
}

static void foresee_ids(struct connection *connection, const struct level *level, size_t first)
{
    for (size_t i = first; i < level->count && i < first + FORESEEN_AT_ONCE; i++) {
        connection_foresee(connection, ID_OF, VALUES(value_integer(level->items[i].seq)));
    }
}

/* Finds the ids, and drops the statement `start`, to which a circle has led back. */
static enum status find_ids(struct connection *connection, const struct uuid *start,
                            struct level *level, struct error *error)
{
    enum status status = STATUS_OK;
    size_t kept = 0;
    for (size_t i = 0; i < level->count && status == STATUS_OK; i++) {
        if (i % FORESEEN_AT_ONCE == 0) {
            foresee_ids(connection, level, i);
        }
        struct referrer referrer = level->items[i];
        status = find_id(connection, &referrer, error);
        if (memcmp(referrer.id.bytes, start->bytes, sizeof start->bytes) != 0) {
            level->items[kept++] = referrer;
        }
    }
    level->count = kept;
    return status;
}

static enum status visit_all(const struct level *level, referrer_visitor visit, void *context,
                             struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < level->count && status == STATUS_OK; i++) {
        status = visit(context, level->items[i].seq, level->items[i].is_voided, error);
    }
    return status;
}

enum status referrers_visit(struct connection *connection, const struct uuid *id,
                            referrer_visitor visit, void *context, struct error *error)
{
    AUTO(level_finish) struct level level = {0};
    enum status status = STATUS_OK;
    level_add(&level, &(struct referrer){.id = *id});
    for (int links = 1; links < CHAIN_MAX && level.count > 0 && status == STATUS_OK; links++) {
        struct level next = {0};
        status = add_all_referring(connection, &level, &next, error);
        if (status == STATUS_OK) {
            status = find_ids(connection, id, &next, error);
        }
        if (status == STATUS_OK) {
            status = visit_all(&next, visit, context, error);
        }
        level_finish(&level);
        level = next;
    }
    return status;
}
