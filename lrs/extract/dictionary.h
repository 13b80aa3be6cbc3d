/* SPDX-License-Identifier: Apache-2.0 */

/* The data dictionary: what store/views.md and extract/tables.md say of tables and their columns.
 * Those files are the only place where it is said: documentation, what stands in each extract, and
 * what the tables are made from. */
#ifndef EXTRACT_DICTIONARY_H
#define EXTRACT_DICTIONARY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    DICTIONARY_TABLES_MAX = 64,
    DICTIONARY_COLUMNS_MAX = 48,
    DICTIONARY_INDEXES_MAX = 4,
};

/* A type of columns. */
struct dictionary_type {
    const char *name;
    const char *sql; /* what SQLite is told */
    bool is_person;  /* a human's identifier */
    bool is_id;      /* a statement's or registration's */
};

struct dictionary_column {
    const char *name;
    const struct dictionary_type *type;
    const char *unit; /* "" where nothing is said */
    const char *clause;
    const char *meaning;
};

struct dictionary_table {
    const char *name;
    const char *meaning;                         /* what a row is */
    const char *key;                             /* "learner, activity"; "" if it has none */
    const char *indexes[DICTIONARY_INDEXES_MAX]; /* likewise; NULL: no more */
    struct dictionary_column columns[DICTIONARY_COLUMNS_MAX];
    size_t column_count;
};

struct dictionary {
    struct dictionary_table *tables[DICTIONARY_TABLES_MAX];
    size_t count;
};

/* Adds the tables that `markdown` describes, in its order; store/views.md says what it looks like.
 * Borrowed from `arena`. INVALID, with the line: it is no such text. */
MUST_CHECK enum status dictionary_read(struct text markdown, struct arena *arena,
                                       struct dictionary *dictionary, struct error *error);

/* All that there is: the published views, then the extract's own tables. */
MUST_CHECK enum status dictionary_load(struct arena *arena, struct dictionary *out,
                                       struct error *error);

/* NULL if there is none of this name. */
const struct dictionary_table *dictionary_find(const struct dictionary *dictionary,
                                               const char *name);

#endif
