/* SPDX-License-Identifier: Apache-2.0 */

/* The rows of a CSV file (csv.h), whatever its size, in constant memory. */
#ifndef BASE_CSV_FILE_H
#define BASE_CSV_FILE_H

#include "base/auto.h"
#include "base/csv.h"
#include "base/error.h"

#include <stdint.h>

/* A row has at most so many bytes. */
enum { CSV_ROW_MAX = 1 << 20 };

struct csv_file;

/* Opens a regular file; *out is owned by the caller. NOT_FOUND: it cannot be opened. INVALID: it is
 * no regular file. */
MUST_CHECK enum status csv_file_open(const char *path, struct csv_file **out, struct error *error);
void csv_file_close(struct csv_file *file); /* NULL allowed */
DEFINE_AUTO(struct csv_file, csv_file_close);

/* As csv_next(); the values are borrowed until the next call. INVALID also: it is not UTF-8, a row
 * over its limit. UNAVAILABLE: it cannot be read to its end. */
MUST_CHECK enum status csv_file_next(struct csv_file *file, struct csv_row *row, bool *out_row,
                                     struct error *error);

/* The next row is the first again. UNAVAILABLE. */
MUST_CHECK enum status csv_file_rewind(struct csv_file *file, struct error *error);

/* How many bytes have been read, and how many there are, for a meter. */
int64_t csv_file_done(const struct csv_file *file);
int64_t csv_file_size(const struct csv_file *file);

#endif
