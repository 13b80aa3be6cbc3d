/* SPDX-License-Identifier: Apache-2.0 */

/* A whole store into another one, between files and database servers in any direction, and the
 * proof that two stores are equal. */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "base/digest.h"
#include "base/error.h"
#include "store/store.h"

#include <stdbool.h>
#include <stdint.h>

enum { COPY_TABLES_MAX = 56, COPY_FIRST_SIZE = 256 };

struct copy_options {
    /* FROM may be served meanwhile: what it stores from now on is not in the copy. Otherwise that
     * is refused. */
    bool is_snapshot;
    enum attachments_place attachments; /* in TO, if that is a file */
    /* Told how far it is: `what` is "rows copied", then "rows compared". May be NULL. */
    void (*watch)(void *context, const char *what, int64_t done, int64_t total);
    void *context;
};

/* What one store has in a table. */
struct copy_side {
    int64_t rows;
    char sha256[DIGEST_HEX_SIZE]; /* of all rows in the order of their keys */
};

struct copy_table {
    const char *name;
    struct copy_side from;
    struct copy_side to;
    int64_t differences;
    char first[COPY_FIRST_SIZE]; /* of them: which row, and how it differs; "" if there is none */
};

struct copy_report {
    struct copy_table tables[COPY_TABLES_MAX];
    size_t count;
    int64_t differences; /* of all tables */
};

/* Copies all that the store at `from_url` holds, as one commit left it, to `to_url`, which must be
 * empty: a file that is not there, or a database without rows. Then compares both as
 * store_compare() does, and only if they are equal TO is there: a copy that has failed, or whose
 * process was ended, leaves no store. FROM is not changed. In constant memory.
 *
 * OK also with differences: they stand in *out, and nothing was kept. INVALID: a URL names no
 * store that can be copied. NOT_FOUND: there is no FROM. CONFLICT: TO is not empty, FROM has
 * another schema, or data that is damaged or that TO's engine refuses. UNAVAILABLE: either is in
 * use or fails. */
MUST_CHECK enum status store_copy(const char *from_url, const char *to_url,
                                  const struct copy_options *options, struct copy_report *out,
                                  struct error *error);

/* Compares every row of two stores, statements unpacked and attachments' data by their hashes. What
 * belongs to one store alone does not count: dictionaries, where data is kept, the schema's
 * history. Changes nothing; either may be served. OK also with differences. Fails as above. */
MUST_CHECK enum status store_compare(const char *from_url, const char *to_url,
                                     const struct copy_options *options, struct copy_report *out,
                                     struct error *error);

#endif
