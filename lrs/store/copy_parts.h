/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of copying share. Nobody else includes this. */
#ifndef STORE_COPY_PARTS_H
#define STORE_COPY_PARTS_H

#include "store/copy.h"
#include "store/rows.h"

/* ---- the tables ---- */

enum copy_way {
    COPY_ROWS,        /* as they are */
    COPY_STATEMENTS,  /* packed anew */
    COPY_ATTACHMENTS, /* each with its data, to where TO keeps it */
    COPY_WITH_OTHERS, /* has only what belongs to other tables' rows, in the way of its store */
    COPY_OWN,         /* each store has its own, also when it is empty */
};

/* A table of the schema. */
struct copied_table {
    const char *name;
    const char
        *columns; /* those that are copied, "key, key, other"; by the first rows are sorted */
    size_t key_count;
    enum copy_way way;
    bool has_large;  /* the last column may hold more than memory should, 500 times */
    const char *own; /* columns that belong to the one store; NULL: none */
};

/* THE table of tables: all that the schemas of both engines have; ended by a row without name. */
extern const struct copied_table copied_tables[];

/* Whether its rows themselves are copied and compared. */
bool copied_table_is_compared(const struct copied_table *table);

/* Reads a table in the order of its keys. */
struct copied_rows {
    struct rows rows; /* first */
    const struct copied_table *table;
    struct cursor *large;         /* the last column of the row, if it was read apart */
    struct digest_stream *digest; /* of the rows so far */
    int64_t count;
};
MUST_CHECK enum status copied_rows_begin(struct copied_rows *rows, struct connection *connection,
                                         const struct copied_table *table, struct error *error);
/* What was read until now. */
void copied_rows_tell(struct copied_rows *rows, struct copy_side *out);
void copied_rows_end(struct copied_rows *rows);
DEFINE_AUTO_VALUE(struct copied_rows, copied_rows_end);

/* Of all that are copied together. */
MUST_CHECK enum status copied_rows_count(struct connection *connection, int64_t *out,
                                         struct error *error);

/* ---- the two stores ---- */

/* One of them; made by copy_end_find(). */
struct copy_end {
    const char *name; /* "FROM" or "TO", as the user knows it */
    char *shown;      /* shown_url() */
    const struct backend *backend;
    const char *location;
    struct connection *connection;
    char *attachments; /* their folder; NULL: there can be none */
    char *partial;     /* a TO that is a file: where it is until it is whole */
    bool has_folder;   /* the same: what is in the folder of attachments is not ours alone */
    int lock;          /* the same; -1: none */
};

/* INVALID: `url` names no store, or one that ends with the process. */
MUST_CHECK enum status copy_end_find(const char *url, const char *name, struct copy_end *out,
                                     struct error *error);
/* Undoes what was not kept. */
void copy_end_close(struct copy_end *end);
DEFINE_AUTO_VALUE(struct copy_end, copy_end_close);

/* Opens a store to be read as one commit left it. `is_at_rest`: UNAVAILABLE if it is served. */
MUST_CHECK enum status copy_end_read(struct copy_end *end, bool is_at_rest, struct error *error);

/* Opens TO, which must be empty, with a transaction that nobody sees. */
MUST_CHECK enum status copy_end_fill(struct copy_end *end, struct error *error);

/* All is in it: makes it ready to be read as it will be found. */
MUST_CHECK enum status copy_end_settle(struct copy_end *end, struct error *error);

/* Makes it a store, durably. Stamps from now on are later than `stamp_us`. */
MUST_CHECK enum status copy_end_keep(struct copy_end *end, int64_t stamp_us, struct error *error);

/* ---- the work ---- */

struct copy_progress {
    const struct copy_options *options;
    const char *what;
    int64_t done;
    int64_t total;
};
void copy_progress_add(struct copy_progress *progress);

MUST_CHECK enum status copy_fill_tables(const struct copy_end *from, const struct copy_end *to,
                                        struct copy_progress *progress, struct error *error);

MUST_CHECK enum status copy_compare_tables(const struct copy_end *from, const struct copy_end *to,
                                           struct copy_progress *progress, struct copy_report *out,
                                           struct error *error);

#endif
