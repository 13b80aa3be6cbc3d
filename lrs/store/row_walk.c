/* SPDX-License-Identifier: Apache-2.0 */

/* One loop for all lists of rows. */
#include "store/row_walk.h"

enum status row_walk(struct connection *connection, const struct row_walk *walk,
                     struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin_walk(connection, walk->sql, NO_VALUES, &cursor, error);
    bool row = true;
    while (status == STATUS_OK && row) {
        status = cursor_step(cursor, &row, error);
        if (status == STATUS_OK && row) {
            status = walk->visit_row(cursor, walk, error);
        }
    }
    return status;
}

enum status row_walk_beside(struct store *store, const struct row_walk *walk, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = row_walk(reader, walk, error);
    store_return_reader(store, reader);
    return status;
}
