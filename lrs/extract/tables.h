/* SPDX-License-Identifier: Apache-2.0 */

/* The tables of an extract, made as the dictionary describes them. */
#ifndef EXTRACT_TABLES_H
#define EXTRACT_TABLES_H

#include "extract/dictionary.h"
#include "store/backend.h"

/* Makes the table, empty, instead of what there is of that name. */
MUST_CHECK enum status table_make(struct connection *connection,
                                  const struct dictionary_table *table, struct error *error);

/* Whether it is there with these very columns. */
MUST_CHECK enum status table_is_there(struct connection *connection,
                                      const struct dictionary_table *table, bool *out,
                                      struct error *error);

/* Makes its indexes, once it has its rows: sorting them once is cheaper than keeping them sorted.
 */
MUST_CHECK enum status table_index(struct connection *connection,
                                   const struct dictionary_table *table, struct error *error);

/* The same for rows that come in whatever order: they are put aside by table_insertion() into
 * TABLE_ASIDE, then the table is made of them in the order of its columns. So equal stores make
 * equal tables, and no order tells of identifiers that became pseudonyms. */
#define TABLE_ASIDE "temp.aside"
MUST_CHECK enum status table_set_aside(struct connection *connection,
                                       const struct dictionary_table *table, struct error *error);
MUST_CHECK enum status table_make_sorted(struct connection *connection,
                                         const struct dictionary_table *table, struct error *error);

/* "INSERT INTO `into` (columns) VALUES ($1, ...)", borrowed from `arena`. */
const char *table_insertion(const struct dictionary_table *table, const char *into,
                            struct arena *arena);

/* "a, b, c", borrowed from `arena`. */
const char *table_columns(const struct dictionary_table *table, struct arena *arena);

#endif
