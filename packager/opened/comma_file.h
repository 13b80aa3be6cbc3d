/* SPDX-License-Identifier: Apache-2.0 */

/* AICC's files of comma-separated values: a line of column names, then a line a record. */
#ifndef OPENED_COMMA_FILE_H
#define OPENED_COMMA_FILE_H

#include "base/text.h"

#include <stdbool.h>

struct arena;

enum {
    COMMA_COLUMNS_MAX = 256, /* others are dropped */
    COMMA_ROWS_MAX = 20000,  /* of one file; likewise */
};

/* A file being read: begin with comma_file_begin(), then take row after row. */
struct comma_file {
    struct arena *arena;
    struct text rest;
    struct text columns[COMMA_COLUMNS_MAX];
    size_t column_count;
    struct text fields[COMMA_COLUMNS_MAX]; /* of the row at hand */
    size_t field_count;
    size_t line; /* its, from 1 */
    size_t rows; /* taken so far */
};

/* Borrows `text`, and reads the column names. */
struct comma_file comma_file_begin(struct text text, struct arena *arena);

/* Goes to the next row that is not empty; false behind the last. */
bool comma_file_next(struct comma_file *file);

/* The value in the column of that name, in capitals or not, without quotes; NULL if there is no
 * such column, or nothing in it. In the arena. */
const char *comma_file_value(const struct comma_file *file, const char *column);

/* A field or a column's name without the quotes around it. */
struct text comma_file_bare(struct text field);

/* Whether a column has that name, in capitals or not. */
bool comma_file_is_named(struct text column, const char *name);

#endif
