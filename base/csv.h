/* SPDX-License-Identifier: Apache-2.0 */

/* Tables as CSV (RFC 4180), in and out, as spreadsheets write and read them. */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include "base/buffer.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>

/* A row has at most so many columns, a value so many bytes. */
enum { CSV_COLUMNS_MAX = 64, CSV_VALUE_MAX = 4096 };

/* Reads rows one after another; see csv_begin(). */
struct csv_reader {
    char *at;
    char *end;
    size_t line; /* of what is read next, from 1 */
    char separator;
};

/* One row. Values are borrowed from the content that is read. */
struct csv_row {
    size_t line; /* on which it begins */
    size_t count;
    struct text values[CSV_COLUMNS_MAX];
};

/* Begins to read `content`, which is borrowed until the last row was used and is changed on the way
 * (doubled quotes become single ones). A byte order mark is passed over. Values are separated by
 * whichever of ',', ';' and tab stands most often in the first line, outside quotes; by ',' if none
 * does. INVALID: it is not UTF-8, with the line and what to do. */
MUST_CHECK enum status csv_begin(struct buffer *content, struct csv_reader *out,
                                 struct error *error);

/* The separator of a file that begins with `content`, as csv_begin() finds it. */
char csv_separator_of(struct text content);

/* Goes on in the next piece of the same file, which begins with a row: `reader` has read all of the
 * piece before. As csv_begin(), but that separator and lines go on. */
MUST_CHECK enum status csv_continue(struct csv_reader *reader, struct buffer *content,
                                    struct error *error);

/* Reads the next row that is not blank; *out_row tells whether there was one. Lines end with LF,
 * CRLF or CR; a value in quotes may hold separators, quotes (doubled) and line ends. INVALID, with
 * the line: a quote that is not closed or has text behind it, a row or a value over its limit. */
MUST_CHECK enum status csv_next(struct csv_reader *reader, struct csv_row *row, bool *out_row,
                                struct error *error);

/* Whether a column's header says what `name` says: letter case, white space, and the ASCII
 * characters _ - . / ' ( ) do not count. */
bool csv_header_is(struct text header, struct text name);

/* Whether a spreadsheet would run the value as a formula: it begins with '=', '+', '-', '@', a tab
 * or a carriage return. */
bool csv_is_formula(struct text value);

/* The value without the "'" that csv_add_defused() has put before a formula. */
struct text csv_undefused(struct text value);

/* Adds a value, in quotes where it needs them. */
void csv_add(struct buffer *out, struct text value);

/* The same with a "'" before what a spreadsheet would run. */
void csv_add_defused(struct buffer *out, struct text value);

#endif
