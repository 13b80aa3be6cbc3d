/* SPDX-License-Identifier: Apache-2.0 */

/* What analysts want of the store, in one SQLite file: the published views' rows as tables of the
 * same names and columns, every statement as a flat row, and a data dictionary. It is what one
 * commit left, on either engine, and says which. */
#ifndef EXTRACT_EXTRACT_H
#define EXTRACT_EXTRACT_H

#include "store/store.h"

struct extract_options {
    const char *organisation; /* only its learners, as store/narrowing.h tells; NULL: all */
    bool names_people; /* else they are pseudonyms, and so is what identifies their statements */
    bool replaces;     /* an extract that is there; never anything else */
    void (*watch)(void *context, int64_t done, int64_t total); /* of statements; may be NULL */
    void *context;
};

struct extract_summary {
    int64_t tables;
    int64_t rows;   /* of the views */
    int64_t added;  /* statements */
    int64_t voided; /* that were there before */
    bool is_whole;  /* all statements were read, not only those since the last time */
    int64_t seq;    /* of the last statement; 0: none */
    int64_t stored_us;
};

/* Makes the file `path`. It gets its name when it is whole and durable; before that, and after a
 * failure, there is what was there. CONFLICT: something is there that may not be replaced.
 * UNAVAILABLE: the disk is full, the store does not answer, and the like. */
MUST_CHECK enum status extract_write(struct store *store, const char *path,
                                     const struct extract_options *options,
                                     struct extract_summary *out, struct error *error);

/* Brings the extract at `path` up to date, in the same way: afterwards it is what extract_write()
 * would make. It goes on with statements where it ended; views are read anew. Whose rows it has,
 * and whether it names people, stays: those options are not looked at. NOT_FOUND: there is none.
 * CONFLICT: it is no extract, or of another store, or its pseudonyms are of a former key. */
MUST_CHECK enum status extract_update(struct store *store, const char *path,
                                      const struct extract_options *options,
                                      struct extract_summary *out, struct error *error);

#endif
