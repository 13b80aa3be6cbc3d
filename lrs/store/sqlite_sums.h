/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `tally` added up, as a table that SQLite's SQL can read. GROUP BY sorts all rows before
 * it adds any, which takes three times as long as reading them; here a place's sums stand in an
 * array by number of sort (store/tally_sorts.h) or line; both are dense. */
#ifndef STORE_SQLITE_SUMS_H
#define STORE_SQLITE_SUMS_H

#include <sqlite3.h>

/* The table's name. `SELECT place, line, total, amount, square FROM segment_sums(first, last,
 * places, lines)` gives a row a place and line whose total is not 0, in this order: sums over the
 * rows of the place's segments whose sort is from `first` to `last` and in the line. `places` is a
 * text of numbers, "segment,place,segment,place"; NULL: there is none. So is `lines`,
 * "sort,line,sort,line", with small numbers for lines; sorts that it lacks are not summed. Without
 * `lines` each sort is a line of its own, under its own number. */
#define SQLITE_SUMS "segment_sums"

/* Adds the table to what this connection knows. Returns an SQLite code. */
int sqlite_sums_register(sqlite3 *database);

#endif
