/* SPDX-License-Identifier: Apache-2.0 */

/* What putting a statement consists of beside its own row. Called inside a transaction. */
#ifndef STORE_PARTS_H
#define STORE_PARTS_H

#include "store/internal.h"
#include "store/postings.h"

/* The number of the authority `json`, given to it when it first comes. */
MUST_CHECK enum status authority_intern(struct transaction *transaction, struct text json,
                                        int64_t *out, struct error *error);

/* Makes the statement `seq` findable by `terms`. Doubles do no harm. */
MUST_CHECK enum status postings_add(struct transaction *transaction, int64_t seq,
                                    const struct term *terms, size_t count, struct error *error);

/* The same by the own terms of a statement that is prepared. */
MUST_CHECK enum status postings_add_own(struct transaction *transaction, int64_t seq,
                                        const struct statement *statement, struct error *error);

/* Notes which terms are the statement's own, because it refers to another: see store/postings.h. */
MUST_CHECK enum status postings_note_own(struct transaction *transaction, int64_t seq,
                                         const struct statement *statement, struct error *error);

/* Notes what the new statement refers to, and spreads terms along references in both directions: it
 * inherits those of its target, and what refers to it inherits its own, transitively and in
 * whatever order they arrived (Communication 2.1.3, "Filter Conditions for StatementRefs"), as far
 * as a chain is followed (store/chain.h). */
MUST_CHECK enum status references_add(struct transaction *transaction, int64_t seq,
                                      bool is_referred_to, const struct statement *statement,
                                      struct error *error);

/* Takes away what finds a statement, because it is voided; its own terms stay noted. */
MUST_CHECK enum status references_hide(struct transaction *transaction, int64_t seq,
                                       const struct statement *statement, struct error *error);
/* Says that references_await() will be asked about the statement soon. */
void references_foresee(struct connection *connection, const struct statement *statement);

/* Whether stored statements refer to the arriving one, and whether one of them voids it (Data
 * 2.3.2). A voiding statement cannot be voided. */
MUST_CHECK enum status references_await(struct transaction *transaction,
                                        const struct statement *statement, bool *out_is_referred_to,
                                        bool *out_is_voided, struct error *error);

/* A stored statement whose row is gone, or has other members now. Both refer to the same. */
struct replaced_statement {
    int64_t seq;
    bool is_voided;
    const struct statement *before;
    const struct statement *after; /* NULL: it is gone */
};

/* Follows that: its postings, what it referred to, and what those inherit that refer to it. */
MUST_CHECK enum status references_replace(struct transaction *transaction,
                                          const struct replaced_statement *replaced,
                                          struct error *error);

/* Voids what the voiding statement targets, if it is there, and takes it out of the projections. */
MUST_CHECK enum status voiding_apply(struct transaction *transaction,
                                     const struct statement *statement, struct error *error);

/* Visits every statement found by `sql`, which selects these of `statement s` and `authority a`,
 * read back as the projections and references need it. The arena lives during one visit. */
#define STATEMENT_WALK_COLUMNS \
    "s.seq, s.id, s.timestamp_us, s.members, a.json, s.stored_us, s.timestamp, s.version"
typedef enum status (*statement_walk_visitor)(void *context, int64_t seq,
                                              struct statement *statement, struct error *error);
struct statement_walk {
    const char *sql;
    bool is_long; /* may find very many */
    const struct value *values;
    size_t value_count;
    statement_walk_visitor visit;
    void *context;
};
MUST_CHECK enum status statements_walk(struct connection *connection,
                                       const struct statement_walk *walk, struct error *error);

/* The same of the statement at `seq`, voided or not. */
MUST_CHECK enum status statements_visit_at(struct connection *connection, int64_t seq,
                                           statement_walk_visitor visit, void *context,
                                           struct error *error);

/* The same of all that have a posting of the term and are not voided, which may be very many. */
MUST_CHECK enum status statements_walk_term(struct connection *connection, int64_t term,
                                            statement_walk_visitor visit, void *context,
                                            struct error *error);

/* The same of the statement `id`, voided or not, if it is stored. */
MUST_CHECK enum status statements_visit(struct connection *connection, const struct uuid *id,
                                        statement_walk_visitor visit, void *context,
                                        struct error *error);

#endif
