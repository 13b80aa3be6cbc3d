/* SPDX-License-Identifier: Apache-2.0 */

/* Reading rows, and merging two sorted walks. */
#include "store/rows.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum status rows_next(struct rows *rows, struct error *error)
{
    enum status status = cursor_step(rows->cursor, &rows->is_there, error);
    if (status != STATUS_OK || !rows->is_there) {
        return status;
    }
    for (size_t i = 0; i < rows->count; i++) {
        rows->values[i] = cursor_column(rows->cursor, i);
    }
    return rows->take == NULL ? STATUS_OK : rows->take(rows, error);
}

enum status rows_begin(struct rows *rows, struct connection *connection, const char *sql,
                       struct error *error)
{
    enum status status = cursor_begin_walk(connection, sql, NO_VALUES, &rows->cursor, error);
    if (status != STATUS_OK) {
        return status;
    }
    rows->count = connection->backend->column_count(rows->cursor);
    assert(rows->count <= ROWS_COLUMNS_MAX);
    return rows_next(rows, error);
}

void rows_end(struct rows *rows)
{
    cursor_end(rows->cursor);
    rows->cursor = NULL;
    rows->is_there = false;
}

static int print_value(const struct value *value, char *out, size_t room)
{
    switch (value->kind) {
    case VALUE_NULL:
        return snprintf(out, room, " (none)");
    case VALUE_INTEGER:
        return snprintf(out, room, " %" PRId64, value->integer);
    case VALUE_REAL:
        return snprintf(out, room, " %g", value->real);
    case VALUE_TEXT:
        return snprintf(out, room, " '%.*s'", TEXT_ARGUMENTS(value->bytes));
    case VALUE_BLOB:
        break;
    }
    int length = snprintf(out, room, " ");
    for (size_t i = 0; i < value->bytes.length && (size_t)length < room; i++) {
        length += snprintf(out + length, room - (size_t)length, "%02x",
                           (unsigned char)value->bytes.data[i]);
    }
    return length;
}

void rows_print_key(const struct rows *rows, size_t key_count, char out[ROWS_KEY_SIZE])
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = 0; i < key_count && length < ROWS_KEY_SIZE - 1; i++) {
        int added = print_value(&rows->values[i], out + length, ROWS_KEY_SIZE - length);
        length += added > 0 ? (size_t)added : 0;
    }
}

/* ---- side by side ---- */

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

static int compare_columns(const struct rows *left, const struct rows *right, size_t first,
                           size_t end)
{
    int order = 0;
    for (size_t i = first; i < end && order == 0; i++) {
        order = compare_values(&left->values[i], &right->values[i]);
    }
    return order;
}

static int order_of(const struct rows *left, const struct rows *right, size_t key_count)
{
    if (!left->is_there) {
        return 1;
    }
    return right->is_there ? compare_columns(left, right, 0, key_count) : -1;
}

static enum rows_relation relation_of(const struct rows *left, const struct rows *right, int order,
                                      size_t key_count)
{
    if (order != 0) {
        return order < 0 ? ROWS_LEFT_ONLY : ROWS_RIGHT_ONLY;
    }
    return compare_columns(left, right, key_count, left->count) == 0 ? ROWS_EQUAL : ROWS_DIFFERENT;
}

enum status rows_compare(struct rows *left, struct rows *right, size_t key_count,
                         rows_visitor visit, void *context, struct error *error)
{
    assert(left->count == right->count);
    enum status status = STATUS_OK;
    while (status == STATUS_OK && (left->is_there || right->is_there)) {
        int order = order_of(left, right, key_count);
        visit(context, relation_of(left, right, order, key_count), order <= 0 ? left : right);
        status = order <= 0 ? rows_next(left, error) : STATUS_OK;
        if (status == STATUS_OK && order >= 0) {
            status = rows_next(right, error);
        }
    }
    return status;
}
