/* SPDX-License-Identifier: Apache-2.0 */

/* A statement's postings, from terms to rows. */
#include "store/postings.h"

#include "store/insertion.h"
#include "store/parts.h"
#include "store/pending.h"
#include "store/prepare.h"
#include "store/terms.h"

static uint64_t key_of(const void *item)
{
    /* Turned so that negative numbers come first here too. */
    return (uint64_t)((const struct posting *)item)->term ^ UINT64_C(1) << 63;
}

static int compare(const void *left, const void *right)
{
    const struct posting *a = *(const struct posting *const *)left;
    const struct posting *b = *(const struct posting *const *)right;
    if (a->term != b->term) {
        return a->term < b->term ? -1 : 1;
    }
    return (a->seq > b->seq) - (a->seq < b->seq);
}

static struct insertion insertion = {.into = "INSERT INTO posting (term, seq)",
                                     .otherwise = "ON CONFLICT (term, seq) DO NOTHING",
                                     .columns = 2};

static enum status write_postings(struct connection *connection, const void *const *items,
                                  size_t count, struct error *error)
{
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, &insertion, connection);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct posting *posting = items[i];
        if (i + 1 == count || compare(&items[i], &items[i + 1]) != 0) {
            const struct value row[] = {value_integer(posting->term), value_integer(posting->seq)};
            status = inserting_add(&inserting, row, error);
        }
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

const struct pending_rules pending_postings = {.size = sizeof(struct posting),
                                               .may_wait = true,
                                               .key = key_of,
                                               .compare = compare,
                                               .write = write_postings};

static enum status add_posting(struct transaction *transaction, int64_t seq,
                               const struct term *term, const struct term_hash *hash,
                               struct error *error)
{
    struct posting posting = {.seq = seq};
    enum status status = terms_intern_use(transaction->terms, transaction->connection, term, hash,
                                          &posting.term, error);
    if (status == STATUS_OK) {
        pending_add(transaction->pending, PENDING_POSTING, &posting);
    }
    return status;
}

enum status postings_add(struct transaction *transaction, int64_t seq, const struct term *terms,
                         size_t count, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const struct term_hash hash = term_hash_of((int)terms[i].kind, terms[i].value);
        status = add_posting(transaction, seq, &terms[i], &hash, error);
    }
    return status;
}

enum status postings_add_own(struct transaction *transaction, int64_t seq,
                             const struct statement *statement, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < statement->term_count && status == STATUS_OK; i++) {
        status = add_posting(transaction, seq, &statement->terms[i],
                             &statement->prepared->hashes[i], error);
    }
    return status;
}

enum status postings_note_own(struct transaction *transaction, int64_t seq,
                              const struct statement *statement, struct error *error)
{
    enum status status = STATUS_OK;
    pending_add(transaction->pending, PENDING_POSTING, &(struct posting){POSTING_MARK, seq});
    for (size_t i = 0; i < statement->term_count && status == STATUS_OK; i++) {
        const struct term *own = &statement->terms[i];
        int64_t term = 0;
        status = terms_intern(transaction->terms, transaction->connection, (int)own->kind,
                              own->value, &term, error);
        if (status == STATUS_OK) {
            pending_add(transaction->pending, PENDING_POSTING,
                        &(struct posting){posting_own(term), seq});
        }
    }
    return status;
}
