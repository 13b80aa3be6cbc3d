/* SPDX-License-Identifier: Apache-2.0 */

/* The rows of a query one by one, and those of two stores side by side. */
#ifndef STORE_ROWS_H
#define STORE_ROWS_H

#include "store/backend.h"

enum { ROWS_COLUMNS_MAX = 24, ROWS_KEY_SIZE = 160 };

struct rows {
    struct cursor *cursor;
    /* Given each row when it was read: may put other values into `values`, which live until its
     * next call. NULL: they are taken as they are. */
    enum status (*take)(struct rows *rows, struct error *error);
    bool is_there;                         /* false: no row is left */
    size_t count;                          /* of columns */
    struct value values[ROWS_COLUMNS_MAX]; /* borrowed until the next row */
};

/* Runs `sql`, which may find very many rows, and reads the first. `take` is set before. */
MUST_CHECK enum status rows_begin(struct rows *rows, struct connection *connection, const char *sql,
                                  struct error *error);
MUST_CHECK enum status rows_next(struct rows *rows, struct error *error);
void rows_end(struct rows *rows);
DEFINE_AUTO_VALUE(struct rows, rows_end);

/* The first `key_count` values for a person, " 7 'text'"; cut if they are long. */
void rows_print_key(const struct rows *rows, size_t key_count, char out[ROWS_KEY_SIZE]);

enum rows_relation { ROWS_EQUAL, ROWS_DIFFERENT, ROWS_LEFT_ONLY, ROWS_RIGHT_ONLY };

/* `row` is that of the left side where there is one. */
typedef void (*rows_visitor)(void *context, enum rows_relation relation, const struct rows *row);

/* Goes through both, each sorted by its first `key_count` columns (texts and blobs by their bytes),
 * which tell its rows apart, and visits every key once. */
MUST_CHECK enum status rows_compare(struct rows *left, struct rows *right, size_t key_count,
                                    rows_visitor visit, void *context, struct error *error);

#endif
