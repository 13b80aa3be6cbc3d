/* SPDX-License-Identifier: Apache-2.0 */

/* A statement and what it refers to by StatementRef, link by link. */
#ifndef STORE_CHAIN_H
#define STORE_CHAIN_H

#include "base/arena.h"
#include "store/backend.h"
#include "xapi/statement.h"

/* How many links are followed, the first one included. */
enum { CHAIN_MAX = 64 };

/* A statement's own terms, not those it inherits. */
struct link {
    struct uuid id;
    const struct term *terms;
    size_t term_count;
};

struct chain {
    struct arena *arena;
    struct link links[CHAIN_MAX]; /* nearest first */
    size_t count;
    bool continues; /* the last link refers to `next` */
    struct uuid next;
};

/* An empty chain that lives as long as `arena`. */
struct chain *chain_create(struct arena *arena);

/* Adds `statement`, whose terms are borrowed as long as the chain lives. */
void chain_add(struct chain *chain, const struct statement *statement);

/* Adds a copy of it. */
void chain_add_copy(struct chain *chain, const struct statement *statement);

/* Whether any link has the term. */
bool chain_has_term(const struct chain *chain, const struct term *term);

/* Adds the stored statements behind the last link, to the end, a circle or CHAIN_MAX. */
MUST_CHECK enum status chain_follow(struct connection *connection, struct chain *chain,
                                    struct error *error);

#endif
