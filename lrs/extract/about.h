/* SPDX-License-Identifier: Apache-2.0 */

/* What an extract says of itself: what it holds, and what it was made with. */
#ifndef EXTRACT_ABOUT_H
#define EXTRACT_ABOUT_H

#include "base/arena.h"
#include "extract/dictionary.h"
#include "store/backend.h"

struct about {
    int64_t seq; /* of the last statement; 0: none */
    int64_t stored_us;
    const char *last_id;      /* as the extract shows ids; "": none */
    int64_t statements;       /* in the store, up to that one */
    const char *organisation; /* NULL: all */
    const char *key_mark;     /* tells keys of pseudonyms apart; NULL: people are named */
};

/* Writes the table. `dictionary` describes it. */
MUST_CHECK enum status about_write(struct connection *connection,
                                   const struct dictionary *dictionary, const struct about *about,
                                   struct error *error);

/* Reads it back, into `arena`. CONFLICT: it is of a program of another kind or a later one. */
MUST_CHECK enum status about_read(struct connection *connection, struct arena *arena,
                                  struct about *out, struct error *error);

#endif
