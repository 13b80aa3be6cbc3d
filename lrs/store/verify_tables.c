/* SPDX-License-Identifier: Apache-2.0 */

/* Tables of two stores compared row by row, in one order, without the numbers that terms happen to
 * have. */
#include "base/mem.h"
#include "store/verify_parts.h"

#include <stdio.h>
#include <string.h>

/* Rows come sorted by their first `key_count` columns, which tell them apart. Text is sorted by
 * its bytes. */
struct compared {
    const char *name;
    size_t key_count;
    const char *sql;
};

#define PROGRESS_QUERY                                                                           \
    "SELECT l.value, a.value, a.kind, p.statements, p.attempts, p.progress, p.best_score, "      \
    "p.enrolled_us, p.enrolled_id, p.started_us, p.started_id, p.completed_us, p.completed_id, " \
    "p.passed_us, p.passed_id, p.failed_us, p.failed_id, p.satisfied_us, p.satisfied_id, "       \
    "p.last_us, p.last_id FROM progress p JOIN term l ON l.id = p.learner "                      \
    "JOIN term a ON a.id = p.activity ORDER BY 1, 2, 3"

/* The first is driven in the order of its indexes, so that nothing has to be sorted. */
static const struct compared table[] = {
    {"postings", 3,
     "SELECT t.kind, t.value, p.seq FROM term t CROSS JOIN posting p WHERE p.term = t.id "
     "ORDER BY t.kind, t.value, p.seq"},
    {"voided statements", 1, "SELECT seq FROM statement WHERE voided <> 0 ORDER BY seq"},
    {"references", 2, "SELECT target, seq, voids FROM statement_reference ORDER BY target, seq"},
    {"progress", 3, PROGRESS_QUERY},
    {"placements", 3,
     "SELECT a.value, coalesce(c.value, ''), p.kind, p.statements FROM placement p "
     "JOIN term a ON a.id = p.activity LEFT JOIN term c ON c.id = p.course ORDER BY 1, 2, 3"},
    {"activity names", 4,
     "SELECT t.value, n.language, n.day, n.name, n.statements FROM activity_name n "
     "JOIN term t ON t.id = n.activity ORDER BY 1, 2, 3, 4"},
    {"agent names", 2,
     "SELECT t.value, n.name, n.statements FROM agent_name n JOIN term t ON t.id = n.agent "
     "ORDER BY 1, 2"},
    {"organisations", 1,
     "SELECT t.value, o.organisation, o.said_us, o.said_id FROM learner_organisation o "
     "JOIN term t ON t.id = o.learner ORDER BY 1"},
    {"site evaluations", 1,
     "SELECT t.value, e.organisation, e.reports, e.patients, e.first_us, e.last_us "
     "FROM site_evaluation e JOIN term t ON t.id = e.site ORDER BY 1"},
    {"definitions", 2,
     "SELECT t.kind, t.value, d.json FROM definition d JOIN term t ON t.id = d.term "
     "ORDER BY 1, 2"},
};

/* One side of a comparison. */
struct side {
    struct cursor *cursor;
    bool row;
};

static enum status side_begin(struct side *side, struct connection *connection, const char *sql,
                              struct error *error)
{
    side->row = false;
    enum status status = cursor_begin_walk(connection, sql, NO_VALUES, &side->cursor, error);
    return status == STATUS_OK ? cursor_step(side->cursor, &side->row, error) : status;
}

static void side_end(struct side *side)
{
    cursor_end(side->cursor);
}
DEFINE_AUTO_VALUE(struct side, side_end);

static int compare_bytes(struct text left, struct text right)
{
    size_t common = left.length < right.length ? left.length : right.length;
    int order = common == 0 ? 0 : memcmp(left.data, right.data, common);
    return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

static int compare_values(const struct value *left, const struct value *right)
{
    if (left->kind != right->kind) {
        return left->kind < right->kind ? -1 : 1;
    }
    switch (left->kind) {
    case VALUE_NULL:
        return 0;
    case VALUE_INTEGER:
        return (left->integer > right->integer) - (left->integer < right->integer);
    case VALUE_REAL:
        return (left->real > right->real) - (left->real < right->real);
    case VALUE_TEXT:
    case VALUE_BLOB:
        break;
    }
    return compare_bytes(left->bytes, right->bytes);
}

static int compare_columns(const struct side *left, const struct side *right, size_t first,
                           size_t end)
{
    int order = 0;
    for (size_t i = first; i < end && order == 0; i++) {
        struct value a = cursor_column(left->cursor, i);
        struct value b = cursor_column(right->cursor, i);
        order = compare_values(&a, &b);
    }
    return order;
}

/* The row's key, for a person. */
static void note(struct verify_check *check, const struct compared *compared, const char *what,
                 const struct side *side)
{
    char key[VERIFY_EXAMPLE_SIZE] = "";
    size_t length = 0;
    for (size_t i = 0; i < compared->key_count && length < sizeof key - 1; i++) {
        struct value value = cursor_column(side->cursor, i);
        size_t room = sizeof key - length;
        int added = value.kind == VALUE_INTEGER
                        ? snprintf(key + length, room, " %lld", (long long)value.integer)
                    : value.kind == VALUE_TEXT
                        ? snprintf(key + length, room, " '%.*s'", TEXT_ARGUMENTS(value.bytes))
                        : snprintf(key + length, room, " (bytes)");
        length += added > 0 ? (size_t)added : 0;
    }
    verify_found(check, "%s:%s", what, key);
}

static enum status compare_rows(const struct compared *compared, struct side *found,
                                struct side *expected, struct verify_check *check,
                                struct error *error)
{
    size_t columns = found->cursor->connection->backend->column_count(found->cursor);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (found->row || expected->row)) {
        int order = !found->row      ? 1
                    : !expected->row ? -1
                                     : compare_columns(found, expected, 0, compared->key_count);
        check->checked++;
        if (order > 0) {
            note(check, compared, "missing", expected);
        } else if (order < 0) {
            note(check, compared, "too many", found);
        } else if (compare_columns(found, expected, compared->key_count, columns) != 0) {
            note(check, compared, "differs", found);
        }
        status = order <= 0 ? cursor_step(found->cursor, &found->row, error) : STATUS_OK;
        if (status == STATUS_OK && order >= 0) {
            status = cursor_step(expected->cursor, &expected->row, error);
        }
    }
    return status;
}

static enum status compare_table(const struct compared *compared, struct connection *found,
                                 struct connection *expected, struct verify_check *check,
                                 struct error *error)
{
    AUTO(side_end) struct side left = {.cursor = NULL};
    AUTO(side_end) struct side right = {.cursor = NULL};
    enum status status = side_begin(&right, expected, compared->sql, error);
    if (status == STATUS_OK) {
        status = side_begin(&left, found, compared->sql, error);
    }
    return status == STATUS_OK ? compare_rows(compared, &left, &right, check, error) : status;
}

void verify_tables(struct connection *found, struct connection *expected,
                   struct verify_report *report)
{
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        struct verify_check *check = verify_begin(report, table[i].name, "rows");
        struct error broken = {0};
        /* A page that cannot be read is a finding of this table; the others are still looked at. */
        if (compare_table(&table[i], found, expected, check, &broken) != STATUS_OK) {
            verify_found(check, "cannot be read: %.150s", broken.message);
        }
    }
}
