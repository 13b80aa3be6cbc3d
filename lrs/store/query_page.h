/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of a page share: the plan, and the page that is being filled. */
#ifndef STORE_QUERY_PAGE_H
#define STORE_QUERY_PAGE_H

#include "base/buffer.h"
#include "store/internal.h"

/* The columns that page_take() reads, of `statement s` and its `authority a`. */
#define PAGE_COLUMNS "s.seq, s.id, s.stored_us, s.members, s.timestamp, a.json, s.version, s.voided"

enum { QUERY_TERMS_MAX = 16 };

/* A query on its way to SQL. */
struct plan {
    struct connection *reader;
    const struct statement_query *query;
    int64_t terms[QUERY_TERMS_MAX]; /* the rarest first */
    int64_t fewest_uses;            /* about: of the rarest */
    bool is_empty;                  /* one of the terms was never stored */
    int64_t lowest;                 /* seq, exclusive */
    int64_t highest;                /* seq, inclusive */
};

struct page {
    const struct plan *plan;
    statement_visitor visit;
    void *context;
    size_t visited;
    int64_t last_seq; /* that was visited */
    bool is_done;     /* nothing more is looked for */
    bool has_more;    /* ... because the page is full, and something follows */
    size_t doubts;    /* candidates whose links had to be looked at */
};

/* After so many doubts it is asked whether there can be any match at all. */
enum { PAGE_DOUBTS = 32 };

/* The statement that the cursor stands on. What is borrowed lives until the next step. */
MUST_CHECK enum status page_read_row(struct cursor *cursor, struct stored_statement *out,
                                     struct error *error);

/* Visits those of the cursor's statements that meet the query; to its end, or until the page is
 * full. */
MUST_CHECK enum status page_take(struct page *page, struct cursor *cursor, struct error *error);

/* Whether a column behind PAGE_COLUMNS must tell what postings alone do not. */
static inline bool page_must_verify(const struct plan *plan)
{
    return plan->query->term_count > 1;
}

/* Adds that column: 1 if the statement meets the query by itself, 0 if at most by what it refers
 * to. The terms are the parameters from `first` on. */
void page_write_meets(const struct statement_query *query, size_t first, struct buffer *sql);

/* Writes the plan's terms to `values` and tells how many they are. */
size_t page_bind_terms(const struct plan *plan, struct value values[QUERY_TERMS_MAX]);

/* Whether what the candidate refers to meets the query. May find that the page is done, as there is
 * no match at all. */
MUST_CHECK enum status page_check_links(struct page *page, int64_t seq, bool *out,
                                        struct error *error);

/* Goes on with the page, with the seqs behind `low` up to `high`, by whole spans (store/spans.h):
 * where candidates are better compared so than looked at one by one. */
MUST_CHECK enum status page_leap(struct page *page, int64_t low, int64_t high, struct error *error);

#endif
